/**
 * What a new owner sends, in a sentence.
 *
 * @module
 */

import {counted} from '../../count-text.js';
import {announcingOf} from '../calculations/announcing.js';
import {formatSeconds} from '../calculations/timing.js';
import type {Member} from '../cluster.js';

/** `lb1 announces each address with 5 gratuitous ARPs at once, 5 more after 5 s; 5 frames in the first second`. */
export function describeAnnouncing({node, instance}: Member): string {
  const {first, second, secondAfterMs, refreshMs, inFirstSecond} = announcingOf(instance);
  const kind = instance.family === 6 ? 'neighbour advertisement' : 'gratuitous ARP';
  const again = second > 0 ? `, ${second} more after ${formatSeconds(secondAfterMs)}` : '';
  const refresh = refreshMs > 0 ? `, again every ${formatSeconds(refreshMs)}` : '';
  return `${node.name} announces each address with ${counted(first, kind)} at once${again}${refresh}; ${counted(inFirstSecond, 'frame')} in the first second`;
}
