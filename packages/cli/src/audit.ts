/**
 * The program with `vip audit`, in a file of its own: with all commands, reading the text and V8's code cache took as long as judging
 * two thousand lines.
 *
 * @module
 */

import {loadAuditing} from './actions/auditing.js';
import {programOf} from './program-of.js';
import {runProgram} from './run.js';
import {runWholeProgram} from './whole-program.js';

runProgram({
  create: (finish, name) => programOf(loadAuditing, finish, name),
  // Which takes all the commands to say.
  usageLine: runWholeProgram,
});
