/**
 * Mutations of an input: of octets, of possible lengths, of its end, and with parts of other inputs.
 *
 * @module
 */

import type {Random} from '../../test/dist/helpers/random.js';

/** Longest input: as long as several frames, or a few records of a file. */
const MAX_LENGTH = 4096;

const EDGES: readonly [number, ...number[]] = [
  0, 1, 2, 4, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff,
];

/** Makes one or more changes to `input`; parts may be taken from `others`. */
export function mutate(input: Uint8Array, others: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes: Uint8Array = input.slice();
  do {
    const change = random.pick([
      flip,
      overwrite,
      overwrite,
      number,
      number,
      cut,
      extend,
      remove,
      repeat,
      splice,
    ] as const);
    bytes = change(bytes, random, others);
  } while (!random.oneIn(2));
  return bytes.subarray(0, MAX_LENGTH);
}

type Change = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

const flip: Change = (bytes, random) => {
  const where = random.below(Math.max(1, bytes.length));
  return bytes.map((octet, index) => (index === where ? octet ^ (1 << random.below(8)) : octet));
};

const overwrite: Change = (bytes, random) => {
  if (bytes.length > 0)
    bytes[random.below(bytes.length)] = random.oneIn(2) ? random.pick(EDGES) : random.below(256);
  return bytes;
};

/** A number of one, two or four octets in either byte order: an edge case, or the number of octets left, as a length. */
const number: Change = (bytes, random) => {
  const width = random.pick([1, 2, 4]);
  if (bytes.length < width) return bytes;
  const offset = random.below(bytes.length - width + 1);
  const left = bytes.length - offset + random.pick([-1, 0, 1, -width, -offset, 8, 12]);
  const value = random.oneIn(2) ? left : random.oneIn(2) ? left >> 2 : random.pick(EDGES);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const littleEndian = random.oneIn(2);
  if (width === 1) view.setUint8(offset, value);
  if (width === 2) view.setUint16(offset, value, littleEndian);
  if (width === 4) view.setUint32(offset, value, littleEndian);
  return bytes;
};

const cut: Change = (bytes, random) => bytes.slice(0, random.below(bytes.length + 1));

const extend: Change = (bytes, random) =>
  join(bytes, random.oneIn(2) ? new Uint8Array(random.below(32)) : random.octets(random.below(32)));

const remove: Change = (bytes, random) => {
  const [from, to] = span(bytes, random);
  return join(bytes.subarray(0, from), bytes.subarray(to));
};

const repeat: Change = (bytes, random) => {
  const [from, to] = span(bytes, random);
  return join(bytes.subarray(0, to), bytes.subarray(from));
};

/** The beginning of one input and the end of another, or a part of another in the middle. */
const splice: Change = (bytes, random, others) => {
  const other = others[random.below(Math.max(1, others.length))] ?? new Uint8Array();
  const [from, to] = span(bytes, random);
  const part = other.subarray(...span(other, random));
  return random.oneIn(2)
    ? join(bytes.subarray(0, from), part)
    : join(bytes.subarray(0, from), part, bytes.subarray(to));
};

function span(bytes: Uint8Array, random: Random): [from: number, to: number] {
  const from = random.below(bytes.length + 1);
  return [from, from + random.below(Math.min(64, bytes.length - from) + 1)];
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, {length}) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
