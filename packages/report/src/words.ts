/**
 * Sentences in which frames are named: each name links to its frame.
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

/** A link that can be shared: the page opens the frame named in its URL. */
function frameLink(text: string, row: number, open: OpenFrame): HTMLAnchorElement {
  const link = element('a', {href: `#${frameAnchor(row)}`, class: 'frame-link'}, text);
  link.addEventListener('click', event => {
    event.preventDefault();
    open(row);
  });
  return link;
}

/** The name of a frame in the page's URL. */
export function frameAnchor(row: number): string {
  return `frame-${row}`;
}

/** The row of the frame named in the page's URL. */
export function rowInAddress(): number | undefined {
  const [, row] = /^#frame-(\d+)$/.exec(location.hash) ?? [];
  return row === undefined ? undefined : Number(row);
}
