/**
 * The command of the program that announces addresses, and does no more. What takes more is left to the program with all commands.
 *
 * @module
 */

import {runWholeProgram} from '../whole-program.js';
import {commandsApart} from './apart.js';
import {garpCommand} from './garp.js';

export const loadSending = commandsApart<'garp'>({
  garp: async finish => garpCommand(finish, runWholeProgram),
});
