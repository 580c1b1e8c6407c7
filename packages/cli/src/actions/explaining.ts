/**
 * The command of the program that explains files. Reports and live captures are left to the program with all commands.
 *
 * @module
 */

import {runWholeProgram} from '../whole-program.js';
import {commandsApart} from './apart.js';

export const loadExplaining = commandsApart<'explain'>({
  explain: async finish =>
    (await import('./explain.js')).explainCommand(finish, {
      capturing: runWholeProgram,
      elsewhere: runWholeProgram,
      page: runWholeProgram,
      placesPage: runWholeProgram,
    }),
});
