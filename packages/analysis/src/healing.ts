/**
 * When an observer began to believe in another MAC, and what made it. Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import {formatArp, formatDiscovery} from '@vip/arp/describe';
import {type Cause, causeOfChange} from './causes.js';
import {EntryHistory, MONITOR_LATENESS_NS} from './entry-history.js';
import type {Outage} from './outage.js';
import {readingOf} from './reading.js';
import {type Receiver, receiverAt} from './receiver.js';
import type {Timeline} from './timeline.js';

/** An observer's entry taking on a MAC. */
export interface Healing extends Cause {
  /** When the kernel announced the change, in nanoseconds. */
  readonly at: bigint;
  readonly mac: MacAddress;
  /** What the frame says, in words. */
  readonly says?: string;
}

/** Every time a node's entry for `ip` took on another MAC than it had, with what caused it. */
export function findHealings(timeline: Timeline, node: string, ip: IpAddress): Healing[] {
  const events = timeline.select('neighbour', node).filter(event => event.ip === ip);
  const frames = timeline.select('frame', node);
  const receivers = new Map<string, Receiver>();
  const receiver = (iface: string) => {
    const known = receivers.get(iface) ?? receiverAt(timeline, node, iface);
    receivers.set(iface, known);
    return known;
  };
  const healings: Healing[] = [];
  let held: {readonly mac: MacAddress; readonly since: bigint} | undefined;
  for (const [index, {at, mac, iface}] of events.entries()) {
    if (mac === undefined || mac === held?.mac) continue;
    let since = at;
    if (held !== undefined) {
      const hearing = {iface, ip, receiver: receiver(iface), history: new EntryHistory(events, index)};
      const cause = causeOfChange({at, mac}, held.since, frames, hearing);
      healings.push({at, mac, ...cause, ...saysOf(cause)});
      since = cause.frame?.at ?? at;
    }
    held = {mac, since};
  }
  return healings;
}

/**
 * The change of the entry that ended an outage; undefined when it had not ended, or ended without one: the entry was
 * right, and what stood in the way went away.
 */
export function healingOf(
  {lastBefore, firstLost, firstAfter}: Outage,
  healings: readonly Healing[],
): Healing | undefined {
  if (firstAfter === undefined) return undefined;
  const begun = (lastBefore ?? firstLost).sentAt;
  // A probe may wait for the answer to the question that it gave rise to.
  const end = firstAfter.answeredAt ?? firstAfter.sentAt;
  return healings.findLast(
    ({at, frame}) => at >= begun && (frame === undefined ? at <= end + MONITOR_LATENESS_NS : frame.at <= end),
  );
}

function saysOf({frame}: Cause): Pick<Healing, 'says'> {
  if (frame === undefined) return {};
  const {arp, discovery} = readingOf(frame);
  if (arp !== undefined) return {says: formatArp(arp)};
  return discovery === undefined ? {} : {says: formatDiscovery(discovery)};
}
