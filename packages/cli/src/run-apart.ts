/**
 * Runs a program that has some of the commands.
 *
 * @module
 */

import {type LoadCommands, programOf, runCommand} from './program-of.js';
import {runProgram} from './run.js';
import {runWholeProgram} from './whole-program.js';

export function runApart(load: LoadCommands): void {
  runProgram({
    run: () => runCommand((finish, name) => programOf(load, finish, name)),
    // Which takes all the commands to say.
    usageLine: runWholeProgram,
  });
}
