/**
 * Findings that affect how the figures of a trial are to be read. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';
import {
  claimants,
  counted,
  formatDuration,
  isCluster,
  ownershipChanges,
  SWITCH,
} from '@vip/analysis/internal';
import type {Conflict} from '@vip/arp/ownership';
import {kindWritten} from './faults/registry.js';
import {type TrialFinding, trialFinding} from './finding.js';
import type {Showing} from './showing.js';

/** Which nodes have the address. */
export function ownerFindings({settings, called, owners}: Showing): TrialFinding[] {
  const vip = settings.vip.address;
  if (owners.length === 0) return [trialFinding('no-owner', vip, `No node holds ${called} at the end.`)];
  if (owners.length === 1) return [];
  const found = trialFinding('two-owners', vip, `${owners.join(' and ')} both hold ${called} at the end.`);
  const {rogue} = settings;
  // The usual remedy assumes that both take part in the failover, which a rogue machine does not.
  if (rogue === undefined || !owners.includes(rogue.node)) return [found];
  const remedy = `find the port of the switch that learned ${rogue.mac}, and remove the address from that machine; ARP inspection on the switch keeps others from claiming it`;
  return [{...found, remedy}];
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

/** Nodes that have the address and must not use it, because duplicate address detection found another holder (RFC 4862 §5.4). */
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

/** Findings that are specific to this fault. */
export function faultFindings(showing: Showing): TrialFinding[] {
  return kindWritten(showing.trial.fault)?.findings?.(showing) ?? [];
}

/**
 * Two machines that claim the address on the wire, as captured at the switch. If the address was meant to move there and back, a
 * return quicker than any failover is no sign of a conflict.
 */
export function wireFindings(
  timeline: Timeline,
  {settings}: Showing,
  isThereAndBack: boolean,
): TrialFinding[] {
  // There is no capture at a cluster's switch; the one at its first observer stands in for it.
  const where = isCluster(settings) ? (settings.observers[0]?.node ?? SWITCH) : SWITCH;
  const conflict = ownershipChanges(timeline, where, settings.vip.address).find(
    (change): change is typeof change & Conflict =>
      change.kind === 'conflict' && !(isThereAndBack && change.evidence === 'both-speak'),
  );
  if (conflict === undefined) return [];
  return [
    trialFinding(
      'conflict-on-wire',
      settings.vip.address,
      `On the wire, ${conflict.claimant} claimed ${conflict.ip} ${formatDuration(conflict.silenceNs)} after ${conflict.other} did.`,
    ),
  ];
}

/** Machines of a cluster that stopped reporting. */
export function sightFindings(timeline: Timeline, faultAt: bigint): TrialFinding[] {
  return timeline.select('sight-lost').map(({node, at, reason}) => {
    const when = `${formatDuration(at - faultAt)} after the fault`;
    return trialFinding(
      'lost-sight',
      node,
      `Contact with ${node} was lost ${when} (${reason}): whether it still holds the address is not known.`,
    );
  });
}

/** Captures whose frames were not read in time. */
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
