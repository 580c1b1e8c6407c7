/// <reference types="node" preserve="true" />
/**
 * The one file that starts processes. Always an argument list, never a shell line.
 *
 * @module
 */

import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {Readable} from 'node:stream';
import {VipError} from '@vip/arp';
import {disinherit, waitForHeirs} from './heirs.js';
import type {Account} from './host/account.js';

/** What a command did. A `CommandError` has the same fields. */
export interface CommandResult {
  readonly argv: readonly string[];
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
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
}

/**
 * Runs a command to its end. Whom it leaves behind with its output is heard for as long as he talks, and not waited for.
 *
 * @throws CommandError when it ends with anything but 0
 * @throws VipError `TOOL_MISSING` when there is no such program
 */
export async function run(argv: readonly string[], {input = ''}: RunOptions = {}): Promise<CommandResult> {
  const startedAt = performance.now();
  // In a session of its own: ^C on the terminal is for us, who then end what has to end, and say so.
  const child = spawnQuietly(argv, ['pipe', 'pipe', 'pipe'], {detached: true});
  disinherit(child);
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  // A command may end without reading its input; what that means, its exit status says.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  const {exitCode, signal} = await ended(child, argv);
  const durationMs = performance.now() - startedAt;
  const result = {argv, exitCode, signal, stdout: await stdout, stderr: await stderr, durationMs};
  if (exitCode !== 0) throw new CommandError(result);
  return result;
}

/** A process that goes on while others work. */
export interface RunningProcess {
  /** Standard output, line by line; ends when the process does. */
  readonly lines: AsyncIterable<string>;
  /** Zero when it could not be started. */
  readonly pid: number;
  /** Writes a line to its standard input. Nothing happens when the process is gone already. */
  writeLine(line: string): void;
  /** Closes its standard input. */
  endInput(): void;
  kill(signal?: NodeJS.Signals): void;
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
  const child = spawnQuietly(argv, ['pipe', 'pipe', 'pipe'], {detached: true});
  const stderr = collect(child.stderr);
  child.stdin?.on('error', () => {});
  const result = ended(child, argv).then(
    async end => ({
      argv,
      ...end,
      stdout: '',
      stderr: await stderr,
      durationMs: performance.now() - startedAt,
    }),
    (error: Error) => ({
      argv,
      exitCode: 127,
      signal: null,
      stdout: '',
      stderr: error.message,
      durationMs: performance.now() - startedAt,
    }),
  );
  return {
    pid: child.pid ?? 0,
    lines: createInterface({
      // There is none when it could not be started for want of file descriptors.
      input: child.stdout ?? Readable.from([]),
      crlfDelay: Number.POSITIVE_INFINITY,
    }),
    writeLine(line) {
      child.stdin?.write(`${line}\n`);
    },
    endInput() {
      child.stdin?.end();
    },
    kill(signal) {
      child.kill(signal);
    },
    ended: result,
  };
}

/**
 * Runs a command in our place: it has our terminal and our signals, and its exit status becomes ours.
 *
 * @returns the exit status; 128 + n for signal n, as shells count
 */
export async function runInOurPlace(argv: readonly string[], env?: NodeJS.ProcessEnv): Promise<number> {
  const child = spawnQuietly(argv, IN_OUR_PLACE, {env});
  waitForHeirs(child);
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  // Whatever ends us shall not leave it behind.
  const endIt = () => child.kill('SIGTERM');
  // ^C reaches the child by itself (same terminal); we only must not die before it.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  process.on('SIGTERM', forward);
  process.on('SIGHUP', forward);
  process.on('exit', endIt);
  try {
    return exitStatus(await ended(child, argv));
  } finally {
    process.off('SIGINT', ignore);
    process.off('SIGTERM', forward);
    process.off('SIGHUP', forward);
    process.off('exit', endIt);
  }
}

/** Where what another user's command says goes. */
export interface Ears {
  readonly stdout: (octets: Uint8Array) => void;
  readonly stderr: (octets: Uint8Array) => void;
}

/**
 * Runs a command as another user, as root can. He gets nothing of ours that could be used against us: no terminal, on
 * which he could type for us (TIOCSTI in tty_ioctl(4)), no environment, and none of our groups.
 *
 * @returns the exit status, as `runInOurPlace` does
 */
