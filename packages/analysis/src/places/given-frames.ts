/**
 * The frames of a merge, handed over in batches.
 *
 * @module
 */

import type {CaptureClock} from '../capture/capture-clock.js';
import {FrameColumns} from '../capture/frame-columns.js';
import type {SeenFrame} from '../capture/seen-frame.js';

/** Frames that are given at once. */
const BATCH = 1024;

/** The frame that is taken; written over for each. */
export interface TakenFrame {
  frames: FrameColumns;
  index: number;
  /** As one machine that saw all of them would call it. */
  iface: string;
  ns: number;
  /** Among all. */
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

  /** Hands over the frame that is taken. @param leg of its way, if it is given twice */
  give(leg?: SeenFrame['leg']): void {
    const {frames, index, iface, ns, number} = this.taken;
    this.#batch.addOf(frames, index, iface, number, leg);
    this.#batch.dateSince(this.clock.epoch, ns);
    if (this.#batch.isFull) this.flush();
  }

  /** Hands over what is held back. */
  flush(): void {
    if (this.#batch.count > 0) this.consume(this.#batch);
    this.#batch.count = 0;
  }
}
