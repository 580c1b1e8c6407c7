/**
 * Reading a scenario: a file of keys, alone or in blocks, with a matrix of their values.
 *
 * @module
 */

import {basename, dirname, extname} from 'node:path';
import {anyEntriesOf, type Entry, entriesOf, itemsOf, type Located, wrongAt} from '../document/located.js';
import {readYaml} from '../document/read-yaml.js';
import {type Block, type Cell, cellsOf, type Exclusion, type Matrix, type ScenarioSettings} from './cells.js';
import {OPTION_OF, readSetting, type ScenarioSetting} from './keys.js';

/** Keys of a block, in addition to its settings. */
export const BLOCK_WORDS = ['matrix', 'exclude'] as const;

/** Keys of the whole file, in addition to those of a block. */
export const FILE_WORDS = ['$schema', 'trials'] as const;

/** The form of a block's name, which becomes a directory's. */
export const BLOCK_NAME = /^[A-Za-z0-9][\w-]{0,63}$/;

const KEYS = [...OPTION_OF.keys()];

/** The trials that a file describes. @throws VipError `FILE_FAILED`, `BAD_ARGUMENT` with file, line and column */
export function readScenario(file: string): Cell[] {
  const reader = new Reader(dirname(file));
  const title = basename(file, extname(file)).replace(/[^\w-]+/g, '-');
  return cellsOf(reader.blocksOf(readYaml(file, `--scenario: ${file}`)), title);
}

class Reader {
  constructor(readonly directory: string) {}

  blocksOf(root: Located): Block[] {
    const entries = entriesOf(root, 'scenario', [...KEYS, ...BLOCK_WORDS, ...FILE_WORDS]);
    const whole = this.#block('', root, entries);
    const trials = entries.get('trials');
    if (trials === undefined) return [whole];
    return anyEntriesOf(trials.value, 'trials').map(({key, place, value}) => {
      if (!BLOCK_NAME.test(key))
        throw wrongAt(
          place,
          `trials: expected a name of letters, digits, _ and -, got ${JSON.stringify(key)}`,
        );
      return within(whole, this.#block(key, value, entriesOf(value, key, [...KEYS, ...BLOCK_WORDS])));
    });
  }

  #block(name: string, {place}: Located, entries: ReadonlyMap<string, Entry>): Block {
    const own = [...entries.values()].filter(({key}) => OPTION_OF.has(key));
    const settings: ScenarioSettings = new Map(
      own.map(entry => [entry.key, readSetting(entry, this.directory)]),
    );
    const matrix = this.#matrix(entries.get('matrix'), 'matrix');
    const twice = [...matrix].find(([key]) => settings.has(key));
    if (twice !== undefined)
      throw wrongAt(
        entries.get(twice[0])?.place ?? place,
        `${twice[0]}: expected here or in matrix, got both`,
      );
    return {name, place, settings, matrix, exclude: this.#exclusions(entries.get('exclude'))};
  }

  #matrix(entry: Entry | undefined, what: string): Matrix {
    if (entry === undefined) return new Map();
    const entries = entriesOf(entry.value, what, KEYS);
    return new Map(
      [...entries].map(([key, {value}]) => [key, this.#settings(key, itemsOf(value, `${what}: ${key}`))]),
    );
  }

  #exclusions(entry: Entry | undefined): Exclusion[] {
    if (entry === undefined) return [];
    return itemsOf(entry.value, 'exclude').map(item => {
      const entries = entriesOf(item, 'exclude', KEYS);
      const of = [...entries].map(([key, {value}]) => {
        const items = value.kind === 'list' ? itemsOf(value, `exclude: ${key}`) : [value];
        return [key, this.#settings(key, items)] as const;
      });
      return {place: item.place, of: new Map(of)};
    });
  }

  #settings(key: string, items: readonly Located[]): ScenarioSetting[] {
    return items.map(value => readSetting({key, value}, this.directory));
  }
}

/** The common settings, replaced key by key by those of one block. */
function within(whole: Block, block: Block): Block {
  const matrix = new Map([...whole.matrix].filter(([key]) => !block.settings.has(key)));
  const settings = new Map([...whole.settings].filter(([key]) => !block.matrix.has(key)));
  return {
    ...block,
    settings: new Map([...settings, ...block.settings]),
    matrix: new Map([...matrix, ...block.matrix]),
    exclude: [...whole.exclude, ...block.exclude],
  };
}
