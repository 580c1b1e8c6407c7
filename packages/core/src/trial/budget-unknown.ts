/**
 * Why a part of an outage is not known.
 *
 * @module
 */

import type {Station, Timeline} from '@vip/analysis';
import {beliefAt, detectionsOf, isHeldAt} from '@vip/analysis/internal';
import type {IpAddress, MacAddress} from '@vip/arp';

/** Why no announcement arrived, as far as the captures tell. */
export function undelivered(
  announcedAt: bigint | undefined,
  switchedAt: bigint | 'unwatched' | undefined,
): string {
  if (announcedAt === undefined) return 'there was none';
  if (switchedAt === 'unwatched') return 'sent, but it did not arrive';
  return switchedAt === undefined
    ? 'sent, but the switch dropped it'
    : 'the switch received it, but did not deliver it';
}

/** Why it is not known when the node took the address. */
export function untaken(timeline: Timeline, vip: IpAddress, to: Station, after: bigint): string {
  const last = detectionsOf(timeline, to, vip).findLast(({begunAt}) => begunAt > after);
  if (last?.outcome === 'failed') return `duplicate address detection failed on ${to.node} (dadfailed)`;
  if (last?.outcome === 'running') return `duplicate address detection on ${to.node} had not finished`;
  return isHeldAt(timeline, to.node, vip, after)
    ? `${to.node} already had the address`
    : `the address was not added to ${to.node}`;
}

/** Why a cache did not change: a virtual MAC moves between switch ports without any cache noticing. */
export function unchanged(
  timeline: Timeline,
  vip: IpAddress,
  macs: ReadonlySet<MacAddress>,
  node: string,
  at: bigint,
): string {
  const held = beliefAt(timeline, node, vip, at)?.mac;
  return held !== undefined && macs.has(held) ? 'the cache already had its MAC' : 'the cache did not change';
}
