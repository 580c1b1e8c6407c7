/**
 * Which node has the address when a trial ends. Pure.
 *
 * @module
 */

import type {Station, Timeline, TrialSettings} from '@vip/analysis';
import {isHeldAt} from '@vip/analysis/internal';

/** Whether a node is known to have the address at the end, with a link over which it can answer for it. */
export function ownsAtEnd(timeline: Timeline, settings: TrialSettings, station: Station): boolean {
  if (timeline.select('sight-lost', station.node).length > 0) return false;
  return holdsAtEnd(timeline, settings, station) && !hasLinkDown(timeline, station);
}

export function holdsAtEnd(timeline: Timeline, settings: TrialSettings, {node}: Station): boolean {
  return isHeldAt(timeline, node, settings.vip.address, timeline.events.at(-1)?.at ?? 0n);
}

/** Whether the node's own end of its link is down. */
export function hasLinkDown(timeline: Timeline, {node, iface}: Station): boolean {
  return timeline.select('link', node).findLast(event => event.iface === iface)?.state === 'down';
}
