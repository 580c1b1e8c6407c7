/**
 * Signals to a watch: two end it, one reads the list of addresses again, one prints what is known.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {onFirstSignal} from './signals.js';

export interface Calls {
  /** Milliseconds; until it is ended if undefined. */
  readonly duration: number | undefined;
  /** Whether there is a list to read again: otherwise SIGHUP ends it, as it ends any program. */
  readonly isReloading: boolean;
  reload(): void;
  print(): void;
  close(): Promise<void>;
}

/** Resolves when the reading has ended, by itself, by a signal, or because the time is over. */
export async function untilEnded(
  reading: Promise<unknown>,
  {duration, isReloading, reload, print, close}: Calls,
): Promise<void> {
  const ended = new AbortController();
  // An error in closing is reported where it is awaited.
  const end = () => {
    close().catch(() => {});
  };
  onFirstSignal(end, isReloading ? ['SIGINT', 'SIGTERM'] : undefined);
  if (isReloading) process.on('SIGHUP', reload);
  process.on('SIGUSR2', print);
  if (duration !== undefined) sleep(duration, undefined, {signal: ended.signal}).then(end, () => {});
  try {
    await reading;
  } finally {
    ended.abort();
    process.off('SIGUSR2', print);
  }
}
