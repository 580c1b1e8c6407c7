/**
 * How V8's threads share the processors with the main one.
 *
 * @module
 */

import {readdirSync} from 'node:fs';
import {getPriority, setPriority} from 'node:os';

/** Before V8's threads, Node makes the main one and one that waits for timers (`NodePlatform`, node_platform.cc). */
const BEFORE_WORKERS = 2;
const WORKERS = 4;
/** With ten more, a tenth of the main thread's share (sched(7), "The nice value"). */
const NICER = 10;
const NICEST = 19;

/**
 * Lets three of V8's four threads give way. On two processors, they compile functions that run late while the main thread waits for a processor, and
 * with it the functions that it runs already. One stays, so that on a busy machine functions are compiled as soon as otherwise.
 */
export function yieldToMainThread(): void {
  try {
    // Threads are listed in the order in which they were made.
    const threads = readdirSync('/proc/self/task').slice(BEFORE_WORKERS + 1, BEFORE_WORKERS + WORKERS);
    const niceness = Math.min(getPriority() + NICER, NICEST);
    for (const thread of threads) setPriority(Number(thread), niceness);
  } catch {
    // Without /proc, or where a filter of system calls refuses it, the work takes longer.
  }
}
