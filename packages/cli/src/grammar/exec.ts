/**
 * What `vip exec` takes.
 *
 * @module
 */

import {NODES} from '../completion/nodes.js';
import {LAB as WHICH} from '../options/place.js';
import {commandOf, define, type Finish, type ValuesOf} from './define.js';

const EXEC = define({
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

export type ExecOptions = ValuesOf<typeof EXEC>;

export function execCommand(finish: Finish) {
  return commandOf(EXEC)
    .argument('<node>', NODES.join(', '))
    .argument('[command...]', 'its options are its own; after --, even those that vip has, too')
    .allowUnknownOption()
    .action(async (node, argv, options) =>
      finish(await (await import('../commands/exec.js')).exec(node, argv, options)),
    );
}
