/**
 * Has a target explored, and watches it: an input that takes too long or too much memory is a failure as well.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';

/** A thread's task. */
export interface Assignment {
  readonly target: string;
  readonly seed: number;
  readonly milliseconds: number;
  /** The number of inputs to try, instead of a time. */
  readonly inputs: number | undefined;
  /** The most octets outside the heap. */
  readonly maxBuffers: number;
  /** After how many inputs these are checked, which takes ten times as long as an input. */
  readonly memoryEvery: number;
  /** A counter of the inputs, the length of the current one, and its octets. */
  readonly shared: SharedArrayBuffer;
}

export interface Outcome {
  readonly tried: number;
  readonly outcomes: number;
  readonly failure?: {readonly message: string; readonly input: Uint8Array};
}

/** No input takes a thousandth of this, unless the machine gives us no processor at all. */
const HANG_MS = 10_000;
const HEAP_MEGABYTES = 256;
const MAX_BUFFERS = 256 << 20;
const MEMORY_EVERY = 256;
/** The end of the message about too many. */
export const OF_BUFFERS = 'of buffers';
const ROOM = 8 + (64 << 10);

type Task = Pick<Assignment, 'target' | 'seed' | 'milliseconds' | 'inputs'>;

/** @throws never because of an input, whose failure is in the outcome */
export async function watchTarget(task: Task): Promise<Outcome> {
  const outcome = await watch({...task, memoryEvery: MEMORY_EVERY});
  const isMemory = outcome.failure?.message.endsWith(OF_BUFFERS) === true;
  // The same inputs again, to find out which one it was.
  return isMemory ? watch({...task, inputs: outcome.tried + 1, memoryEvery: 1}) : outcome;
}

async function watch(task: Task & Pick<Assignment, 'memoryEvery'>): Promise<Outcome> {
  const shared = new SharedArrayBuffer(ROOM);
  const workerData: Assignment = {...task, shared, maxBuffers: MAX_BUFFERS};
  const worker = new Worker(new URL('worker.js', import.meta.url), {
    workerData,
    resourceLimits: {maxOldGenerationSizeMb: HEAP_MEGABYTES},
  });
  const counter = new Int32Array(shared, 0, 2);
  const ended = new AbortController();
  const result = new Promise<Outcome>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', error => resolve(failed(shared, `${error.name}: ${error.message}`)));
    worker.once('exit', () => reject(new Error(`${task.target}: the thread ended without a result`)));
  });
  const hang = hanging(counter, ended.signal).then(() => failed(shared, `took ${HANG_MS / 1000} s`));
  try {
    return await Promise.race([result, hang]);
  } finally {
    ended.abort();
    hang.catch(() => {});
    await worker.terminate();
  }
}

/** Resolves once the counter has not changed for too long. */
async function hanging(counter: Int32Array, signal: AbortSignal): Promise<void> {
  let seen = -1;
  for (;;) {
    await sleep(HANG_MS, undefined, {signal});
    const now = Atomics.load(counter, 0);
    if (now === seen && now > 0) return;
    seen = now;
  }
}

function failed(shared: SharedArrayBuffer, message: string): Outcome {
  const counter = new Int32Array(shared, 0, 2);
  const input = new Uint8Array(shared, 8).slice(0, Atomics.load(counter, 1));
  return {tried: Atomics.load(counter, 0), outcomes: 0, failure: {message, input}};
}
