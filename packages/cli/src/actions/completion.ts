/**
 * Connects the definition of `vip completion` with the code that carries it out.
 *
 * @module
 */

import {SHELLS} from '../completion/shell.js';
import {commandOf} from '../grammar/command.js';
import {COMPLETION} from '../grammar/completion.js';
import type {Calling} from './calling.js';

export function completionCommand({finish, wholeProgram}: Calling) {
  return commandOf(COMPLETION)
    .argument('<shell>', SHELLS.join(', '))
    .action(async shell => {
      const {completion} = await import('../commands/completion.js');
      finish(completion(await wholeProgram(), shell));
    });
}
