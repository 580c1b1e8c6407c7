/**
 * What made an observer believe in another MAC: which frame, or which timer. Pure.
 *
 * @module
 */

import {
  type ArpPacket,
  classifyArp,
  formatArp,
  type Ipv4Address,
  isGratuitousToLinux,
  type MacAddress,
} from '@vip/arp';
import type {FrameEvent, NeighbourEvent} from './events.js';
import {type ArpFrame, arpFrames} from './reading.js';
import type {Timeline} from './timeline.js';

/** Why a cache entry changed its MAC. */
export type HealingCause =
  /** A gratuitous ARP, the one the failover is meant to be healed by. */
  | 'announcement'
  /** The answer to a question of the observer itself, after its own timers had run out. */
  | 'own-question'
  /** Any other ARP that the new holder sent and the observer overheard: nobody meant to heal it. */
  | 'side-traffic'
  /** No frame was captured that explains the change. */
  | 'unexplained';

/** An observer's entry taking on a MAC. */
export interface Healing {
  /** When the kernel announced the change, in nanoseconds. */
  readonly at: bigint;
  readonly mac: MacAddress;
  readonly cause: HealingCause;
  /** The frame that did it, and what it says. */
  readonly frame?: FrameEvent;
  readonly says?: string;
}

/**
 * The kernel changes an entry in the same softirq that received the frame; measured 0.2 ms median and 2.3 ms
 * at most until the change is announced. What came longer before is not the cause, unless nothing came in that
 * time: then `ip monitor` was kept waiting for a processor, and the next longer time is looked at. Nanoseconds.
 */
const EXPLAINS_WITHIN_NS = [50_000_000n, 250_000_000n, 1_000_000_000n];

/** Every time a node's entry for `ip` took on another MAC than it had, with what caused it. */
export function findHealings(timeline: Timeline, node: string, ip: Ipv4Address): Healing[] {
  const arps = arpFrames(timeline, node);
  let held: MacAddress | undefined;
  const healings: Healing[] = [];
  for (const event of timeline.select('neighbour', node)) {
    if (event.ip !== ip || event.mac === undefined) continue;
    if (held !== undefined && event.mac !== held) healings.push(explain(event, event.mac, arps));
    held = event.mac;
  }
  return healings;
}

function explain({at, ip}: NeighbourEvent, mac: MacAddress, arps: readonly ArpFrame[]): Healing {
  // `ip monitor` dates a change when it reads of it, a little after the frame that caused it.
  const earlier = arps.filter(
    ({event, packet}) => !event.own && packet.senderIp === ip && packet.senderMac === mac && event.at <= at,
  );
  const claims =
    EXPLAINS_WITHIN_NS.map(within => earlier.filter(({event}) => at - event.at <= within)).find(
      found => found.length > 0,
    ) ?? [];
  // Of several claims the first that Linux takes at once did it; the rest found the entry changed already.
  const frame = claims.find(({packet}) => isGratuitousToLinux(packet)) ?? claims[0];
  if (frame === undefined) return {at, mac, cause: 'unexplained'};
  return {at, mac, cause: causeOf(frame.packet), frame: frame.event, says: formatArp(frame.packet)};
}

function causeOf(packet: ArpPacket): HealingCause {
  const purpose = classifyArp(packet);
  if (purpose.kind === 'announcement') return 'announcement';
  return purpose.kind === 'reply' ? 'own-question' : 'side-traffic';
}
