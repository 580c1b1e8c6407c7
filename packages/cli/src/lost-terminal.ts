/**
 * A terminal that is closed while we run: we end, in an orderly way.
 *
 * @module
 */

import {closeSync, openSync} from 'node:fs';
import {isatty} from 'node:tty';

let isLost = false;

/** As it was at the start: one that is gone is no terminal any more. */
const hadTerminal = [0, 1, 2].some(descriptor => isatty(descriptor));

/** Whether an error says that the terminal is gone: every call on it fails from then on. Elsewhere a disk says so that it fails. */
export function saysTerminalIsLost({code}: NodeJS.ErrnoException): boolean {
  return code === 'EIO' && hadTerminal;
}

/**
 * The terminal is gone. The kernel tells the first process of its session only, a shell, which may have told us; or nobody
 * has, and then we do as if.
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
  const terminals = [0, 1, 2].filter(descriptor => isatty(descriptor));
  if (terminals.length === 0) return;
  process.once('exit', () => {
    for (const descriptor of terminals.filter(each => !isatty(each))) {
      closeSync(descriptor);
      openSync('/dev/null', 'r+'); // the lowest number that is free
    }
  });
}
