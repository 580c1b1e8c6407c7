/**
 * `--teach`: the reader makes a prediction before each step, and continues with a key.
 *
 * @module
 */

import {once} from 'node:events';
import {loseTerminal} from './lost-terminal.js';
import {print} from './output.js';

/** Waits for a key after each question; without a terminal, it does not wait. */
export function predictor(signal: AbortSignal): (question: string) => Promise<void> {
  return async () => {
    if (!process.stdin.isTTY || !process.stdout.isTTY) return;
    process.stdin.setRawMode(true);
    process.stdin.once('end', loseTerminal).on('error', loseTerminal);
    process.stdin.resume();
    try {
      // Printed only in raw mode: otherwise a key pressed at once would be held back until the end of its line.
      print('  (think, then press a key)');
      const [key] = (await once(process.stdin, 'data', {signal})) as [Buffer];
      // In raw mode, the terminal does not turn ^C into a signal.
      if (key[0] === 0x03) process.kill(process.pid, 'SIGINT');
    } finally {
      process.stdin.setRawMode(false);
      process.stdin.off('end', loseTerminal).pause();
    }
  };
}
