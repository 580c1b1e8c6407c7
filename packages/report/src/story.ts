/**
 * The story of an address: what was wrong with it, what to do, and what happened, sentence by sentence.
 *
 * @module
 */

import type {FindingData, StoryData} from '@vip/core/internal/report';
import {element} from './dom.js';
import {verdictLine} from './headline.js';
import {table} from './table.js';
import {momentText} from './time-text.js';
import {type FrameLinks, wordsView} from './words.js';

export function storyView({title, findings, happenings}: StoryData, links: FrameLinks): HTMLElement {
  return element(
    'section',
    {class: 'story'},
    element('h2', {}, title),
    findings.map(finding => findingView(finding, links)),
    table(
      ['time', 'frames', 'what happened'],
      happenings.map(({at, frames, text}) => [
        momentText(at),
        element('span', {}, wordsView(frames, links)),
        element('span', {}, wordsView(text, links)),
      ]),
      {numeric: ['time', 'frames'], stacks: true},
    ),
  );
}

function findingView({verdict, frames, remedy}: FindingData, links: FrameLinks): HTMLElement {
  return element(
    'div',
    {class: `finding ${verdict.held === false ? 'bad-edge' : verdict.held ? 'good-edge' : ''}`},
    verdictLine(verdict),
    frames.length === 0
      ? undefined
      : element(
          'p',
          {class: 'muted'},
          frames.length === 1 ? 'Seen in frame ' : 'Seen in frames ',
          listed(wordsView(frames, links)),
          '.',
        ),
    remedy === '' ? undefined : element('p', {}, element('strong', {}, 'What to do: '), remedy),
  );
}

/** The items with commas in between. */
function listed(items: readonly (Node | string)[]): (Node | string)[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [', ', item]));
}
