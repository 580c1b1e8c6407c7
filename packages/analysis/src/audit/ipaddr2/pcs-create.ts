/**
 * `pcs resource create vip ocf:heartbeat:IPaddr2 ip=10.0.0.1 op monitor interval=10s`, in a script or printed by `pcs resource config
 * --output-format=cmd`.
 *
 * @module
 */

import {joinedLines} from '../joined-lines.js';
import type {NodeFile} from '../node-file.js';
import {readWords} from './read-words.js';
import type {IpResource, Operation} from './resource.js';

const CREATE =
  /^[^#]*?\bpcs\s+(?:-f\s+\S+\s+|-\S+\s+)*resource\s+create\s+(?:--?[\w-]*\s+)*(\S+)\s+(?:ocf:)?(?:heartbeat:)?IPaddr2(?=\s|$)/;

/** pcs adds missing operations from the agent's metadata, unless told not to. */
const DEFAULTS: readonly Operation[] = [
  {name: 'monitor', settings: new Map([['interval', '10s']])},
  {name: 'start', settings: new Map([['timeout', '20s']])},
];

export function readPcsCreate({name, file, text}: NodeFile): IpResource[] {
  return joinedLines(text).flatMap(joined => {
    const [head = '', id] = CREATE.exec(joined.text) ?? [];
    if (id === undefined) return [];
    const read = readWords(file, joined, head.length, 'op begins all');
    const hasNone = /--no-default-ops\b/.test(joined.text);
    const defaults = hasNone
      ? []
      : DEFAULTS.filter(({name: own}) => !read.operations.some(op => op.name === own));
    return [{node: name, id, ...read, operations: [...read.operations, ...defaults]}];
  });
}
