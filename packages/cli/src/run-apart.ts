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
    // The message needs all commands.
    usageLine: runWholeProgram,
  });
}
