/**
 * `crm configure show`: `primitive vip IPaddr2 params ip=10.0.0.1 op monitor interval=10s`; also after `crm configure` in a script.
 *
 * @module
 */

import {joinedLines} from '../joined-lines.js';
import type {NodeFile} from '../node-file.js';
import {readWords} from './read-words.js';
import type {IpResource} from './resource.js';

const PRIMITIVE =
  /^\s*(?:[^#]*\bcrm\s+(?:-\S+\s+)*configure\s+)?primitive\s+(\S+)\s+(?:ocf:)?(?:heartbeat:)?IPaddr2(?=\s|$)/;

export function readCrm({name, file, text}: NodeFile): IpResource[] {
  return joinedLines(text).flatMap(joined => {
    const [head = '', id] = PRIMITIVE.exec(joined.text) ?? [];
    if (id === undefined) return [];
    return [{node: name, id, ...readWords(file, joined, head.length, 'op begins each')}];
  });
}
