/**
 * Frames as delivered by the kernel, read from the records laid out by our patch of `cap`. Pure.
 *
 *   octet 0   seconds           4   since the epoch; little-endian, as all four
 *         4   nanoseconds       4
 *         8   captured length   4
 *        12   original length   4
 *        16   octets            captured length
 *
 * @module
 */

import {readMacNumber} from '../wire/address/mac-number.js';

/** A frame that passed an interface. */
export interface CapturedFrame {
  /** When the kernel saw it, in nanoseconds since the epoch. */
  readonly at: bigint;
  /** The captured octets; a private copy. */
  readonly bytes: Uint8Array;
  /** Octets on the wire; more than in `bytes` if the snap length truncated the frame. */
  readonly length: number;
  /**
   * Whether this machine sent it: its source is the interface's MAC or one from which this link has sent.
   * If two machines share a MAC, frames of the other one count as own, unless the link was opened for one direction.
   */
  readonly own: boolean;
}

const at = {seconds: 0, nanoseconds: 4, captured: 8, original: 12, octets: 16} as const;

/** Length of the record header before a frame, in octets. */
export const RECORD_HEADER_LENGTH: number = at.octets;

const SOURCE_MAC = 6;
const SOURCE_MAC_END = 12;

/** The source MAC of a frame as a number, which compares faster than text; undefined for a frame truncated before it. */
export function sourceNumber(frame: Uint8Array): number | undefined {
  return frame.length < SOURCE_MAC_END ? undefined : readMacNumber(frame, SOURCE_MAC);
}

/** @param own source MACs of this machine, as `sourceNumber` returns them; or whether it sent all of the frames */
export function readRecords(
  buffer: Uint8Array,
  count: number,
  own: ReadonlySet<number> | boolean,
): CapturedFrame[] {
  const isOwn = (start: number, end: number) =>
    typeof own === 'boolean'
      ? own
      : end - start >= SOURCE_MAC_END && own.has(readMacNumber(buffer, start + SOURCE_MAC));
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const frames = new Array<CapturedFrame>(count);
  let second = -1;
  let secondStart = 0n;
  let offset = 0;
  for (let index = 0; index < count; index++) {
    const seconds = view.getUint32(offset + at.seconds, true);
    if (seconds !== second) {
      second = seconds;
      secondStart = BigInt(seconds) * 1_000_000_000n;
    }
    const start = offset + at.octets;
    const end = start + view.getUint32(offset + at.captured, true);
    frames[index] = {
      at: secondStart + BigInt(view.getUint32(offset + at.nanoseconds, true)),
      bytes: buffer.slice(start, end),
      length: view.getUint32(offset + at.original, true),
      own: isOwn(start, end),
    };
    offset = end;
  }
  return frames;
}
