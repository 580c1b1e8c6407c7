/// <reference types="node" preserve="true" />
/**
 * The only file that starts processes. Always an argument list, never a shell line.
 *
 * @module
 */

import {type ChildProcess, type SpawnOptions, spawn} from 'node:child_process';
import {VipError} from '@vip/arp';
import {type ProcessAttributes, withAttributes} from './process-attributes.js';
import {systemReason} from './unreadable.js';

export type {ChildProcess};

/** How a process ended. */
export interface End {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Part of the message about a program that exists but could not be started. */
export const NOT_STARTED = 'could not be started';

/** How to install the programs that a lab needs, on Debian and derivatives. */
const PACKAGES: Readonly<Record<string, string>> = {
  ip: 'install the package iproute2',
  ss: 'install the package iproute2',
  unshare: 'install the package util-linux',
  nsenter: 'install the package util-linux',
  setpriv: 'install the package util-linux',
};

/** Exhausted resources, with the remedy for each. */
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

/**
 * Starts a process with machine-readable output: `ip` does not translate it, and times are in UTC. Unless it
 * outlives us, it ends with us, even if we are killed.
 */
export function spawnPiped(argv: readonly string[], attributes: ProcessAttributes = {}): ChildProcess {
  // In a session of its own, so that ^C on the terminal reaches only us. We then end the children that have to end, and report it.
  return spawnWords(withAttributes(argv, attributes), {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: {...process.env, LC_ALL: 'C', TZ: 'UTC', ...attributes.env},
  });
}

export function spawnWords([file = '', ...args]: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(file, args, options);
}

/**
 * Resolves when it has ended and its output is closed.
 *
 * @throws VipError `TOOL_MISSING` if there is no such program, `COMMAND_FAILED` if it cannot be started
 */
export async function endOf(child: ChildProcess, argv: readonly string[]): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once('error', error => reject(spawnFailure(error, argv)));
    child.once('close', (exitCode, signal) => resolve({exitCode, signal}));
  });
}

/** Ends it and its descendants, since it leads a process group of its own. From then on its output is ignored, and nothing waits for its end. */
export function abandon(child: ChildProcess): void {
  // Once it has been waited for, its PID may belong to another process.
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) killGroup(child.pid);
  for (const stream of child.stdio ?? []) stream?.destroy();
  child.unref();
}

/** Lets us exit before it ends. */
export function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of child.stdio ?? []) unref(stream as {unref?: () => void} | null);
}

/** As in a shell: 128 + n for signal n. */
export function exitStatus({exitCode, signal}: End): number {
  return exitCode ?? 128 + (SIGNAL_NUMBERS[signal ?? 'SIGKILL'] ?? 0);
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // They have ended at this moment.
  }
}

/** Pipes to children are sockets, whatever Node's types say. */
function unref(stream: {unref?: () => void} | null): void {
  stream?.unref?.();
}

function spawnFailure(error: NodeJS.ErrnoException, argv: readonly string[]): VipError {
  if (error.code === 'ENOENT') {
    const remedy = PACKAGES[argv[0] ?? ''] ?? 'is it installed and on the PATH?';
    return new VipError('TOOL_MISSING', `${argv[0]}: program not found: ${remedy}`, {cause: error});
  }
  const reason = SCARCITIES[error.code ?? ''] ?? systemReason(error);
  return new VipError('COMMAND_FAILED', `${argv[0]}: ${NOT_STARTED}: ${reason}`, {cause: error});
}
