/**
 * The announcements of a new owner, as a sentence.
 *
 * @module
 */

import {grouped} from '../../collections/grouped.js';
import {counted} from '../../text/count-text.js';
import {announcingOf} from '../calculations/announcing.js';
import {formatSeconds} from '../calculations/timing.js';
import type {Member} from '../cluster.js';

/**
 * `lb1 announces each address with 5 gratuitous ARPs at once, 5 more after 5 s; 5 frames in the first second`; nodes that announce alike
 * share a line.
 */
export function describeAnnouncing(members: readonly Member[]): string[] {
  return [...grouped(members, announcingText)].map(([text, those]) => {
    const names = those.map(({node}) => node.name);
    const who =
      names.length === 1
        ? `${names[0]} announces`
        : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} announce`;
    return `${who} each address with ${text}`;
  });
}

function announcingText({instance}: Member): string {
  const {first, second, secondAfterMs, refreshMs, inFirstSecond} = announcingOf(instance);
  const kind = instance.family === 6 ? 'neighbour advertisement' : 'gratuitous ARP';
  const again = second > 0 ? `, ${second} more after ${formatSeconds(secondAfterMs)}` : '';
  const refresh = refreshMs > 0 ? `, again every ${formatSeconds(refreshMs)}` : '';
  return `${counted(first, kind)} at once${again}${refresh}; ${counted(inFirstSecond, 'frame')} in the first second`;
}
