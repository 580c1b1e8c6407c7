/**
 * The processes of the software under test: started in a node with a mark, found by it, signalled as a whole.
 *
 * @module
 */

import {readdirSync, readFileSync} from 'node:fs';
import type {Lab} from '../lab/lab.js';
import type {RunningProcess} from '../process.js';

const MARK = 'VIP_UNDER_TEST';

/**
 * Starts a process that belongs to the software under test, with variables for its environment.
 *
 * It gets the lab's first process for a parent. Were it ours through nsenter(1), which stops itself when its child
 * is stopped, then a frozen and killed daemon would never be reaped, and the lab never end.
 */
export function startDriven(
  lab: Lab,
  node: string,
  argv: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): RunningProcess {
  const words = Object.entries({[MARK]: markOf(lab, node), ...variables}).map(
    ([name, value]) => `${name}=${value}`,
  );
  return lab.start(node, ['env', ...words, 'setsid', '--fork', ...argv]);
}

/** A process of the software under test, with the numbers the outside sees. */
interface Driven {
  readonly pid: number;
  readonly parent: number;
}

/** Sends a signal to all of its processes in a node, children included. Returns how many there were. */
export function signalAll(lab: Lab, node: string, signal: NodeJS.Signals): number {
  const driven = drivenIn(lab, node);
  for (const {pid} of driven) kill(pid, signal);
  return driven.length;
}

/**
 * Kills all of its processes in a node at one stroke: none of them sees another die first, and does something
 * about it (keepalived's child gives the address away when its parent is gone).
 */
export function killAll(lab: Lab, node: string): void {
  signalAll(lab, node, 'SIGSTOP');
  signalAll(lab, node, 'SIGKILL');
}

/** Sends a signal to those that no other of them started, as an init system would. Returns how many. */
export function signalMain(lab: Lab, node: string, signal: NodeJS.Signals): number {
  const driven = drivenIn(lab, node);
  const main = driven.filter(({parent}) => driven.every(({pid}) => pid !== parent));
  for (const {pid} of main) kill(pid, signal);
  return main.length;
}

/** Reads what a daemon says, lest it stop when the pipe is full. Its log is not evidence: the events are. */
export async function drain(lines: AsyncIterable<string>): Promise<void> {
  for await (const _ of lines) {
    // nothing to keep
  }
}

function markOf({id}: Lab, node: string): string {
  return `${id}-${node}`;
}

function drivenIn(lab: Lab, node: string): Driven[] {
  const mark = `${MARK}=${markOf(lab, node)}`;
  return readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry) && read(`/proc/${entry}/environ`).split('\0').includes(mark))
    .map(entry => ({pid: Number(entry), parent: parentOf(entry)}));
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // gone, or another user's, and then not ours
  }
}
