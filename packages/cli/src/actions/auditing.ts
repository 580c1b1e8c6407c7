/**
 * The command of the program that audits. Trials and captures are left to the program with all commands.
 *
 * @module
 */

import {runWholeProgram} from '../whole-program.js';
import {commandsApart} from './apart.js';

export const loadAuditing = commandsApart<'audit'>({
  audit: async finish =>
    (await import('./audit.js')).auditCommand(finish, {capturing: runWholeProgram, proving: runWholeProgram}),
});
