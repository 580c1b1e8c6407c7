/**
 * Runs a program that has some of the commands.
 *
 * @module
 */

import {commandProgram, type LoadCommands, runCommandLine} from './program-of.js';
import {runProgram} from './run.js';
import {runWholeProgram} from './whole-program.js';

export function runApart(load: LoadCommands): void {
  runProgram({
    run: () => runCommandLine((finish, name) => commandProgram(load, finish, name)),
    // The message takes all commands.
    usageLine: runWholeProgram,
  });
}
