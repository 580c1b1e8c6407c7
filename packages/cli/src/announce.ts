/**
 * The program with what a notify script calls, in a file of its own: with all commands, reading the text and V8's code cache took a
 * quarter of what `vip garp` takes in all.
 *
 * @module
 */

import {loadAnnouncing} from './actions/announcing.js';
import {programOf} from './program-of.js';
import {runProgram} from './run.js';
import {runWholeProgram} from './whole-program.js';

runProgram({
  create: (finish, name) => programOf(loadAnnouncing, finish, name),
  // Which takes all the commands to say.
  usageLine: runWholeProgram,
});
