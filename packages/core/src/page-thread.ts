/**
 * The thread that answers for a watch over HTTP. Its own program: relative to this module, compiled or bundled, it is in a sibling folder.
 *
 * @module
 */

import {Worker} from 'node:worker_threads';
import type {ListenAddress} from './page/protocol.js';

/** The limit of its heap's young generation: it answers a request a second at most, and Node's default grows to 48 MB. */
const YOUNG_MEGABYTES = 4;

export function startPageThread(workerData: ListenAddress): Worker {
  const resourceLimits = {maxYoungGenerationSizeMb: YOUNG_MEGABYTES};
  return new Worker(new URL('./page/main.js', import.meta.url), {workerData, resourceLimits});
}
