/**
 * A terminal that is closed while we run: we end, in an orderly way.
 *
 * @module
 */

import {closeSync, fstatSync, openSync} from 'node:fs';

/** The major number of the null device and its like (devices.txt in the kernel's documentation). Defined above its first use. */
const MEMORY_DEVICES = 1;

let isLost = false;

/** The terminals at the start, since a terminal that is gone no longer looks like one. */
const terminals = [0, 1, 2].filter(isTerminal);

/** Whether an error means that the terminal is gone, and every call on it fails from then on. On a file, the same error means a broken disk. */
export function saysTerminalIsLost({code}: NodeJS.ErrnoException): boolean {
  return code === 'EIO' && terminals.length > 0;
}

/**
 * The terminal is gone. The kernel signals only the first process of its session, a shell; if that has not passed the signal on, we
 * behave as though it had.
 */
export function loseTerminal(): void {
  if (isLost) return;
  isLost = true;
  process.kill(process.pid, 'SIGHUP');
}

/**
 * When Node ends, it restores terminals to their former state, and aborts with a stack trace if that fails, as it does on one
 * that is gone. A descriptor that is no longer the same file is left alone (ResetStdio() in src/node.cc).
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

/** `node:tty` brings all of Node's streams with it, a twentieth of the whole time of `vip garp`: it is loaded only if there may be a terminal. */
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
