/**
 * SHA-256 (FIPS 180-4 §6.2) and its HMAC (RFC 2104), in plain numbers: a browser offers it only
 * asynchronously, and has no Node API. For checking captures, not for keeping secrets.
 *
 * @module
 */

import {joinOctets, readInt32} from '../octets.js';

const BLOCK_LENGTH = 64;
const DIGEST_LENGTH = 32;
/** Octets of the length field at the end of the last block. */
const LENGTH_LENGTH = 8;

/** The first 32 bits of the fractional parts of the square roots of the first 8 primes. */
const START = Int32Array.from([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

/** The same for the cube roots of the first 64 primes. */
const ROUND = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);

/** Always 32 octets. */
export function sha256(message: Uint8Array): Uint8Array {
  const padded = pad(message);
  const state = START.slice();
  const schedule = new Int32Array(ROUND.length);
  for (let offset = 0; offset < padded.length; offset += BLOCK_LENGTH) {
    expand(schedule, padded, offset);
    compress(state, schedule);
  }
  const digest = new Uint8Array(DIGEST_LENGTH);
  const view = new DataView(digest.buffer);
  state.forEach((word, index) => {
    view.setInt32(4 * index, word);
  });
  return digest;
}

/** Always 32 octets. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK_LENGTH);
  block.set(key.length > BLOCK_LENGTH ? sha256(key) : key);
  const masked = (mask: number) => block.map(octet => octet ^ mask);
  return sha256(joinOctets(masked(0x5c), sha256(joinOctets(masked(0x36), message))));
}

/** The message, one bit, zeros up to a whole block, and the length in bits. */
function pad(message: Uint8Array): Uint8Array {
  const least = message.length + 1 + LENGTH_LENGTH;
  const padded = new Uint8Array(Math.ceil(least / BLOCK_LENGTH) * BLOCK_LENGTH);
  padded.set(message);
  padded[message.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - LENGTH_LENGTH, BigInt(message.length) * 8n);
  return padded;
}

function expand(schedule: Int32Array, octets: Uint8Array, offset: number): void {
  const word = (index: number) => schedule[index] as number;
  for (let index = 0; index < 16; index++) schedule[index] = readInt32(octets, offset + 4 * index);
  for (let index = 16; index < schedule.length; index++) {
    const [early, late] = [word(index - 15), word(index - 2)];
    const mixedEarly = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const mixedLate = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[index] = word(index - 16) + mixedEarly + word(index - 7) + mixedLate;
  }
}

function compress(state: Int32Array, schedule: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < schedule.length; index++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const mixedE = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const mixedA = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const first = h + mixedE + choice + (ROUND[index] as number) + (schedule[index] as number);
    [h, g, f, e] = [g, f, e, (d + first) | 0];
    [d, c, b, a] = [c, b, a, (first + mixedA + majority) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] = (state[index] as number) + word;
  });
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
