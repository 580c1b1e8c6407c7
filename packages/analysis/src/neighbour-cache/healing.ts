/**
 * When an observer's entry changed its MAC, and why. Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import {stretch} from '../events/ordered-events.js';
import type {Timeline} from '../events/timeline.js';
import type {FrameEvent, NeighbourEvent} from '../events/timeline-event.js';
import type {Outage} from '../outages/outage.js';
import {formatMessage} from '../readings/announcements.js';
import {readingOf} from '../readings/reading.js';
import {type Cause, causeOfChange} from './causes.js';
import {EntryHistory, MONITOR_LATENESS_NS} from './entry-history.js';
import {type Receiver, receiverAt} from './receiver.js';

/** A change of the MAC in an observer's entry. */
export interface Healing extends Cause {
  /**
   * Latest time at which the entry had changed, in nanoseconds: when the kernel announced it, or when the node first sent to the new
   * MAC. `ip monitor` dates a change when it reads it, a frame is dated by the kernel.
   */
  readonly at: bigint;
  readonly mac: MacAddress;
  /** The content of the frame, in words. */
  readonly says?: string;
}

/** Every change of the MAC in a node's entry for `ip`, with its cause. */
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
  for (const [index, {at: announcedAt, mac, iface}] of events.entries()) {
    if (mac === undefined || mac === held?.mac) continue;
    let since = announcedAt;
    if (held !== undefined) {
      const at = firstUse({at: announcedAt, mac, iface, ip}, held.since, frames) ?? announcedAt;
      const history = new EntryHistory(events, index, announcedAt - at);
      const hearing = {iface, ip, receiver: receiver(iface), history};
      const cause = causeOfChange({at, mac}, held.since, frames, hearing);
      healings.push({at, mac, ...cause, ...saysOf(cause)});
      since = cause.frame?.at ?? at;
    }
    held = {mac, since};
  }
  return healings;
}

/** When the node first sent to the address at that MAC, after `since` and before the change was announced. */
function firstUse(
  {at, mac, iface, ip}: Pick<NeighbourEvent, 'at' | 'iface' | 'ip'> & {readonly mac: MacAddress},
  since: bigint,
  frames: readonly FrameEvent[],
): bigint | undefined {
  return stretch(frames, since, at).find(frame => {
    if (!frame.own || frame.iface !== iface) return false;
    const {destination, packet} = readingOf(frame);
    return destination === mac && packet?.destination === ip;
  })?.at;
}

/**
 * The change of the entry that ended an outage; undefined if it had not ended, or ended without one: the entry was
 * correct, and the obstacle was removed.
 */
export function healingOf(
  {lastBefore, firstLost, firstAfter}: Outage,
  healings: readonly Healing[],
): Healing | undefined {
  if (firstAfter === undefined) return undefined;
  const begun = (lastBefore ?? firstLost).sentAt;
  // A probe may wait for the answer to the request that it triggered.
  const end = firstAfter.answeredAt ?? firstAfter.sentAt;
  return healings.findLast(
    ({at, frame}) => at >= begun && (frame === undefined ? at <= end + MONITOR_LATENESS_NS : frame.at <= end),
  );
}

function saysOf({frame}: Cause): Pick<Healing, 'says'> {
  if (frame === undefined) return {};
  const says = formatMessage(frame);
  return says === undefined ? {} : {says};
}
