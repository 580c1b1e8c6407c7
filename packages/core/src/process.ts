/// <reference types="node" preserve="true" />
/**
 * Other programs: run to completion, or running in the background.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {track} from './host/children.js';
import {type CommandLimits, commandFailure, LimitedCommand} from './host/command-limits.js';
import {closeInheritedPipes} from './host/inherited-pipes.js';
import {collectEnd, collectText, outputLines} from './host/output.js';
import type {ProcessAttributes} from './host/process-attributes.js';
import {abandon, type End, endOf, letGo, spawnPiped} from './host/spawn.js';

export {type Ears, runInOurPlace, runInOurPlaceAs} from './host/in-our-place.js';

/** The result of a command. A `CommandError` has the same fields. */
export interface CommandResult extends End {
  readonly argv: readonly string[];
  readonly stdout: string;
  /** Only its end, if it was long. */
  readonly stderr: string;
  /** From its start to its end, in milliseconds. */
  readonly durationMs: number;
}

/** A failed command. The message has three parts: command, exit status, its last line of output. */
export class CommandError extends VipError {
  constructor(readonly result: CommandResult) {
    super('COMMAND_FAILED', failureSentence(result));
  }
}

CommandError.prototype.name = 'CommandError';

/** How a command is run. */
export interface RunOptions extends ProcessAttributes, CommandLimits {
  /** Written to the command's standard input, which is then closed. */
  readonly input?: string;
  /** Maximum number of octets on each of its outputs; 64 MiB by default. */
  readonly mostOctets?: number;
}

/** Maximum length of each output. */
const MOST_OCTETS = 64 << 20;

/**
 * Runs a command to its end. Output of processes that it leaves behind is read as long as it keeps coming, but they are not waited for.
 *
 * @throws CommandError if it exits with anything but 0
 * @throws VipError `TOOL_MISSING` if there is no such program, `COMMAND_FAILED` if it takes too long or prints too much
 * @throws the signal's reason if it is aborted before the end
 */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
  const {
    input = '',
    mostOctets = MOST_OCTETS,
    signal,
    timeoutMs,
    outlastsInterruption,
    ...attributes
  } = options;
  signal?.throwIfAborted();
  const startedAt = performance.now();
  const child = spawnPiped(argv, attributes);
  closeInheritedPipes(child);
  const command = new LimitedCommand(child, argv);
  const tooMuch = () =>
    command.stop(commandFailure(argv, `expected at most ${mostOctets} octets of output, got more`));
  const stdout = collectText(child.stdout, mostOctets, tooMuch);
  const stderr = collectText(child.stderr, mostOctets, tooMuch);
  // A command may end without reading its input; its exit status tells whether that matters.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  const end = await command.within(endOf(child, argv), {signal, timeoutMs, outlastsInterruption});
  const durationMs = performance.now() - startedAt;
  const result = {argv, ...end, stdout: await stdout, stderr: await stderr, durationMs};
  if (end.exitCode !== 0) throw new CommandError(result);
  return result;
}

/** A process running in the background. */
export interface RunningProcess {
  /** Standard output, line by line; ends with the process. To be read once. */
  readonly lines: AsyncIterable<string>;
  /** Zero if it could not be started. */
  readonly pid: number;
  /** Writes a line to its standard input. Does nothing if the process has already ended. */
  writeLine(line: string): void;
  /** Closes its standard input. */
  endInput(): void;
  kill(signal?: NodeJS.Signals): void;
  /** Kills it with everything that it started; its output is no longer read, and it counts as ended. */
  abandon(): void;
  /** Resolves, and never rejects, when the process has ended and all its output was read. */
  readonly ended: Promise<CommandResult>;
}

/**
 * Starts a process like `run`. One that cannot be started has ended with 127, as in a shell.
 *
 * Output of processes that it leaves behind, a daemon for instance, continues to be read, and it has ended when they have.
 */
export function startProcess(argv: readonly string[], attributes: ProcessAttributes = {}): RunningProcess {
  const startedAt = performance.now();
  const child = spawnPiped(argv, attributes);
  const stderr = collectEnd(child.stderr);
  child.stdin?.on('error', () => {});
  let giveUp = () => {};
  const abandoned = new Promise<End>(resolve => {
    giveUp = () => {
      abandon(child);
      resolve({exitCode: null, signal: 'SIGKILL'});
    };
  });
  const untrack = track({letGo: () => letGo(child)});
  const ended = Promise.race([endOf(child, argv), abandoned])
    .then(
      async end => ({...end, stderr: await stderr}),
      (error: Error) => ({exitCode: 127, signal: null, stderr: error.message}),
    )
    .then(end => {
      untrack();
      return {argv, stdout: '', ...end, durationMs: performance.now() - startedAt};
    });
  return {
    pid: child.pid ?? 0,
    lines: outputLines(child.stdout),
    writeLine(line) {
      child.stdin?.write(`${line}\n`);
    },
    endInput() {
      child.stdin?.end();
    },
    kill(signal) {
      child.kill(signal);
    },
    abandon: giveUp,
    ended,
  };
}

function failureSentence({argv, exitCode, signal, stderr}: CommandResult): string {
  const how = signal === null ? `exit ${exitCode}` : `killed by ${signal}`;
  const said = stderr.trim().split('\n').at(-1) ?? '';
  return `${argv.join(' ')}: ${how}${said === '' ? '' : `: ${said}`}`;
}
