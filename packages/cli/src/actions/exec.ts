/**
 * Connects the definition of `vip exec` with the code that carries it out.
 *
 * @module
 */

import {NODES} from '../completion/nodes.js';
import {commandOf} from '../grammar/command.js';
import type {Finish} from '../grammar/define.js';
import {EXEC} from '../grammar/exec.js';

export function execCommand(finish: Finish) {
  return commandOf(EXEC)
    .argument('<node>', NODES.join(', '))
    .argument('[command...]', 'the command and its options; put -- before it if vip has one of the same name')
    .allowUnknownOption()
    .action(async (node, argv, options) =>
      finish(await (await import('../commands/exec.js')).execInNode(node, argv, options)),
    );
}
