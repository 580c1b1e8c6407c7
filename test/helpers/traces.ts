/**
 * What a run leaves on the machine: processes, found by a mark in their environment, and traces in the
 * network namespace and the file system.
 *
 * @module
 */

import {execFileSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';

const VARIABLE = 'VIP_TEST_MARK';

/** An environment that every process of one run inherits, whatever namespaces it is in. */
export function markedEnvironment(): {mark: string; env: NodeJS.ProcessEnv} {
  const mark = randomBytes(8).toString('hex');
  return {mark, env: {[VARIABLE]: mark}};
}

/** The processes that still carry the mark, by id and command line. */
export function marked(mark: string): string[] {
  return readdirSync('/proc')
    .filter(pid => /^\d+$/.test(pid) && read(`/proc/${pid}/environ`).includes(`${VARIABLE}=${mark}`))
    .map(pid => `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`)
    .filter(process => process.trim().includes(' ')); // a zombie has no command line, and no namespaces either
}

/** Between two checks. Milliseconds. */
const LOOK_MS = 50;

/**
 * How long it may take until everything has ended on a busy machine, where a shell that reads all of /proc
 * gets little processor time. Less than the silence after which the guard of a cluster's machine gives up by
 * itself, which would hide that nothing had ended it. Milliseconds.
 */
const GONE_WITHIN_MS = 20_000;

/** Resolves when no process carries the mark any more, or after a while with those that still do. */
export async function untilGone(mark: string, withinMs = GONE_WITHIN_MS): Promise<string[]> {
  return untilNone(() => marked(mark), withinMs);
}

/**
 * Resolves when there are none left, or after a while with those that remain. One look at /proc is not
 * enough, because it misses a process that starts meanwhile and whose parent ends before it is reached.
 */
export async function untilNone(look: () => string[], withinMs = GONE_WITHIN_MS): Promise<string[]> {
  const deadline = performance.now() + withinMs;
  for (let empty = 0; ; ) {
    const left = look();
    empty = left.length === 0 ? empty + 1 : 0;
    if (empty === 2 || performance.now() >= deadline) return left;
    await sleep(LOOK_MS);
  }
}

/** Kills one of a list of processes, unless it has already ended. */
export function kill(line: string): void {
  try {
    process.kill(Number.parseInt(line, 10), 'SIGKILL');
  } catch {
    // It ended together with another.
  }
}

/** What can be seen of links, namespaces and mounts; labs of other tests are invisible here by design. */
export function machineState(): string {
  const links = JSON.parse(execFileSync('ip', ['-json', 'link'], {encoding: 'utf8'})) as {ifname: string}[];
  const namespaces = execFileSync('ip', ['netns', 'list'], {encoding: 'utf8'});
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n').length;
  return JSON.stringify({links: links.map(({ifname}) => ifname), namespaces, mounts});
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // gone, or another user's
  }
}
