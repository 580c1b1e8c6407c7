/**
 * The announcements in a story.
 *
 * @module
 */

import {grouped} from '../../../collections/grouped.js';
import {counted, times} from '../../../text/count-text.js';
import {formatDuration} from '../../../text/duration-text.js';
import type {AddressFacts} from '../../facts.js';
import {type AnnouncementSet, refreshPeriodNs, setsOf} from '../../handovers/announcement-sets.js';
import {limited, MOST, type StoryEvent, storyEvent} from './happening.js';

export function announcements({announcements: all, beyond}: AddressFacts): StoryEvent[] {
  const lines = [...grouped(all, ({mac}) => mac).values()].flatMap(own => tellSets(setsOf(own)));
  const last = all.at(-1);
  if (beyond.announcements > 0 && last !== undefined)
    lines.push(storyEvent(last, `and ${counted(beyond.announcements, 'more announcement')}`));
  return lines;
}

/** A periodic refresh is mentioned once, with its period. */
function tellSets(sets: readonly AnnouncementSet[]): StoryEvent[] {
  const period = refreshPeriodNs(sets);
  const [first] = sets;
  const last = sets.at(-1);
  if (period !== undefined && first !== undefined && last !== undefined && sets.length > MOST) {
    const text = `${setText(first)}; ${sets.length} times, every ${formatDuration(period)}`;
    return [storyEvent(first.first, text, last.last.frame)];
  }
  return limited(sets, (set, index) => {
    const former = sets[index - 1];
    const after =
      former === undefined ? '' : `, ${formatDuration(set.first.at - former.first.at)} after the last set`;
    return storyEvent(set.first, setText(set) + after, set.last.frame);
  });
}

function setText({mac, count, forms, first}: AnnouncementSet): string {
  const speakers = first.dialect?.speakers.slice(0, 3).map(({name}) => name) ?? [];
  const as = speakers.length === 0 || forms.length > 1 ? '' : ` (as ${speakers.join(', ')})`;
  const foreign = first.source !== undefined && first.source !== mac ? `, sent from ${first.source}` : '';
  return `${mac} announces it ${times(count)}: ${forms.join(', ')}${as}${foreign}`;
}
