/**
 * Frames in columns, which are the fastest to read from a file, or as objects, as an interface delivers them.
 *
 * @module
 */

import {type FrameView, LINK_TYPE_ETHERNET} from '@vip/arp';
import {type PassesOver, RecordColumns} from '@vip/arp/capture-file';
import type {SeenFrame} from './seen-frame.js';

/** Frames in the order of their capture. They and their octets are valid until the next are delivered. */
export type SeenFrames = readonly SeenFrame[] | FrameColumns;

const NO_OCTETS = new Uint8Array(0);
/** Size of an array that holds the octets of many frames. */
const KEPT_TOGETHER = 1 << 18;

/** The columns of a file's records; can be iterated as objects, if only few are needed. */
export class FrameColumns extends RecordColumns implements Iterable<SeenFrame> {
  readonly leg: SeenFrame['leg'][];
  /** Copied octets, up to `#keptEnd`: an array for each frame would take longer than everything else. */
  #kept = NO_OCTETS;
  #keptEnd = 0;

  constructor(capacity: number, passesOver?: PassesOver) {
    super(capacity, passesOver);
    this.leg = new Array(capacity).fill(undefined);
  }

  /** Adds a frame that is an object. */
  addFrame({bytes, length, linkType = LINK_TYPE_ETHERNET, iface, at, number = 0, leg}: SeenFrame): void {
    const index = this.count;
    this.add(bytes, 0, bytes.length, length, linkType, iface);
    this.dateExactly(at);
    this.number[index] = number;
    this.leg[index] = leg;
  }

  /** Lets a view read a frame. */
  view(index: number, view: FrameView): void {
    const [start, end] = [this.start[index] as number, this.end[index] as number];
    const length = this.length[index] as number;
    view.read(this.bytes[index] as Uint8Array, this.linkType[index] as number, length, start, end);
  }

  /** Adds a frame of other columns, sharing its octets; its time must be set afterwards. */
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

  /** The same frames with more room; the original must not be used afterwards. */
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

  /** Adds a frame of other columns, with a copy of its octets. @param number its number in its file, or one given to it */
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
