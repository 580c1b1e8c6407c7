/**
 * A bounded sample of the frames of a capture that has the same frames in it as the samples of others: whether a frame is in it depends
 * on its key alone.
 *
 * @module
 */

/** A frame of a sample. */
export interface Sampled {
  readonly key: number;
  /** Nanoseconds from the beginning of the capture. */
  readonly ns: number;
  /** Its number in its capture. */
  readonly frame: number;
  /** Number of the interface. */
  readonly iface: number;
  /** Where it came from, as a number; `UNKNOWN_MAC`. */
  readonly sourceMac: number;
  /** Whom it is for; a group's, or `UNKNOWN_MAC`. */
  readonly destinationMac: number;
  /** Whether this machine sent it, by a cooked capture's own words. */
  readonly isOwn: boolean;
  /** Time to live; 0 of what is not IP. */
  readonly hops: number;
  /** Whether no other frame is like it: it is numbered, or has a time of its own in it. */
  readonly isNumbered: boolean;
}

/** Of each capture. */
export const SAMPLED = 49_152;

export class KeySample {
  #frames: Sampled[] = [];
  /** The keys in it are those with zeros here; one more bit whenever there are too many. */
  #mask = 0;

  constructor(readonly most = SAMPLED) {}

  get mask(): number {
    return this.#mask;
  }

  has(key: number): boolean {
    return isIn(key, this.#mask);
  }

  add(frame: Sampled): void {
    if (this.#frames.length >= this.most) {
      this.#mask = this.#mask * 2 + 1;
      this.#frames = this.frames(this.#mask);
    }
    if (this.has(frame.key)) this.#frames.push(frame);
  }

  /** In the order of the capture. @param mask of another sample: what can be in both */
  frames(mask = 0): Sampled[] {
    const both = mask | this.#mask;
    return both === 0 ? this.#frames : this.#frames.filter(({key}) => isIn(key, both));
  }
}

/** The lowest 21 bits are well mixed. */
function isIn(key: number, mask: number): boolean {
  return ((key % 0x20_0000) & mask) === 0;
}
