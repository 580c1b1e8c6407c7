/**
 * What affects how the figures of a trial are to be read. Pure.
 *
 * @module
 */

import type {Healing, Timeline, TrialSettings} from '@vip/analysis';
import {
  causeWords,
  claimants,
  counted,
  formatBounds,
  formatDuration,
  isCluster,
  ownershipChanges,
  SWITCH,
} from '@vip/analysis';
import type {MacAddress} from '@vip/arp';
import {formatOwnershipChange} from '../views/ownership-lines.js';
import type {SentAnnouncement} from './announcements.js';
import {kindWritten} from './faults/registry.js';
import {type Showing, type TrialFinding, trialFinding} from './finding.js';
import type {TrialObserverReport} from './observer-report.js';

/** Which nodes have the address. */
export function ownerFindings({settings, called, owners}: Showing): TrialFinding[] {
  const vip = settings.vip.address;
  if (owners.length === 0) return [trialFinding('no-owner', vip, `No node holds ${called} at the end.`)];
  if (owners.length === 1) return [];
  return [trialFinding('two-owners', vip, `${owners.join(' and ')} both hold ${called} at the end.`)];
}

/** Two addresses that should be on the same node, and are not. */
export function groupFindings(showings: readonly Showing[]): TrialFinding[] {
  const [first, second] = showings;
  if (first === undefined || second === undefined) return [];
  if (first.owners.length === 0 || second.owners.length === 0) return [];
  if (first.owners.join() === second.owners.join()) return [];
  const at = ({called, owners}: Showing) => `${called} is on ${owners.join(' and ')}`;
  return [
    trialFinding('group-divided', first.settings.vip.address, `At the end ${at(first)}, and ${at(second)}.`),
  ];
}

/** Nodes that have the address and must not use it: duplicate address detection found that another one does (RFC 4862 §5.4). */
export function detectionFindings(timeline: Timeline, {settings, called}: Showing): TrialFinding[] {
  const ip = settings.vip.address;
  return claimants(settings)
    .filter(({node}) => {
      const last = timeline.select('address', node).findLast(event => event.ip === ip);
      return last?.change === 'added' && last.detection === 'failed';
    })
    .map(({node}) =>
      trialFinding(
        'dad-failed',
        node,
        `${node} was given ${called} and does not use it: duplicate address detection found another holder (dadfailed).`,
      ),
    );
}

/** What is said of trials of this fault alone. */
export function faultFindings(showing: Showing): TrialFinding[] {
  return kindWritten(showing.trial.fault)?.findings?.(showing) ?? [];
}

/** Which nodes are believed. */
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

/** Of several owners, which is believed by whom. */
function dividedBeliefs(
  observers: readonly TrialObserverReport[],
  usersOf: (mac: MacAddress | undefined) => readonly string[],
): TrialFinding[] {
  const macs = [...new Set(observers.map(({believes}) => believes))];
  return macs.flatMap(mac => {
    const users = usersOf(mac);
    if (users.length === 0) return [];
    const whom = users.length === 1 ? users[0] : `${mac}, which ${users.join(' and ')} use,`;
    const believers = namesOf(observers.filter(({believes}) => believes === mac));
    return [trialFinding('divided-belief', believers, `Sending to ${whom} at the end: ${believers}.`)];
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

/** An address that came back without a word. With a virtual MAC there is nothing to say: it is the same on both nodes. */
export function failbackFindings(
  {called, observers, announcements, owners}: Showing,
  healAfterNs: bigint | undefined,
): TrialFinding[] {
  const [holder] = owners;
  const lastHeard = announcements.findLast(({heardBy}) => heardBy.length > 0);
  if (healAfterNs === undefined || owners.length !== 1 || lastHeard === undefined) return [];
  const isSilent = !announcements.some(
    ({node, afterNs, heardBy}) => node === holder && afterNs > healAfterNs && heardBy.length > 0,
  );
  const isShared = announcements.some(({node, mac}) => node === holder && mac === lastHeard.mac);
  if (!isSilent || lastHeard.node === holder || isShared) return [];
  const found: TrialFinding[] = [
    trialFinding(
      'silent-failback',
      String(holder),
      `${holder} has ${called} again, but the last announcement of it came from ${lastHeard.node}: a silent failback.`,
    ),
  ];
  for (const {name, outages} of observers) {
    for (const {afterNs, endedBy, ...bounds} of outages.filter(outage => outage.afterNs > healAfterNs)) {
      const after = formatDuration(afterNs - healAfterNs);
      const end = bounds.mostNs === undefined ? 'and the outage had not ended' : `until ${endOf(endedBy)}`;
      const text = `${name} was dark for ${formatBounds(bounds)} from ${after} after the heal, ${end}.`;
      found.push(trialFinding('dark-after-failback', name, text));
    }
  }
  return found;
}

function endOf(healing: Healing | undefined): string {
  return healing === undefined ? 'the obstacle was gone' : causeWords(healing);
}

/**
 * Two who claim the address on the wire, as the switch heard it. Where the address was to go there and back, that it came
 * back sooner than any failover does by itself is no sign of it.
 */
export function wireFindings(
  timeline: Timeline,
  {settings}: Showing,
  isThereAndBack: boolean,
): TrialFinding[] {
  // A cluster's switch is not ours to listen at: its first observer is.
  const where = isCluster(settings) ? (settings.observers[0]?.node ?? SWITCH) : SWITCH;
  const conflict = ownershipChanges(timeline, where, settings.vip.address).find(
    change => change.kind === 'conflict' && !(isThereAndBack && change.evidence === 'both-speak'),
  );
  if (conflict === undefined) return [];
  return [
    trialFinding(
      'conflict-on-wire',
      settings.vip.address,
      `On the wire: ${formatOwnershipChange(conflict)}.`,
    ),
  ];
}

/** Machines of a cluster of which nothing was heard any more. */
export function sightFindings(timeline: Timeline, faultAt: bigint): TrialFinding[] {
  return timeline.select('sight-lost').map(({node, at, reason}) => {
    const when = `${formatDuration(at - faultAt)} after the fault`;
    return trialFinding(
      'lost-sight',
      node,
      `${node} was lost from sight ${when} (${reason}): whether it still holds the address is not known.`,
    );
  });
}

function namesOf(observers: readonly TrialObserverReport[]): string {
  return observers.map(({name}) => name).join(', ');
}

/** Frames that were not taken out of a capture in time. */
export function captureFindings(timeline: Timeline): TrialFinding[] {
  return timeline
    .select('capture-end')
    .filter(({dropped}) => dropped > 0)
    .map(({node, iface, received, dropped}) =>
      trialFinding(
        'frames-dropped',
        node,
        `The capture at ${node} ${iface} lost ${dropped} of ${counted(received + dropped, 'frame')}: more may have been sent and received there.`,
      ),
    );
}
