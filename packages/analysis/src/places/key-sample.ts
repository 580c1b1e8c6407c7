/**
 * A bounded sample of the frames of a capture. Whether a frame is in it depends on its key alone, so that samples of several captures contain
 * the same frames.
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
  /** Number of the network among those of its survey: an interface with a stack of VLANs. */
  readonly network: number;
  /** Its source MAC as a number, or `UNKNOWN_MAC`. */
  readonly sourceMac: number;
  /** Its destination MAC as a number, which may be a group's, or `UNKNOWN_MAC`. */
  readonly destinationMac: number;
  /** Whether this machine sent it, according to a cooked capture. */
  readonly isOwn: boolean;
  /** Time to live; 0 if it is not IP. */
  readonly hops: number;
  /** Whether it is unique, because it is numbered or contains a timestamp. */
  readonly isNumbered: boolean;
  /** Whether its source MAC claims its source address without being asked. */
  readonly isClaimed: boolean;
}

/** Maximum number of frames in the sample of a capture. */
export const SAMPLED = 49_152;

/** The numbers kept of a sampled frame, in order, and how many there are. */
const FIELD = {key: 0, ns: 1, frame: 2, network: 3, sourceMac: 4, destinationMac: 5, hops: 6} as const;
const STRIDE = 7;
const FLAG = {own: 1, numbered: 2, claimed: 4} as const;

/** In columns, because most sampled frames are dropped again. */
export class KeySample {
  /** Keys in the sample have zeros in these bits; a bit is added whenever there are too many. */
  #mask = 0;
  #count = 0;
  readonly #numbers: Float64Array;
  readonly #flags: Uint8Array;
  /** The same as objects, made on demand. */
  #objects: readonly Sampled[] | undefined;

  constructor(readonly most = SAMPLED) {
    this.#numbers = new Float64Array(STRIDE * most);
    this.#flags = new Uint8Array(most);
  }

  get mask(): number {
    return this.#mask;
  }

  has(key: number): boolean {
    return isIn(key, this.#mask);
  }

  add(frame: Sampled): void {
    const {key, ns, network, sourceMac, destinationMac, hops, isOwn, isNumbered, isClaimed} = frame;
    if (this.#count >= this.most) this.#drop();
    if (!this.has(key)) return;
    this.#objects = undefined;
    const numbers = this.#numbers;
    const at = STRIDE * this.#count;
    numbers[at + FIELD.key] = key;
    numbers[at + FIELD.ns] = ns;
    numbers[at + FIELD.frame] = frame.frame;
    numbers[at + FIELD.network] = network;
    numbers[at + FIELD.sourceMac] = sourceMac;
    numbers[at + FIELD.destinationMac] = destinationMac;
    numbers[at + FIELD.hops] = hops;
    this.#flags[this.#count] =
      (isOwn ? FLAG.own : 0) | (isNumbered ? FLAG.numbered : 0) | (isClaimed ? FLAG.claimed : 0);
    this.#count++;
  }

  /** In the order of the capture. @param mask that of another sample, to get only frames that can be in both */
  frames(mask = 0): readonly Sampled[] {
    this.#objects ??= Array.from({length: this.#count}, (_, index) => this.#frame(index));
    const both = mask | this.#mask;
    return both === this.#mask ? this.#objects : this.#objects.filter(({key}) => isIn(key, both));
  }

  #frame(index: number): Sampled {
    const numberOf = (field: number) => this.#numbers[STRIDE * index + field] as number;
    const flags = this.#flags[index] as number;
    return {
      key: numberOf(FIELD.key),
      ns: numberOf(FIELD.ns),
      frame: numberOf(FIELD.frame),
      network: numberOf(FIELD.network),
      sourceMac: numberOf(FIELD.sourceMac),
      destinationMac: numberOf(FIELD.destinationMac),
      isOwn: (flags & FLAG.own) !== 0,
      hops: numberOf(FIELD.hops),
      isNumbered: (flags & FLAG.numbered) !== 0,
      isClaimed: (flags & FLAG.claimed) !== 0,
    };
  }

  /** Drops about half of them. */
  #drop(): void {
    this.#mask = this.#mask * 2 + 1;
    let kept = 0;
    for (let index = 0; index < this.#count; index++) {
      const at = STRIDE * index;
      if (!this.has(this.#numbers[at + FIELD.key] as number)) continue;
      this.#numbers.copyWithin(STRIDE * kept, at, at + STRIDE);
      this.#flags[kept++] = this.#flags[index] as number;
    }
    this.#count = kept;
  }
}

/** The lowest 21 bits are well mixed. */
function isIn(key: number, mask: number): boolean {
  return (key & WELL_MIXED & mask) === 0;
}

const WELL_MIXED = 0x1f_ffff;
