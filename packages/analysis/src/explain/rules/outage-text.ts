/**
 * An outage in words: how long nobody was answered, and which frames show it.
 *
 * @module
 */

import type {DarkStretch} from '../../conversations/facts.js';
import {capitalised} from '../../findings/sentence.js';
import {boundsText, darkText} from '../words/dark-text.js';

/** `No answer for 3031 ms: 125 questions in frames 553 to 677 after frame 552; the outage is 2983 ms to 3031 ms long`. */
export function outageText(dark: DarkStretch): string {
  const last = dark.lastAnswer === undefined ? '' : ` after frame ${dark.lastAnswer.frame}`;
  return `${capitalised(darkText(dark))}${last}${lengthText(dark)}`;
}

/** `; the outage is 2983 ms to 3031 ms long`; nothing if it may be none. */
export function lengthText(dark: DarkStretch): string {
  return dark.isStreamed === true ? '' : `; the outage is ${boundsText(dark)} long`;
}
