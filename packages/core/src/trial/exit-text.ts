/**
 * How a program ended, in words. Pure.
 *
 * @module
 */

/** Signals that end programs (signal(7)). */
const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
};

/** `exit 1`, `exit 137 (SIGKILL)`: shells count signal n as 128 + n. */
export function exitText(status: number | undefined): string {
  if (status === undefined) return 'an unknown exit status';
  const signal = SIGNALS[status - 128];
  return `exit ${status}${signal === undefined ? '' : ` (${signal})`}`;
}
