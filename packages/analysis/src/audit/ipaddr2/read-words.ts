/**
 * The words of a resource on one line, as printed by crm and passed to crm and pcs: `ip=10.0.0.1 op monitor interval=10s`.
 *
 * @module
 */

import {type JoinedLine, lineAt} from '../joined-lines.js';
import type {IpResource, Operation, Parameter} from './resource.js';
import {settingsIn} from './settings.js';

/** Keywords between parts. The one before parameters is optional. */
const SECTIONS: ReadonlySet<string> = new Set([
  'params',
  'op',
  'meta',
  'utilization',
  'operations',
  'clone',
  'promotable',
]);

/**
 * @param start index of the first word
 * @param operations whether `op` precedes each operation, or all of them at once
 */
export function readWords(
  file: string,
  joined: JoinedLine,
  start: number,
  operations: 'op begins each' | 'op begins all',
): Pick<IpResource, 'place' | 'parameters' | 'operations'> {
  const parameters = new Map<string, Parameter>();
  const all: (Operation & {settings: Map<string, string>})[] = [];
  let section = 'params';
  let names = false;
  for (const item of settingsIn(joined.text.slice(start))) {
    if ('word' in item) {
      const isSection = SECTIONS.has(item.word);
      if (names && !isSection) all.push({name: item.word, settings: new Map()});
      if (isSection) section = item.word;
      names = section === 'op' && (isSection || operations === 'op begins all');
    } else if (section === 'op') all.at(-1)?.settings.set(item.name, item.value);
    else if (section === 'params')
      parameters.set(item.name, {value: item.value, place: {file, line: lineAt(joined, start + item.index)}});
  }
  return {place: {file, line: lineAt(joined, 0)}, parameters, operations: all};
}
