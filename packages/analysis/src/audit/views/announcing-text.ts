/**
 * What a new owner sends, in a sentence.
 *
 * @module
 */

import {announcingOf} from '../calculations/announcing.js';
import {formatSeconds} from '../calculations/timing.js';
import type {Member} from '../cluster.js';

/** `lb1: 5 gratuitous ARP at once, 5 more after 5 s; 5 in the first second`. */
export function describeAnnouncing({node, instance}: Member): string {
  const {first, second, secondAfterMs, refreshMs, inFirstSecond} = announcingOf(instance);
  const kind = instance.family === 6 ? 'neighbour advertisements' : 'gratuitous ARP';
  const again = second > 0 ? `, ${second} more after ${formatSeconds(secondAfterMs)}` : '';
  const refresh = refreshMs > 0 ? `, again every ${formatSeconds(refreshMs)}` : '';
  return `${node.name} announces each address by ${first} ${kind} at once${again}${refresh}; ${inFirstSecond} frames in the first second`;
}
