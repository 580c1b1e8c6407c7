/**
 * `pcs config` and `pcs resource config`, whose sections are marked by indentation.
 *
 * @module
 */

import type {NodeFile} from '../node-file.js';
import type {IpResource, Operation, Parameter} from './resource.js';
import {settingsIn} from './settings.js';

const RESOURCE = /^(\s*)Resource: (\S+) \(class=ocf provider=heartbeat type=IPaddr2\)/;
const SECTION = /^\s*(Attributes|Meta Attrs|Meta Attributes|Operations|Utilization):/;

export function readPcs({name, file, text}: NodeFile): IpResource[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const [, indent = '', id] = RESOURCE.exec(line) ?? [];
    if (id === undefined) return [];
    const isOutside = (other: string) => other.search(/\S/) <= indent.length;
    const length = lines.slice(index + 1).findIndex(isOutside);
    const end = length < 0 ? lines.length : index + 1 + length;
    const place = {file, line: index + 1};
    return [{node: name, id, place, ...readBody(file, lines.slice(index + 1, end), index + 2)}];
  });
}

/** @param first the number of the first line */
function readBody(file: string, lines: readonly string[], first: number) {
  const parameters = new Map<string, Parameter>();
  const operations: (Operation & {settings: Map<string, string>})[] = [];
  let section: string | undefined;
  for (const [index, line] of lines.entries()) {
    section = SECTION.exec(line)?.[1] ?? section;
    const items = settingsIn(line.replace(SECTION, ''));
    const [head] = items;
    // `monitor interval=10s (vip-monitor)`, since pcs 0.11 `monitor: vip-monitor`, and its settings below.
    if (section === 'Operations' && head !== undefined && 'word' in head)
      operations.push({name: head.word.replace(/:$/, ''), settings: new Map()});
    for (const item of items) {
      if ('word' in item) continue;
      if (section === 'Attributes')
        parameters.set(item.name, {value: item.value, place: {file, line: first + index}});
      if (section === 'Operations') operations.at(-1)?.settings.set(item.name, item.value);
    }
  }
  return {parameters, operations};
}
