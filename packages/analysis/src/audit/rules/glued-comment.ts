/**
 * `;` and `//`, which do not begin comments.
 *
 * @module
 */

/** `150;`, `150//x`, `//`, `;`: a part of it was meant as a comment. */
export function isGluedComment(word: string): boolean {
  return word.includes(';') || /(?:^|[^:])\/\//.test(word);
}

/** The text before it. */
export function beforeComment(word: string): string {
  return word.replace(/(?:;|\/\/).*$/s, '');
}
