/**
 * Signals to a command that reads until it is stopped.
 *
 * @module
 */

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Our parent, such as npm, may pass on a ^C that the terminal has already sent us. Milliseconds. */
export const SAME_KEY_MS = 300;

/**
 * Calls `end` on the first ^C, SIGTERM or SIGHUP, or the first of the given signals. A second one ends the process as if there were no
 * handler, whatever it is waiting for.
 */
export function onFirstSignal(
  end: (signal: NodeJS.Signals) => void,
  signals: readonly NodeJS.Signals[] = ENDING,
): void {
  let firstAt: number | undefined;
  const take = (signal: NodeJS.Signals) => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      end(signal);
    } else if (performance.now() - firstAt > SAME_KEY_MS) {
      for (const each of signals) process.off(each, take);
      process.kill(process.pid, signal);
    }
  };
  for (const signal of signals) process.on(signal, take);
}

/** Aborted by the first signal of `onFirstSignal`, with that as its reason. */
export function firstSignal(signals?: readonly NodeJS.Signals[]): AbortSignal {
  const ending = new AbortController();
  onFirstSignal(signal => ending.abort(signal), signals);
  return ending.signal;
}
