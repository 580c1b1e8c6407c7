/**
 * Sentences in which frames are named: each name links to its frame.
 *
 * @module
 */

import type {Words} from '@vip/core/internal/report';
import {element} from './dom.js';

/** Where the frames of some sentences are. */
export interface FrameLinks {
  /** The number of their run, if there are several. */
  readonly run: number | undefined;
  /** Shows a frame, by the number of its row. */
  readonly open: (row: number) => void;
}

export function wordsView(words: Words, links: FrameLinks): (Node | string)[] {
  return words.map(word => (typeof word === 'string' ? word : frameLink(word.text, word.row, links)));
}

/** A link that can be shared: the page opens the frame named in its URL. */
function frameLink(text: string, row: number, {run, open}: FrameLinks): HTMLAnchorElement {
  const link = element('a', {href: `#${frameAnchor(row, run)}`, class: 'frame-link'}, text);
  link.addEventListener('click', event => {
    event.preventDefault();
    open(row);
  });
  return link;
}

/** The name of a frame in the page's URL. @param run its number, if there are several */
export function frameAnchor(row: number, run: number | undefined): string {
  return run === undefined ? `frame-${row}` : `run-${run}-frame-${row}`;
}

/** The row of the frame named in the page's URL, and its run, if there are several. */
export function frameInAddress(): {row: number; run?: number} | undefined {
  const [, run, row] = /^#(?:run-(\d+)-)?frame-(\d+)$/.exec(location.hash) ?? [];
  if (row === undefined) return undefined;
  return {row: Number(row), ...(run === undefined ? {} : {run: Number(run)})};
}
