/**
 * Times of a capture as numbers: nanoseconds since its first frame, which a double holds exactly for 104 days. What is done for every
 * frame is done with these; those that are reported are given in nanoseconds since 1970.
 *
 * @module
 */

import {Epoch} from '@vip/arp/capture-file';
import type {Mark} from './mark.js';

export class CaptureClock {
  /** The first frame; 1970 before there is one. */
  epoch = new Epoch(0n);
  #hasBegun = false;

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** @param at of the first frame. Nanoseconds since 1970 */
  begin(at: bigint): void {
    this.#hasBegun = true;
    this.epoch = new Epoch(at);
  }

  /** @param at nanoseconds since 1970 */
  nsOf(at: bigint): number {
    return Number(at - this.epoch.at);
  }

  /** Nanoseconds since 1970. */
  at(ns: number): bigint {
    return this.epoch.at + BigInt(ns);
  }

  mark(ns: number, frame: number): Mark {
    return {at: this.at(ns), frame};
  }
}
