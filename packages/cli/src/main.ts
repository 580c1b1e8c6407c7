/**
 * The program with all its commands.
 *
 * @module
 */

import {createProgram} from './program.js';
import {runCommandLine} from './program-of.js';
import {runProgram} from './run.js';

runProgram({
  run: () => runCommandLine(createProgram),
  async usageLine(error, words) {
    // With all commands loaded, because the error for an unread option names the commands that read it.
    const [{usageLine}, {commands}] = await Promise.all([
      import('./grammar/usage-error.js'),
      createProgram(() => {}),
    ]);
    return usageLine(error, words, commands);
  },
});
