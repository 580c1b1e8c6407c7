/**
 * From the program for notify scripts to the one with all commands.
 *
 * @module
 */

import {typedWords} from './command-words.js';

/** Runs the same command line in our place with the program that has all commands, and ends with its exit code. */
export async function runWholeProgram(): Promise<never> {
  const [{shutDebuggerOptions}, {runInOurPlace}] = await Promise.all([
    import('@vip/core/internal/debugger'),
    import('@vip/core/internal/process'),
  ]);
  const program = `${import.meta.dirname}/main.js`;
  const node = [process.execPath, ...process.execArgv, ...shutDebuggerOptions()];
  process.exit(await runInOurPlace([...node, program, ...typedWords()]));
}
