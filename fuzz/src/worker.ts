/**
 * Explores one target in a thread of its own, so that another can tell when it hangs or takes too much memory.
 *
 * @module
 */

import {parentPort, workerData} from 'node:worker_threads';
import {seeded} from '../../test/dist/helpers/random.js';
import {explore, failureOf, minimise} from './explore.js';
import {PLANTED} from './planted.js';
import {TARGETS} from './targets.js';
import {type Assignment, OF_BUFFERS, type Outcome} from './watch.js';

const CLOCK_EVERY = 32;

const {target: name, seed, milliseconds, maxBuffers, memoryEvery, shared, inputs} = workerData as Assignment;
const target = [...TARGETS, ...PLANTED].find(one => one.name === name);
if (target === undefined) throw new Error(`no target ${name}`);

const counter = new Int32Array(shared, 0, 2);
const current = new Uint8Array(shared, 8);
const deadline = performance.now() + milliseconds;

const result = explore(target, {random: seeded(seed), step});
const outcome: Outcome = {tried: result.tried, outcomes: result.outcomes};
const {failure} = result;
parentPort?.postMessage(
  failure === undefined
    ? outcome
    : {
        ...outcome,
        failure: {
          message: failure.message,
          input: minimise(failure.input, input => failureOf(target, input) === failure.message),
        },
      },
);

function step(input: Uint8Array, tried: number): boolean {
  // Checked while the previous input is still the current one, and so is blamed if every input is checked.
  if (tried % memoryEvery === 0) checkMemory();
  current.set(input);
  Atomics.store(counter, 1, input.length);
  Atomics.add(counter, 0, 1);
  if (inputs !== undefined) return tried < inputs;
  return tried % CLOCK_EVERY !== 0 || performance.now() < deadline;
}

function checkMemory(): void {
  const {arrayBuffers} = process.memoryUsage();
  if (arrayBuffers > maxBuffers) throw new Error(`${arrayBuffers} octets ${OF_BUFFERS}`);
}
