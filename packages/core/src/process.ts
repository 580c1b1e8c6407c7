/// <reference types="node" preserve="true" />
/**
 * Other programs: one that is run to its end, and one that goes on while others work.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {track} from './host/children.js';
import {closeInheritedPipes} from './host/inherited-pipes.js';
import {collect, collectEnd, linesOf} from './host/output.js';
import {abandon, type ChildProcess, type End, endOf, letGo, spawnPiped} from './host/spawn.js';

export {type Ears, runAs, runInOurPlace} from './host/in-our-place.js';

/** What a command did. A `CommandError` has the same fields. */
export interface CommandResult extends End {
  readonly argv: readonly string[];
  readonly stdout: string;
  /** The last of it, where there was much. */
  readonly stderr: string;
  readonly durationMs: number;
}

/** A command that ended with a failure. The message has three parts: command, exit, the last line it said. */
export class CommandError extends VipError {
  static {
    CommandError.prototype.name = 'CommandError';
  }

  constructor(readonly result: CommandResult) {
    super('COMMAND_FAILED', failureSentence(result));
  }
}

export interface RunOptions {
  /** Written to the command's standard input, which is then closed. */
  readonly input?: string;
  /** Ends the command when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** How long it may take. Milliseconds; a minute when left out. */
  readonly timeoutMs?: number;
  /** Octets that it may say, on each of its outputs; 64 MiB when left out. */
  readonly mostOctets?: number;
}

/** What we run takes milliseconds, on the busiest machine some seconds. */
const TIMEOUT_MS = 60_000;

const MOST_OCTETS = 64 << 20;

/**
 * Runs a command to its end. Whom it leaves behind with its output is heard for as long as he talks, and not waited for.
 *
 * @throws CommandError when it ends with anything but 0
 * @throws VipError `TOOL_MISSING` when there is no such program, `COMMAND_FAILED` when it takes too long or says too much
 * @throws the signal's reason when it is aborted before the end
 */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
  const {input = '', signal, timeoutMs = TIMEOUT_MS, mostOctets = MOST_OCTETS} = options;
  signal?.throwIfAborted();
  const startedAt = performance.now();
  const child = spawnPiped(argv);
  closeInheritedPipes(child);
  const limits = new Limits(child, argv);
  const tooMuch = () =>
    limits.stop(failure(argv, `expected at most ${mostOctets} octets of output, got more`));
  const stdout = collect(child.stdout, mostOctets, tooMuch);
  const stderr = collect(child.stderr, mostOctets, tooMuch);
  // A command may end without reading its input; what that means, its exit status says.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  const end = await limits.within(endOf(child, argv), timeoutMs, signal);
  const durationMs = performance.now() - startedAt;
  const result = {argv, ...end, stdout: await stdout, stderr: await stderr, durationMs};
  if (end.exitCode !== 0) throw new CommandError(result);
  return result;
}

/** Ends a command that does not end by itself, and waits no longer: what hangs in the kernel dies when it wakes up. */
class Limits {
  #stop: (reason: Error) => void = () => {};
  readonly #stopped = new Promise<never>((_, reject) => {
    this.#stop = reject;
  });

  constructor(
    readonly child: ChildProcess,
    readonly argv: readonly string[],
  ) {
    this.#stopped.catch(() => {});
  }

  readonly stop = (reason: Error): void => {
    abandon(this.child);
    this.#stop(reason);
  };

  async within(end: Promise<End>, timeoutMs: number, signal: AbortSignal | undefined): Promise<End> {
    const untrack = track({abandon: this.stop, letGo: () => letGo(this.child)});
    const late = () =>
      this.stop(failure(this.argv, `expected it to end within ${timeoutMs / 1000} s, got no end`));
    const timer = setTimeout(late, timeoutMs);
    const abort = () => this.stop(signal?.reason as Error);
    signal?.addEventListener('abort', abort, {once: true});
    end.catch(() => {}); // when nobody waits any more
    try {
      return await Promise.race([end, this.#stopped]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      untrack();
    }
  }
}

/** A process that goes on while others work. */
export interface RunningProcess {
  /** Standard output, line by line; ends when the process does. To be read once. */
  readonly lines: AsyncIterable<string>;
  /** Zero when it could not be started. */
  readonly pid: number;
  /** Writes a line to its standard input. Nothing happens when the process is gone already. */
  writeLine(line: string): void;
  /** Closes its standard input. */
  endInput(): void;
  kill(signal?: NodeJS.Signals): void;
  /** Kills it with all that it started; it is heard no more, and has ended for us. */
  abandon(): void;
  /** Resolves, and never rejects, when the process has ended and said all it had to say. */
  readonly ended: Promise<CommandResult>;
}

/**
 * Starts a process, as `run` does. One that cannot be started has ended with 127, as shells count.
 *
 * Whom it leaves behind with its output, a daemon for instance, goes on being heard, and it has ended when that one has.
 */
export function start(argv: readonly string[]): RunningProcess {
  const startedAt = performance.now();
  const child = spawnPiped(argv);
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
    lines: linesOf(child.stdout),
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

function failure(argv: readonly string[], problem: string): VipError {
  return new VipError('COMMAND_FAILED', `${argv.join(' ')}: ${problem}`);
}

function failureSentence({argv, exitCode, signal, stderr}: CommandResult): string {
  const how = signal === null ? `exit ${exitCode}` : `killed by ${signal}`;
  const said = stderr.trim().split('\n').at(-1) ?? '';
  return `${argv.join(' ')}: ${how}${said === '' ? '' : `: ${said}`}`;
}
