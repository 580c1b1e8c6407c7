/**
 * Frames in columns, as a file is read fastest, or as objects, as an interface hands them over.
 *
 * @module
 */

import {type FrameView, LINK_TYPE_ETHERNET} from '@vip/arp';
import {RecordColumns} from '@vip/arp/capture-file';
import type {SeenFrame} from './seen-frame.js';

/** Frames in the order of their capture, valid until the next are handed over, as are their octets. */
export type SeenFrames = readonly SeenFrame[] | FrameColumns;

/** The columns of a file's records; iterated as objects, for whoever needs few of them. */
export class FrameColumns extends RecordColumns implements Iterable<SeenFrame> {
  readonly leg: SeenFrame['leg'][];

  constructor(capacity: number) {
    super(capacity);
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
  addOf(others: FrameColumns, index: number, iface: string, number: number, leg: SeenFrame['leg']): void {
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

  /** A frame of others, with octets of its own. @param number its own, or the one it is given */
  addCopy(others: FrameColumns, index: number, number: number): void {
    const octets = (others.bytes[index] as Uint8Array).slice(others.start[index], others.end[index]);
    const own = this.count;
    this.add(
      octets,
      0,
      octets.length,
      others.length[index] as number,
      others.linkType[index] as number,
      others.iface[index],
    );
    this.dateExactly(others.at(index) ?? 0n);
    this.number[own] = number;
    this.leg[own] = others.leg[index];
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
