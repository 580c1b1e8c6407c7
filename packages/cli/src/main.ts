/**
 * The program with all its commands.
 *
 * @module
 */

import {createProgram} from './program.js';
import {runCommand} from './program-of.js';
import {runProgram} from './run.js';

runProgram({
  run: () => runCommand(createProgram),
  async usageLine(error, words) {
    // With all the commands in view: of an option that this one does not read it is said which do.
    const [{usageLine}, {commands}] = await Promise.all([
      import('./grammar/usage-error.js'),
      createProgram(() => {}),
    ]);
    return usageLine(error, words, commands);
  },
});
