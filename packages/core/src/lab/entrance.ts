/**
 * Entrance to a lab: its namespaces, held open.
 *
 * A process is identified by its number, which the kernel may reuse for any other process once it has ended.
 * So its namespaces are opened first, and only then is it verified that they belong to the intended process; from then
 * on they are entered through the open descriptors, never through the number.
 *
 * @module
 */

import {closeSync, openSync, readlinkSync, statSync} from 'node:fs';
import {VipError} from '@vip/arp';
import {type ProcessMark, processMark} from '../host/process-mark.js';
import type {LabKind} from './init.js';

/** An entrance to a lab. */
export interface Entrance {
  /** The words that run a command in the lab's host, to which the command is appended. Valid while the entrance is open. */
  readonly words: readonly string[];
  /** The words that run a command in the lab's mount namespace alone. Valid even after its processes have ended. */
  readonly mountWords: readonly string[];
  /** When the lab's first process was started, in clock ticks since boot. */
  readonly startedAt: number;
  close(): void;
}

/**
 * Opens the namespaces of a lab's first process.
 *
 * @param isIt whether this is the intended process
 * @returns undefined if it is not, or is gone
 * @throws VipError `NOT_POSSIBLE` if it cannot be opened, for instance for lack of descriptors
 */
export function openEntrance(
  pid: number,
  kind: LabKind,
  isIt: (mark: ProcessMark) => boolean,
): Entrance | undefined {
  const opened: number[] = [];
  const close = () => {
    for (const descriptor of opened.splice(0)) closeSync(descriptor);
  };
  try {
    const options = namespacesOf(kind).map(([option, file]) => {
      const descriptor = openSync(`/proc/${pid}/ns/${file}`, 'r');
      opened.push(descriptor);
      return `--${option}=/proc/${ourNumber()}/fd/${descriptor}`;
    });
    const mark = processMark(pid);
    if (mark !== undefined && isIt(mark)) {
      const mountWords = ['nsenter', ...options.slice(0, 1), '--'];
      return {words: enterWords(kind, pid, options), mountWords, startedAt: mark.startedAt, close};
    }
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ESRCH' && code !== 'EACCES') {
      close();
      throw new VipError('NOT_POSSIBLE', `lab: its namespaces cannot be opened: ${message}`, {cause: error});
    }
  }
  close();
  return undefined;
}

/** The words that enter by the number, for people to type while the lab exists. */
export function enterByHand(kind: LabKind, pid: number): string[] {
  const options = namespacesOf(kind).map(([option]) => `--${option}`);
  return ['nsenter', '--target', String(pid), ...options, ...asRootOf(kind), '--'];
}

function enterWords(kind: LabKind, pid: number, options: readonly string[]): string[] {
  return areOurFilesOpenToChildren()
    ? ['nsenter', ...options, ...asRootOf(kind), '--']
    : enterByHand(kind, pid);
}

/**
 * False if Node has file capabilities (setcap(8)) or root has become another user: the kernel then hides our open
 * descriptors from the user's other processes (PR_SET_DUMPABLE in prctl(2)). Users can only mislead their own runs.
 */
function areOurFilesOpenToChildren(): boolean {
  return process.geteuid?.() === 0 || statSync('/proc/self/fd').uid === process.geteuid?.();
}

function asRootOf({ownUser}: LabKind): string[] {
  return ownUser ? ['--preserve-credentials'] : [];
}

/** nsenter's options, and the files in /proc/PID/ns. */
function namespacesOf({ownNetwork, ownUser}: LabKind): [option: string, file: string][] {
  return [
    ['mount', 'mnt'],
    ['pid', 'pid'],
    ...(ownNetwork ? [['net', 'net'] as [string, string]] : []),
    ...(ownUser ? [['user', 'user'] as [string, string]] : []),
  ];
}

/** Our PID in this /proc, which may belong to another process namespace. */
function ourNumber(): string {
  return readlinkSync('/proc/self');
}
