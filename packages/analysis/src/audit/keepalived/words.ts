/**
 * The words of a line.
 *
 * @module
 */

const QUOTE = 0x22;

const UNUSUAL = /["\t\n\v\f\r]| {2}|^ | $/;

/** Split at blanks; text in double quotes is one word. A quote that is never closed extends to the end of the line. */
export function splitWords(text: string): {words: string[]; openQuote: boolean} {
  // The common case: no quotes, single blanks between words.
  if (!UNUSUAL.test(text)) return {words: text === '' ? [] : text.split(' '), openQuote: false};
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (isWhite(text.charCodeAt(at))) at++;
    if (at >= text.length) return {words, openQuote: false};
    if (text.charCodeAt(at) === QUOTE) {
      const end = text.indexOf('"', at + 1);
      if (end < 0) return {words, openQuote: true};
      words.push(text.slice(at + 1, end));
      at = end + 1;
      continue;
    }
    const start = at;
    while (at < text.length && !endsWord(text.charCodeAt(at))) at++;
    words.push(text.slice(start, at));
  }
}

/** Blank, tab, line feed, vertical tab, form feed, carriage return; NaN, past the end, is not. */
function isWhite(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function endsWord(code: number): boolean {
  return code === QUOTE || isWhite(code);
}

/** The words of a command after its keyword, with shell-like quotes and `\`. Undefined if a quote is left open. */
export function commandWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (sign === '\\') {
      at++;
      if (at === text.length) return undefined;
      word = (word ?? '') + text[at];
    } else if (quote !== '') {
      if (sign === quote) quote = '';
      else word = (word ?? '') + sign;
    } else if (sign === '"' || sign === "'") {
      quote = sign;
      word ??= '';
    } else if (isWhite(sign.charCodeAt(0))) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + sign;
  }
  if (quote !== '') return undefined;
  if (word !== undefined) words.push(word);
  return words;
}
