/**
 * Braces outside double quotes, which begin a new line wherever they are.
 *
 * @module
 */

const QUOTE_OR_BRACE = /["{}]/;

export class Braces {
  /** The results by text, because most lines of a long file occur many times. */
  readonly #first = new Map<string, number>();

  /** Position of the first brace; -1 if there is none. */
  first(text: string): number {
    let at = this.#first.get(text);
    if (at === undefined) {
      at = firstIn(text);
      this.#first.set(text, at);
    }
    return at;
  }
}

function firstIn(text: string): number {
  const first = text.search(QUOTE_OR_BRACE);
  if (first < 0 || text[first] !== '"') return first;
  for (let at = first; at < text.length; at++) {
    const sign = text[at];
    if (sign === '{' || sign === '}') return at;
    if (sign !== '"') continue;
    at = text.indexOf('"', at + 1);
    if (at < 0) return -1;
  }
  return -1;
}
