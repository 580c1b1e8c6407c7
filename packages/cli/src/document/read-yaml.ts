/**
 * Reading a document in YAML 1.2, of which JSON is a subset.
 *
 * @module
 */

import {readSmallText} from '@vip/core/internal/small-file';
import {readingFrom} from '@vip/core/internal/unreadable';
import {isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar} from 'yaml';
import {type Entry, type Located, type LocatedValue, type TextPlace, wrongAt} from './located.js';

/** Deeper than anything that is read here; aliases of aliases could nest endlessly. */
const MOST_DEPTH = 8;

/** Total number of values, including those that aliases repeat. */
const MOST_NODES = 100_000;

/**
 * @param where the file, after the option that names it
 * @throws VipError `FILE_FAILED` for a file that cannot be read, `BAD_ARGUMENT` with line and column for one that is not YAML
 */
export function readYaml(file: string, where = file): Located {
  const text = readingFrom(where, () => readSmallText(file));
  return new Reader(file, text).root();
}

class Reader {
  readonly #lines = new LineCounter();
  readonly #document;
  #nodes = 0;

  constructor(
    readonly file: string,
    text: string,
  ) {
    this.#document = parseDocument(text, {lineCounter: this.#lines, prettyErrors: false, logLevel: 'silent'});
    const [problem] = this.#document.errors;
    if (problem !== undefined)
      throw wrongAt(
        this.#placeAt(problem.pos[0]),
        `expected YAML: ${problem.message.replace(/\s*\n.*/s, '')}`,
      );
  }

  root(): Located {
    return this.#located(this.#document.contents, this.#placeAt(0), 0);
  }

  #placeAt(offset: number): TextPlace {
    const {line, col} = this.#lines.linePos(offset);
    return `${this.file}:${line}:${col}`;
  }

  #placeOf(node: unknown, otherwise: TextPlace): TextPlace {
    const range = (node as Node | null)?.range;
    return range == null ? otherwise : this.#placeAt(range[0]);
  }

  /** @param near where it is, if it has no place of its own */
  #located(node: unknown, near: TextPlace, depth: number): Located {
    const place = this.#placeOf(node, near);
    if (depth > MOST_DEPTH || ++this.#nodes > MOST_NODES)
      throw wrongAt(
        place,
        `expected at most ${MOST_NODES} values, and ${MOST_DEPTH} within each other, got more`,
      );
    if (isAlias(node)) return this.#located(node.resolve(this.#document), place, depth + 1);
    if (isMap(node))
      return {kind: 'map', place, entries: node.items.map(pair => this.#entry(pair, place, depth))};
    if (isSeq(node))
      return {kind: 'list', place, items: node.items.map(item => this.#located(item, place, depth + 1))};
    return isScalar(node) ? locatedValue(node, place) : {kind: 'value', type: 'nothing', text: '', place};
  }

  #entry({key, value}: {key: unknown; value: unknown}, near: TextPlace, depth: number): Entry {
    const place = this.#placeOf(key, near);
    if (!isScalar(key)) throw wrongAt(place, 'expected a word as a key');
    return {key: textOf(key), place, value: this.#located(value, place, depth + 1)};
  }
}

function locatedValue(scalar: Scalar, place: TextPlace): LocatedValue {
  const text = textOf(scalar);
  switch (typeof scalar.value) {
    case 'boolean':
      return {kind: 'value', type: scalar.value ? 'true' : 'false', text, place};
    case 'number':
    case 'bigint':
      return {kind: 'value', type: 'number', text, place};
    default:
      return {kind: 'value', type: scalar.value === null ? 'nothing' : 'text', text, place};
  }
}

/** A string by its value; anything else as it is written. */
function textOf({value, source}: Scalar): string {
  return typeof value === 'string' ? value : (source ?? String(value));
}
