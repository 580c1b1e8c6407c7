/**
 * Connects the definition of `vip help` with the code that carries it out.
 *
 * @module
 */

import {notAmong} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {EXIT} from '../exit.js';
import {commandOf} from '../grammar/command.js';
import {COMMAND_NAMES} from '../grammar/command-names.js';
import {HELP} from '../grammar/help.js';
import type {Calling} from './calling.js';

export function helpCommand({finish, wholeProgram}: Calling) {
  return commandOf(HELP)
    .argument('[command]', 'which one')
    .action(async name => {
      const program = await wholeProgram();
      const command = name === undefined ? program : program.commands.find(each => each.name() === name);
      if (command === undefined)
        throw new VipError('BAD_ARGUMENT', notAmong('COMMAND', COMMAND_NAMES, name ?? ''));
      command.outputHelp();
      finish(EXIT.done);
    });
}
