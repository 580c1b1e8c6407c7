/**
 * A terminal that is closed while we run: we end, in an orderly way.
 *
 * @module
 */

import {closeSync, fstatSync, openSync} from 'node:fs';

/** The null device and its like, by the list of devices of the kernel's documentation. Above what looks for terminals at once. */
const MEMORY_DEVICES = 1;

let isLost = false;

/** As they were at the start: a terminal that is gone no longer is one. */
const terminals = [0, 1, 2].filter(isTerminal);

/** Whether an error means that the terminal is gone, and every call on it fails from then on. On a file, the same error means a broken disk. */
export function saysTerminalIsLost({code}: NodeJS.ErrnoException): boolean {
  return code === 'EIO' && terminals.length > 0;
}

/**
 * The terminal is gone. The kernel tells only the first process of its session, a shell. If the shell has not passed the signal on, we
 * behave as though it had.
 */
export function loseTerminal(): void {
  if (isLost) return;
  isLost = true;
  process.kill(process.pid, 'SIGHUP');
}

/**
 * When Node ends it puts terminals back as they were, and aborts with a stack trace where that fails, as it does on one
 * that is gone. What is no longer the file that it was it leaves alone (ResetStdio() in src/node.cc).
 */
export function endWithoutTerminal(): void {
  if (terminals.length === 0) return;
  process.once('exit', () => {
    for (const descriptor of terminals.filter(each => !isTerminal(each))) {
      closeSync(descriptor);
      openSync('/dev/null', 'r+'); // the lowest number that is free
    }
  });
}

/** `node:tty` brings all of Node's streams with it, a twentieth of what `vip garp` takes in all: it is loaded where there may be a terminal. */
function isTerminal(descriptor: number): boolean {
  return isCharacterDevice(descriptor) && process.getBuiltinModule('node:tty').isatty(descriptor);
}

function isCharacterDevice(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor);
    return status.isCharacterDevice() && major(status.rdev) !== MEMORY_DEVICES;
  } catch {
    return false; // closed
  }
}

/** As makedev(3) puts it together. */
function major(device: number): number {
  return (device >> 8) & 0xfff;
}
