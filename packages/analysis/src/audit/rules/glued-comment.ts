/**
 * `;` and `//`, which do not begin comments.
 *
 * @module
 */

import type {ConfigFault} from '../keepalived/fault.js';

/** `150;`, `150//x`, `//`, `;`: a part of it was meant as a comment. */
export function isGluedComment(word: string): boolean {
  return word.includes(';') || /(?:^|[^:])\/\//.test(word);
}

/** The keyword of a fault: the first word of its text. */
export function keywordIn({text}: ConfigFault): string {
  return text.replace(/[: ].*$/s, '');
}

/** The text before it. */
export function beforeComment(word: string): string {
  return word.replace(/(?:;|\/\/).*$/s, '');
}
