/**
 * Names of frames of captures read together: the number of each in its own capture. All frames are numbered in the order in which they are
 * read, and one octet is kept for each. Pure.
 *
 * @module
 */

/** A frame of one of several captures. */
export interface FrameName {
  /** Number of the place. */
  readonly place: number;
  /** Its number in that capture, from 1. */
  readonly number: number;
}

/** Counts are kept for every frame whose number is a multiple of this. */
const PAGE = 4096;

export class FrameNames {
  readonly #pages: Uint8Array[] = [];
  /** Number of frames of each place before each page. */
  readonly #before: number[][] = [];
  readonly #counts: number[];
  #size = 0;

  constructor(readonly places: number) {
    this.#counts = new Array<number>(places).fill(0);
  }

  /** Number of all frames. */
  get size(): number {
    return this.#size;
  }

  /** The next frame of a capture. @returns its number among all, from 1 */
  add(place: number): number {
    const at = this.#size % PAGE;
    if (at === 0) {
      this.#pages.push(new Uint8Array(PAGE));
      this.#before.push([...this.#counts]);
    }
    (this.#pages.at(-1) as Uint8Array)[at] = place;
    this.#counts[place] = (this.#counts[place] as number) + 1;
    return ++this.#size;
  }

  /** @param frame its number among all, from 1 */
  nameOf(frame: number): FrameName {
    const index = Math.min(Math.max(frame, 1), this.#size) - 1;
    const page = Math.floor(index / PAGE);
    const octets = this.#pages[page] ?? new Uint8Array(1);
    const place = octets[index % PAGE] as number;
    let number = this.#before[page]?.[place] ?? 0;
    for (let at = 0; at <= index % PAGE; at++) if (octets[at] === place) number++;
    return {place, number};
  }
}
