/**
 * Removes comments from a line as keepalived does: from `#` or `!` outside double quotes, even directly after a word.
 *
 * @module
 */

/** The line without comment and outer blanks, and whether a quote is left open. A trailing `\` stays. */
export function decomment(line: string): {text: string; openQuote: boolean} {
  let text = trimStart(line);
  if (!hasComments(text)) return {text: trimEnd(text), openQuote: false};
  let quote = false;
  let comment = -1;
  let continues = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') {
      if (comment < 0) quote = !quote;
    } else if (sign === '\\') {
      if (at + 1 === text.length) {
        text = text.slice(0, at);
        continues = true;
      } else if (!quote && /[#!]/.test(text[at + 1] as string)) {
        text = text.slice(0, at) + text.slice(at + 1);
      } else at++;
    } else if (!quote && comment < 0 && (sign === '!' || sign === '#')) comment = at;
  }
  if (comment >= 0) text = text.slice(0, comment);
  return {text: trimEnd(text) + (continues ? '\\' : ''), openQuote: quote};
}

const COMMENTING = /[!#"\\]/;

/** Whether a line contains a character that begins or protects a comment. */
export function hasComments(line: string): boolean {
  return COMMENTING.test(line);
}

/** Without blanks and tabs at its beginning. */
export function trimStart(text: string): string {
  let start = 0;
  while (isBlank(text.charCodeAt(start))) start++;
  return start === 0 ? text : text.slice(start);
}

/** Without blanks and tabs at its end. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--;
  return end === text.length ? text : text.slice(0, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
