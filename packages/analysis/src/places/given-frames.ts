/**
 * The frames of a merge, handed over in batches.
 *
 * @module
 */

import type {CaptureClock} from '../capture/capture-clock.js';
import {FrameColumns} from '../capture/frame-columns.js';
import type {SeenFrame} from '../capture/seen-frame.js';

/** Number of frames in a batch. */
const BATCH = 1024;

/** The frame being taken; overwritten for each. */
export interface TakenFrame {
  frames: FrameColumns;
  index: number;
  /** The name of its segment. */
  iface: string;
  ns: number;
  /** Its number among the frames of all captures. */
  number: number;
}

export class GivenFrames {
  readonly #batch = new FrameColumns(BATCH);
  readonly taken: TakenFrame = {frames: this.#batch, index: 0, iface: '', ns: 0, number: 0};

  /** @param consume takes a batch, which is valid until it returns. @param clock of the times of `taken` */
  constructor(
    readonly consume: (frames: FrameColumns) => void,
    readonly clock: CaptureClock,
  ) {}

  /** Hands over the frame being taken. @param leg the part of its way, if it is given twice */
  give(leg?: SeenFrame['leg']): void {
    const {frames, index, iface, ns, number} = this.taken;
    this.#batch.addOf(frames, index, iface, number, leg);
    this.#batch.dateSince(this.clock.epoch, ns);
    if (this.#batch.isFull) this.flush();
  }

  /** Hands over the frames held back. */
  flush(): void {
    if (this.#batch.count > 0) this.consume(this.#batch);
    this.#batch.count = 0;
  }
}
