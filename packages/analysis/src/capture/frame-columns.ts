/**
 * Frames in columns, as a file is read fastest, or as objects, as an interface hands them over.
 *
 * @module
 */

import {type FrameView, LINK_TYPE_ETHERNET} from '@vip/arp';
import {type PassesOver, RecordColumns} from '@vip/arp/capture-file';
import type {SeenFrame} from './seen-frame.js';

/** Frames in the order of their capture, valid until the next are handed over, as are their octets. */
export type SeenFrames = readonly SeenFrame[] | FrameColumns;

const NO_OCTETS = new Uint8Array(0);
/** Octets of frames that are kept in one array. */
const KEPT_TOGETHER = 1 << 18;

/** The columns of a file's records; iterated as objects, for whoever needs few of them. */
export class FrameColumns extends RecordColumns implements Iterable<SeenFrame> {
  readonly leg: SeenFrame['leg'][];
  /** Octets of their own are in here, up to `#keptEnd`: an array for each frame would take longer than all else. */
  #kept = NO_OCTETS;
  #keptEnd = 0;

  constructor(capacity: number, passesOver?: PassesOver) {
    super(capacity, passesOver);
    this.leg = new Array(capacity).fill(undefined);
  }

  /** The same frame in the place of the last. */
  addFrame({bytes, length, linkType = LINK_TYPE_ETHERNET, iface, at, number = 0, leg}: SeenFrame): void {
    const index = this.count;
    this.add(bytes, 0, bytes.length, length, linkType, iface);
    this.dateExactly(at);
    this.number[index] = number;
    this.leg[index] = leg;
  }

  /** Has a view read a frame. */
  view(index: number, view: FrameView): void {
    const [start, end] = [this.start[index] as number, this.end[index] as number];
    const length = this.length[index] as number;
    view.read(this.bytes[index] as Uint8Array, this.linkType[index] as number, length, start, end);
  }

  /** A frame of others, with the same octets; its time is yet to be set. */
  addOf(
    others: FrameColumns,
    index: number,
    iface: string | undefined,
    number: number,
    leg: SeenFrame['leg'],
  ): void {
    const own = this.count;
    this.add(
      others.bytes[index] as Uint8Array,
      others.start[index] as number,
      others.end[index] as number,
      others.length[index] as number,
      others.linkType[index] as number,
      iface,
    );
    this.number[own] = number;
    this.leg[own] = leg;
  }

  /** The same frames with more room; these are not to be used any more. */
  grown(capacity: number): FrameColumns {
    const larger = new FrameColumns(capacity, this.passesOver);
    for (let index = 0; index < this.count; index++) {
      larger.addOf(this, index, this.iface[index], this.number[index] as number, this.leg[index]);
      larger.dateLike(this, index);
    }
    larger.#kept = this.#kept;
    larger.#keptEnd = this.#keptEnd;
    return larger;
  }

  /** A frame of others, with octets of its own. @param number its own, or the one it is given */
  addCopy(others: FrameColumns, index: number, number: number): void {
    const [start, end] = [others.start[index] as number, others.end[index] as number];
    const kept = this.#keep(others.bytes[index] as Uint8Array, start, end);
    const own = this.count;
    this.add(
      this.#kept,
      kept,
      kept + end - start,
      others.length[index] as number,
      others.linkType[index] as number,
      others.iface[index],
    );
    this.dateLike(others, index);
    this.number[own] = number;
    this.leg[own] = others.leg[index];
  }

  /** @returns where they are in `#kept` */
  #keep(bytes: Uint8Array, start: number, end: number): number {
    if (end - start > this.#kept.length - this.#keptEnd) {
      this.#kept = new Uint8Array(Math.max(KEPT_TOGETHER, end - start));
      this.#keptEnd = 0;
    }
    const at = this.#keptEnd;
    this.#kept.set(bytes.subarray(start, end), at);
    this.#keptEnd = at + end - start;
    return at;
  }

  frame(index: number): SeenFrame {
    const {bytes, at = 0n, length, linkType, iface = ''} = this.record(index);
    const number = this.number[index] as number;
    const leg = this.leg[index];
    return {
      ...{iface, at, bytes, length, linkType},
      ...(number === 0 ? {} : {number}),
      ...(leg === undefined ? {} : {leg}),
    };
  }

  *[Symbol.iterator](): Generator<SeenFrame> {
    for (let index = 0; index < this.count; index++) yield this.frame(index);
  }
}
