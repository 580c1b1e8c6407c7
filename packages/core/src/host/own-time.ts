/**
 * Time during which this process ran. A process that was stopped for a minute has not waited for a minute: output of others is
 * still to be read.
 *
 * @module
 */

const STEP_MS = 1000;

/** Calls `late` when we have run for this long, unless it is called off. Keeps no process from ending. */
export function afterOwnTime(ms: number, late: () => void): () => void {
  let left = Math.ceil(ms / STEP_MS);
  const timer = setInterval(() => {
    if (--left > 0) return;
    clearInterval(timer);
    late();
  }, STEP_MS).unref();
  return () => clearInterval(timer);
}
