/**
 * Standard output and standard error, and what happens when the reader goes away.
 *
 * @module
 */

import {once} from 'node:events';
import {writeTimes} from '@vip/core';

/** Results: to standard output. */
export function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

/** One object a line, nanoseconds as decimal strings. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, writeTimes));
}

/** Everything else: to standard error. */
export function note(line: string): void {
  process.stderr.write(`vip: ${line}\n`);
}

/** Writes a lot, and comes back when the reader has taken enough of it. */
export async function printMuch(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** `vip capture | head`: when nobody reads any more, that is the end, and not an error. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
