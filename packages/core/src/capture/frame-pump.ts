/**
 * Frames of a source, pulled instead of pushed.
 *
 * @module
 */

import type {SeenFrames} from '@vip/analysis/internal';
import type {CaptureSource} from './source.js';

/** A batch, or the end of the source, and the function that lets it continue. */
interface Delivered {
  readonly frames: SeenFrames;
  readonly resume: () => void;
}

export class FramePump {
  #resume: () => void = () => {};
  #deliver: (delivered: Delivered | Promise<Delivered>) => void = () => {};
  #next: Promise<Delivered>;

  constructor(source: CaptureSource) {
    this.#next = this.#promise();
    const reading = source.read(frames => new Promise<void>(resume => this.#deliver({frames, resume})));
    reading.then(
      () => this.#deliver({frames: [], resume: () => {}}),
      error => this.#deliver(Promise.reject(error)),
    );
    // The next fetch reports it; until then nothing handles it.
    reading.catch(() => {});
  }

  /** The next frames, which are valid until it is called again; none at the end. @throws what reading the source throws */
  async next(): Promise<SeenFrames> {
    this.#resume();
    const {frames, resume} = await this.#next;
    this.#next = this.#promise();
    this.#resume = resume;
    return frames;
  }

  #promise(): Promise<Delivered> {
    const next = new Promise<Delivered>(resolve => {
      this.#deliver = resolve;
    });
    next.catch(() => {});
    return next;
  }
}
