/**
 * The words of a line.
 *
 * @module
 */

const WHITE = ' \t\f\n\r\v';

/** Split at blanks; what is in double quotes is one word. A quote that is never closed ends the line. */
export function wordsOf(text: string): {words: string[]; openQuote: boolean} {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && WHITE.includes(text[at] as string)) at++;
    if (at >= text.length) return {words, openQuote: false};
    if (text[at] === '"') {
      const end = text.indexOf('"', at + 1);
      if (end < 0) return {words, openQuote: true};
      words.push(text.slice(at + 1, end));
      at = end + 1;
      continue;
    }
    const start = at;
    while (at < text.length && text[at] !== '"' && !WHITE.includes(text[at] as string)) at++;
    words.push(text.slice(start, at));
  }
}

/** The words of a command after its keyword: with both kinds of quotes and `\`, as a shell has them. Undefined: a quote is open. */
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
    } else if (WHITE.includes(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + sign;
  }
  if (quote !== '') return undefined;
  if (word !== undefined) words.push(word);
  return words;
}
