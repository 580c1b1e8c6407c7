/**
 * How much kernel memory the rings of captured frames take, for all interfaces together: the rings exist from the
 * first moment, are never swapped out, and a machine with containers has interfaces by the dozen.
 *
 * @module
 */

const MIB = 1 << 20;

/** The total size of all rings, unless the caller says otherwise. */
export const RINGS_OCTETS = 128 * MIB;

/** Room for more than a second of 100,000 ARP frames a second, while the process is busy with others. */
export const FULL_RING_OCTETS = 32 * MIB;

/** libpcap makes a ring of whole blocks. */
const BLOCK_OCTETS = MIB / 4;

/** One block is filled while the other is read. */
export const LEAST_RING_OCTETS = 2 * BLOCK_OCTETS;

/** A quarter of the whole is kept for interfaces that appear later; each of them gets an eighth of the rest. */
const KEPT_FOR_LATER = 1 / 4;
const LATER_SHARE = 1 / 8;

export class RingBudget {
  #left: number;

  constructor(readonly total: number = RINGS_OCTETS) {
    this.#left = total;
  }

  /** The maximum number of interfaces captured at once. */
  get mostRings(): number {
    return Math.floor(this.total / LEAST_RING_OCTETS);
  }

  /**
   * The ring of each of `count` interfaces that are opened at the beginning, in octets.
   *
   * @param othersMayCome whether something is kept for those that appear later
   */
  share(count: number, othersMayCome: boolean): number {
    const forAll = othersMayCome ? this.total * (1 - KEPT_FOR_LATER) : this.total;
    return ringOf(forAll / Math.max(1, count));
  }

  /** The ring of an interface that appears later. */
  laterShare(): number {
    return ringOf(this.#left * LATER_SHARE);
  }

  /** False if there is not enough left. */
  take(octets: number): boolean {
    if (octets > this.#left) return false;
    this.#left -= octets;
    return true;
  }

  giveBack(octets: number): void {
    this.#left += octets;
  }
}

/** `1.5 MiB` */
export function formatRing(octets: number): string {
  return `${Math.round((octets / MIB) * 10) / 10} MiB`;
}

function ringOf(octets: number): number {
  const wholeBlocks = Math.floor(octets / BLOCK_OCTETS) * BLOCK_OCTETS;
  return Math.min(FULL_RING_OCTETS, Math.max(LEAST_RING_OCTETS, wholeBlocks));
}
