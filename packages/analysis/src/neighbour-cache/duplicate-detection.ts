/**
 * IPv6 duplicate address detection (RFC 4862 §5.4), as reported by the kernel: whether it found another holder, and how
 * long the address was unusable because of it. Pure.
 *
 * @module
 */

import {type IpAddress, isDuplicateDetection} from '@vip/arp';
import type {Timeline} from '../events/timeline.js';
import type {FrameEvent} from '../events/timeline-event.js';
import {readingOf} from '../readings/reading.js';

/** One detection. An address added with `nodad` has none. */
export interface Detection {
  /** When the address was added. Nanoseconds, as the next. */
  readonly begunAt: bigint;
  readonly outcome: 'running' | 'failed' | 'over';
  /** Absent while it is running. */
  readonly endedAt?: bigint;
}

/** All detections of an address on an interface, oldest first, except those that ended because it was removed. */
export function detectionsOf(
  timeline: Timeline,
  {node, iface}: {readonly node: string; readonly iface: string},
  ip: IpAddress,
): Detection[] {
  const ended: Detection[] = [];
  let begunAt: bigint | undefined;
  for (const event of timeline.select('address', node)) {
    if (event.iface !== iface || event.ip !== ip) continue;
    const {at, change, detection} = event;
    if (change === 'removed') begunAt = undefined;
    else if (detection === 'tentative') begunAt ??= at;
    else if (begunAt !== undefined) {
      ended.push({begunAt, outcome: detection ?? 'over', endedAt: at});
      begunAt = undefined;
    }
  }
  return begunAt === undefined ? ended : [...ended, {begunAt, outcome: 'running'}];
}

/** The solicitations by which a node asked whether an address was in use before taking it, oldest first. */
export function ownDetectionFrames(timeline: Timeline, node: string, ip: IpAddress): FrameEvent[] {
  return timeline.select('frame', node).filter(event => {
    const {discovery} = readingOf(event);
    return event.own && discovery?.message.target === ip && isDuplicateDetection(discovery);
  });
}
