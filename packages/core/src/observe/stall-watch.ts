/**
 * Whether this process got to run: a timer that fires late shows that the machine was too busy or paused, or that the process
 * was stopped. Whatever was dated, sent or waited for in that time proves nothing.
 *
 * @module
 */

import {kernelTime} from '@vip/arp/link';
import {Clock} from './clock.js';
import type {Emit, RunningObservation} from './emit.js';

/** Interval between two checks. Milliseconds. */
const LOOK_MS = 50;

/** Shorter stalls are usual on a busy machine, and every measurement allows for them. Milliseconds. */
const LEAST_MS = 100;

/** Reports each stall of this process when it is over. @param node the name it is reported under */
export function watchStalls(node: string, emit: Emit): RunningObservation {
  const clock = new Clock({ref: false});
  let dueMs = performance.now() + LOOK_MS;
  clock.every(LOOK_MS, LOOK_MS, () => {
    const now = performance.now();
    const forMs = Math.round(now - dueMs);
    dueMs = now + LOOK_MS;
    if (forMs >= LEAST_MS) emit({at: kernelTime(), node, kind: 'stalled', forMs});
  });
  return {
    async stop() {
      clock.stop();
    },
  };
}
