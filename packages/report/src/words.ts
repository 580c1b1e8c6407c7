/**
 * Sentences in which frames are named: each name leads to its frame.
 *
 * @module
 */

import type {Words} from '@vip/core/internal/report';
import {element} from './dom.js';

/** Shows a frame, by the number of its row. */
export type OpenFrame = (row: number) => void;

export function wordsView(words: Words, open: OpenFrame): (Node | string)[] {
  return words.map(word => (typeof word === 'string' ? word : frameLink(word.text, word.row, open)));
}

/** A link that can be passed on: the page opens the frame that stands in its address. */
function frameLink(text: string, row: number, open: OpenFrame): HTMLAnchorElement {
  const link = element('a', {href: `#${frameAnchor(row)}`, class: 'frame-link'}, text);
  link.addEventListener('click', event => {
    event.preventDefault();
    open(row);
  });
  return link;
}

/** What a frame is called in the page's address. */
export function frameAnchor(row: number): string {
  return `frame-${row}`;
}

/** The frame that is meant by the page's address. */
export function rowInAddress(): number | undefined {
  const [, row] = /^#frame-(\d+)$/.exec(location.hash) ?? [];
  return row === undefined ? undefined : Number(row);
}