export async function runAs({uid, gid}: Account, argv: readonly string[], ears: Ears): Promise<number> {
  const [file = '', ...args] = argv;
  const child = spawn(file, args, {
    uid,
    gid,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {PATH: process.env.PATH, LC_ALL: 'C'},
  });
  child.stdin.on('error', () => {});
  if (process.stdin.isTTY) child.stdin.end();
  else process.stdin.pipe(child.stdin);
  child.stdout.on('data', ears.stdout);
  child.stderr.on('data', ears.stderr);
  // To all of them, as a terminal would.
  const forward = (signal: NodeJS.Signals) => {
    process.kill(-(child.pid ?? 0), signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  try {
    return exitStatus(await ended(child, argv));
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward);
    process.stdin.destroy();
  }
}

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Our terminal, and a pipe that only shows whether anybody still has it. */
const IN_OUR_PLACE = ['inherit', 'inherit', 'inherit', 'pipe'] as const;

/** How to get the programs that a lab needs, on Debian and its like. */
const PACKAGES: Readonly<Record<string, string>> = {
  ip: 'install the package iproute2',
  unshare: 'install the package util-linux',
  nsenter: 'install the package util-linux',
};

/** In the message of a program that is there and could not be started. */
export const NOT_STARTED = 'could not be started';

/** What there was too little of, and what helps. */
const SCARCITIES: Readonly<Record<string, string>> = {
  EMFILE: 'too many open files: ulimit -n 1024',
  ENFILE: 'too many open files on this machine',
  EAGAIN: 'too many processes: ulimit -u',
  ENOMEM: 'out of memory',
};

const SIGNAL_NUMBERS: Partial<Record<NodeJS.Signals, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
};

function spawnQuietly(
  argv: readonly string[],
  stdio: readonly ['pipe', 'pipe', 'pipe'] | typeof IN_OUR_PLACE,
  {detached = false, env = process.env}: {detached?: boolean; env?: NodeJS.ProcessEnv | undefined} = {},
): ChildProcess {
  const [file = '', ...args] = argv;
  // Output of `ip` is read by machines: no translation, and times in UTC.
  return spawn(file, args, {
    stdio: [...stdio],
    detached,
    env: {...env, LC_ALL: 'C', TZ: stdio === IN_OUR_PLACE ? env.TZ : 'UTC'},
  });
}

/** As shells count: 128 + n for signal n. */
function exitStatus({exitCode, signal}: Pick<CommandResult, 'exitCode' | 'signal'>): number {
  return exitCode ?? 128 + (SIGNAL_NUMBERS[signal ?? 'SIGKILL'] ?? 0);
}

async function ended(
  child: ChildProcess,
  argv: readonly string[],
): Promise<{exitCode: number | null; signal: NodeJS.Signals | null}> {
  return new Promise((resolve, reject) => {
    child.once('error', error => reject(spawnFailure(error, argv)));
    child.once('close', (exitCode, signal) => resolve({exitCode, signal}));
  });
}

function spawnFailure(error: NodeJS.ErrnoException, argv: readonly string[]): VipError {
  if (error.code === 'ENOENT') {
    const remedy = PACKAGES[argv[0] ?? ''] ?? 'is it installed and on the PATH?';
    return new VipError('TOOL_MISSING', `${argv[0]}: program not found: ${remedy}`, {cause: error});
  }
  const reason = SCARCITIES[error.code ?? ''] ?? error.message;
  return new VipError('COMMAND_FAILED', `${argv[0]}: ${NOT_STARTED}: ${reason}`, {cause: error});
}

/**
 * Resolves, and never rejects, with what there was to read.
 *
 * @param stream absent, whatever Node's types say, when there were no file descriptors left for it
 */
async function collect(stream: NodeJS.ReadableStream | null | undefined): Promise<string> {
  if (!stream) return '';
  const chunks: Buffer[] = [];
  stream.on('data', chunk => chunks.push(chunk));
  await once(stream, 'close').catch(() => {}); // an error of the pipe: the process' own end tells what became of it
  return Buffer.concat(chunks).toString();
}

function failureSentence({argv, exitCode, signal, stderr}: CommandResult): string {
  const how = signal === null ? `exit ${exitCode}` : `killed by ${signal}`;
  const said = stderr.trim().split('\n').at(-1) ?? '';
  return `${argv.join(' ')}: ${how}${said === '' ? '' : `: ${said}`}`;
}
