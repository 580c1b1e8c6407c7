/**
 * Arguments and options of `vip exec`.
 *
 * @module
 */

import {IN_LAB as WHICH} from '../options/place.js';
import {define, type ValuesOf} from './define.js';

export const EXEC = define({
  name: 'exec',
  summary: 'run a command, or a shell, in a node of a lab',
  description: 'Runs a command in a node of a lab and passes on its exit code. Without a command: a shell.',
  options: [WHICH],
  examples: [
    ['vip exec ext', 'a shell whose prompt names the node'],
    ['vip exec router ip -statistics neigh'],
    ['vip exec ns1 --lab mine -- ip -help'],
    ['vip exec ns1 --lab alice:mine -- ip neigh', 'as root: as user alice, in her lab'],
  ],
  completion: 'node',
});

export type ExecCommandOptions = ValuesOf<typeof EXEC>;
