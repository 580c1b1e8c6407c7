/**
 * Deliberate faults, one of each kind that the fuzzer looks for: its own test asks for them by name.
 *
 * @module
 */

import {codecTarget, plainTarget, type Target} from './target.js';

const SEED = new Uint8Array(32).fill(7);
/** The first octet that triggers a fault: mutation finds it within thousands of inputs, but not at once. */
const TRIGGER = 0x80;
const retained: ArrayBuffer[] = [];
/** Never changes. */
const cell = new Int32Array(new SharedArrayBuffer(4));

export const PLANTED: readonly Target[] = [
  {
    name: 'planted-throw',
    seeds: [SEED],
    run(bytes) {
      if (bytes.length >= 4 && bytes[1] === TRIGGER) throw new TypeError('planted');
      return '';
    },
  },
  codecTarget('planted-unstable', [SEED], {
    decode: bytes => bytes.length,
    encode: length => new Uint8Array(length + 1),
  }),
  codecTarget('planted-change', [SEED], {decode: bytes => bytes.fill(0)}),
  plainTarget('planted-control', [SEED], bytes => [String.fromCharCode(...bytes.subarray(0, 1))]),
  {
    name: 'planted-hang',
    seeds: [SEED],
    run(bytes) {
      // Runs for ever; it sleeps in between, because others may need the processor in the seconds until that is noticed.
      while (bytes[0] === TRIGGER) Atomics.wait(cell, 0, 0, 50);
      return '';
    },
  },
  {
    name: 'planted-memory',
    seeds: [SEED],
    run(bytes) {
      if (bytes[0] === TRIGGER) retained.push(new ArrayBuffer(512 << 20));
      return '';
    },
  },
];
