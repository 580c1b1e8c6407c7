/**
 * How long after the fault something happened.
 *
 * @module
 */

import type {Bounds} from '@vip/analysis';
import type {Moment} from './moments.js';

/** Without an upper bound if it had not happened by the end. */
export function sinceFault({begunAt, feltAt}: Moment, at: bigint | undefined, end: bigint): Bounds {
  if (at === undefined) return {leastNs: end - feltAt};
  return {leastNs: at > feltAt ? at - feltAt : 0n, mostNs: at - begunAt};
}
