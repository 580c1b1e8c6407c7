/**
 * What `vip help` takes.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {EXIT} from '../exit.js';
import {COMMAND_NAMES} from './commands.js';
import {commandOf, define, type Finish} from './define.js';

const HELP = define({
  name: 'help',
  summary: 'print the help of a command',
  description: 'Prints the help of a command; without one, that of vip.',
  options: [],
  examples: [['vip help trial'], ['man vip', 'all of it']],
  completion: COMMAND_NAMES,
});

export function helpCommand(finish: Finish) {
  return commandOf(HELP)
    .argument('[command]', 'which one')
    .action(async name => {
      const {createProgram} = await import('../program.js');
      const program = await createProgram(() => {});
      const command = name === undefined ? program : program.commands.find(each => each.name() === name);
      if (command === undefined) {
        const expected = COMMAND_NAMES.join(', ');
        throw new VipError(
          'BAD_ARGUMENT',
          `COMMAND: expected one of ${expected}, got ${JSON.stringify(name)}`,
        );
      }
      command.outputHelp();
      finish(EXIT.done);
    });
}
