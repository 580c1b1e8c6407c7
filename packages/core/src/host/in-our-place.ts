/**
 * A command that runs in our place: its exit status is ours.
 *
 * @module
 */

import type {Readable} from 'node:stream';
import {waitForOrphans} from './inherited-pipes.js';
import {endOf, exitStatus, spawnWords} from './spawn.js';

/**
 * Runs a command in our place: it has our terminal and our signals, and its exit status becomes ours.
 *
 * @returns the exit status; 128 + n for signal n, as shells count
 */
export async function runInOurPlace(argv: readonly string[]): Promise<number> {
  // Our terminal, and a pipe that only shows whether any process still holds it open.
  const child = spawnWords(argv, {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  });
  waitForOrphans(child);
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  // Whatever ends us must end it too.
  const endIt = () => child.kill('SIGTERM');
  // ^C reaches the child by itself (same terminal); we merely must not die before it.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  process.on('SIGTERM', forward);
  process.on('SIGHUP', forward);
  process.on('exit', endIt);
  try {
    return exitStatus(await endOf(child, argv));
  } finally {
    process.off('SIGINT', ignore);
    process.off('SIGTERM', forward);
    process.off('SIGHUP', forward);
    process.off('exit', endIt);
  }
}

/** A user of this machine, by number. */
export interface UserIds {
  readonly uid: number;
  /** The user's primary group. */
  readonly gid: number;
}

/** Where the output of another user's command goes. The command waits until it is consumed. */
export interface Ears {
  readonly stdout: (octets: Uint8Array) => Promise<void>;
  readonly stderr: (octets: Uint8Array) => Promise<void>;
}

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a command as another user, which root can. It gets nothing of ours that could be used against us: no terminal, on
 * which it could type for us (TIOCSTI in tty_ioctl(4)), no environment, and none of our groups.
 *
 * @returns the exit status, as `runInOurPlace` does
 */
export async function runInOurPlaceAs(
  {uid, gid}: UserIds,
  argv: readonly string[],
  ears: Ears,
): Promise<number> {
  const child = spawnWords(argv, {
    uid,
    gid,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {PATH: process.env.PATH, LC_ALL: 'C'},
  });
  child.stdin?.on('error', () => {});
  if (process.stdin.isTTY || child.stdin === null) child.stdin?.end();
  else process.stdin.pipe(child.stdin);
  const heard = [hearAll(child.stdout, ears.stdout), hearAll(child.stderr, ears.stderr)];
  // To the whole process group, as a terminal would.
  const forward = (signal: NodeJS.Signals) => {
    process.kill(-(child.pid ?? 0), signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  try {
    const end = await endOf(child, argv);
    await Promise.all(heard);
    return exitStatus(end);
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward);
    process.stdin.destroy();
  }
}

async function hearAll(output: Readable | null, take: (octets: Uint8Array) => Promise<void>): Promise<void> {
  for await (const octets of output ?? []) await take(octets as Uint8Array);
}
