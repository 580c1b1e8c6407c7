/**
 * `crm configure show`: `primitive vip IPaddr2 params ip=10.0.0.1 op monitor interval=10s`.
 *
 * @module
 */

import {type JoinedLine, joinedLines, lineAt} from '../joined-lines.js';
import type {NodeFile} from '../node-file.js';
import type {IpResource, Operation, Parameter} from './resource.js';
import {settingsIn} from './settings.js';

const PRIMITIVE = /^\s*primitive\s+(\S+)\s+(?:ocf:)?(?:heartbeat:)?IPaddr2(?:\s|$)/;

export function readCrm({name, file, text}: NodeFile): IpResource[] {
  return joinedLines(text).flatMap(joined => {
    const id = PRIMITIVE.exec(joined.text)?.[1];
    return id === undefined ? [] : [{node: name, id, ...readPrimitive(file, joined)}];
  });
}

function readPrimitive(file: string, joined: JoinedLine): Omit<IpResource, 'node' | 'id'> {
  const parameters = new Map<string, Parameter>();
  const operations: (Operation & {settings: Map<string, string>})[] = [];
  // Parameters may come without the word.
  let section = 'params';
  let names = false;
  for (const item of settingsIn(joined.text)) {
    if ('word' in item) {
      if (names) operations.push({name: item.word, settings: new Map()});
      names = item.word === 'op';
      if (SECTIONS.has(item.word)) section = item.word;
    } else if (section === 'op') operations.at(-1)?.settings.set(item.name, item.value);
    else if (section === 'params')
      parameters.set(item.name, {value: item.value, place: {file, line: lineAt(joined, item.index)}});
  }
  return {place: {file, line: lineAt(joined, 0)}, parameters, operations};
}

const SECTIONS: ReadonlySet<string> = new Set(['params', 'op', 'meta', 'utilization', 'operations']);
