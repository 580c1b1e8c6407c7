/**
 * Time during which this process ran. A process that was stopped for a minute has not waited for a minute, because
 * the output of others has yet to be read.
 *
 * @module
 */

const STEP_MS = 1000;

/** Calls `late` after this process has run for that long, unless cancelled. Does not keep the process alive. */
export function afterOwnTime(ms: number, late: () => void): () => void {
  let left = Math.ceil(ms / STEP_MS);
  const timer = setInterval(() => {
    if (--left > 0) return;
    clearInterval(timer);
    late();
  }, STEP_MS).unref();
  return () => clearInterval(timer);
}
