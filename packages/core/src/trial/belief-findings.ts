/**
 * Findings about what the neighbours' caches hold at the end.
 *
 * @module
 */

import type {TrialSettings} from '@vip/analysis';
import {claimants} from '@vip/analysis/internal';
import type {MacAddress} from '@vip/arp';
import type {SentAnnouncement} from './announcements.js';
import {type TrialFinding, trialFinding} from './finding.js';
import type {TrialObserverReport} from './observer-report.js';
import type {Showing} from './showing.js';

/** Which nodes the observers send to. */
export function beliefFindings({
  settings,
  called,
  observers,
  announcements,
  owners,
}: Showing): TrialFinding[] {
  const usersOf = macUsers(settings, announcements);
  const [holder] = owners;
  if (owners.length > 1) return dividedBeliefs(observers, usersOf);
  if (holder === undefined) return [];
  return observers.flatMap(({name, believes}) => {
    const users = usersOf(believes);
    return users.length === 0 || users.includes(holder)
      ? []
      : [
          trialFinding(
            'wrong-belief',
            name,
            `${name} sends to ${users.join(' or ')} at the end, but ${holder} holds ${called}.`,
          ),
        ];
  });
}

/** Which observers send to which of several owners. */
function dividedBeliefs(
  observers: readonly TrialObserverReport[],
  usersOf: (mac: MacAddress | undefined) => readonly string[],
): TrialFinding[] {
  const macs = [...new Set(observers.map(({believes}) => believes))].filter(mac => usersOf(mac).length > 0);
  // If all believe one node, they are not divided; with a MAC that both use, the switch decides which of them gets the frames.
  if (macs.length < 2 && macs.every(mac => usersOf(mac).length < 2)) return [];
  return macs.map(mac => {
    const users = usersOf(mac);
    const whom = users.length === 1 ? users[0] : `${mac}, which ${users.join(' and ')} use,`;
    const believers = namesOf(observers.filter(({believes}) => believes === mac));
    return trialFinding('divided-belief', believers, `Sending to ${whom} at the end: ${believers}.`);
  });
}

/** Which nodes use a MAC: as their own, or because they announced the address with it, as a virtual router does. */
function macUsers(
  settings: TrialSettings,
  announcements: readonly SentAnnouncement[],
): (mac: MacAddress | undefined) => readonly string[] {
  return mac =>
    claimants(settings)
      .filter(
        station =>
          station.mac === mac || announcements.some(sent => sent.node === station.node && sent.mac === mac),
      )
      .map(({node}) => node);
}

function namesOf(observers: readonly TrialObserverReport[]): string {
  return observers.map(({name}) => name).join(', ');
}
