/**
 * Runs the command line, and ends with its exit code.
 *
 * @module
 */

import type {CommanderError} from '@commander-js/extra-typings';
import {exitNow} from '@vip/arp/link';
import {letGoAll} from '@vip/core/internal/children';
import {typedWords} from './command-words.js';
import {describeError, EXIT, Interrupted, interruptAll, isInterruption, isUsageError} from './exit.js';
import {endWithoutTerminal} from './lost-terminal.js';
import {printNote} from './note.js';
import {isWritten, wentThroughStream} from './output.js';
import {onFirstSignal, SAME_KEY_MS} from './signals.js';

/** How long to wait, after a bug of ours, for everything under way to be taken down. Milliseconds. */
const TAKING_DOWN_MS = 3000;

/** The exit code of an unexpected end; undefined while there is none. */
let brokenOff: number | undefined;
let isOver = false;

/** What to run. */
export interface MainProgram {
  /** Returns the exit code. */
  readonly run: () => Promise<number>;
  /** The error about the words typed, in one line, if commander reads them. */
  readonly usageLine?: (error: CommanderError, words: readonly string[]) => Promise<string>;
}

export function runProgram(program: MainProgram): void {
  // Until there is a better code: a process that waits for something that never comes has failed as well.
  process.exitCode = EXIT.impossible;
  process.on('uncaughtException', breakOff);
  process.on('unhandledRejection', breakOff);
  process.on('beforeExit', () => {
    if (isOver || brokenOff !== undefined) return;
    printNote('internal error: the event loop ran empty before the command was done');
    process.exit(EXIT.impossible);
  });
  main(program).then(end, breakOff);
}

/** Returns the exit code. */
async function main({run, usageLine}: MainProgram): Promise<number> {
  endWithoutTerminal();
  try {
    return await run();
  } catch (error) {
    const {code, line} = await describeUsage(error, usageLine);
    // After a bug of ours, every further error is only its consequence.
    if (brokenOff === undefined) tell(line, error);
    return code;
  }
}

/** Like `describeError`, with commander's refusals in our words. */
async function describeUsage(
  error: unknown,
  usageLine: MainProgram['usageLine'],
): Promise<ReturnType<typeof describeError>> {
  const described = describeError(error);
  return usageLine !== undefined && isUsageError(error)
    ? {...described, line: await usageLine(error, typedWords())}
    : described;
}

function end(code: number): void {
  isOver = true;
  if (brokenOff !== undefined) process.exit(brokenOff);
  process.exitCode = code;
  letGoAll();
  if (!wentThroughStream() && isIdle()) endNow(code);
  // If nothing keeps us, and failed writes have been reported, which Node does in the next turn, nobody need wait for V8 to
  // tear down its heap.
  setImmediate(() => {
    if (isIdle()) process.exit();
    waitForEnd(code);
  });
}

function isIdle(): boolean {
  return process.getActiveResourcesInfo().length === 0;
}

/** Skips Node's shutdown, unless it has been asked for something that happens then, such as writing a profile or the coverage. */
function endNow(code: number): never {
  const {NODE_OPTIONS, NODE_V8_COVERAGE} = process.env;
  if (process.execArgv.length === 0 && NODE_OPTIONS === undefined && NODE_V8_COVERAGE === undefined) {
    const {reallyExit} = ending;
    ending.reallyExit = code => {
      exitNow(code);
      return reallyExit(code);
    };
  }
  return process.exit(code);
}

/** What `process.exit` calls last, after all listeners; Node's types omit it. */
const ending = process as NodeJS.Process & {reallyExit: (code: number) => never};

function waitForEnd(code: number): void {
  // A stalled reader may never take the rest: once told to end, before or now, we do not wait for it.
  if (isInterruption(code)) setTimeout(() => process.exit(code), TAKING_DOWN_MS).unref();
  const endNow = (signal: NodeJS.Signals) => process.exit(describeError(new Interrupted(signal)).code);
  setTimeout(() => onFirstSignal(endNow), SAME_KEY_MS).unref();
  // By then only output for a slow reader should be pending; anything else was left open by a failure.
  setInterval(() => isWritten() && process.exit(code), TAKING_DOWN_MS).unref();
}

/** An uncaught error: one line, and everything under way is taken down as after ^C. */
function breakOff(error: unknown): void {
  if (brokenOff !== undefined) return;
  const {code, line} = describeError(error);
  brokenOff = code === EXIT.usage || code === EXIT.done ? EXIT.impossible : code;
  process.exitCode = brokenOff;
  tell(line, error);
  if (isOver || !interruptAll(error)) process.exit(brokenOff);
  setTimeout(() => process.exit(brokenOff), TAKING_DOWN_MS).unref();
}

function tell(line: string | undefined, error: unknown): void {
  if (line !== undefined) printNote(line);
  if (process.env.VIP_DEBUG === '1') console.error(error);
}
