/**
 * The worst outage of an address or around a change of owner, and its text. Pure.
 *
 * @module
 */

import type {AddressFacts} from '../facts.js';
import type {Handover} from '../handovers/handover.js';
import {who} from '../rules/case.js';
import {darkText} from '../words/dark-text.js';
import {loneStretches, type Stretch, wholeStretches, worstStretch} from './stretches.js';

/** The worst outage that a change of owner explains: the common one, or a single asker's if much longer. */
export function worstAround({
  dark,
  senders,
  outlived,
}: Pick<Handover, 'dark' | 'senders' | 'outlived'>): Stretch | undefined {
  const lone = senders.flatMap(({sender, dark: own}) => (own === undefined ? [] : [{sender, dark: own}]));
  return worstStretch(dark === undefined ? [] : [dark], [...lone, ...outlived]);
}

/** The worst outage of an address. */
export function worstIn(address: Pick<AddressFacts, 'dark' | 'senders'>): Stretch | undefined {
  return worstStretch(wholeStretches(address), loneStretches(address));
}

/** `Meanwhile, there was no answer for 3200 ms: 15 questions in frames 53 to 67.` */
export function darkSentence({dark, sender}: Stretch): string {
  const whom = sender === undefined ? '' : ` for ${who([sender])},`;
  return `Meanwhile,${whom} there was ${darkText(dark)}.`;
}
