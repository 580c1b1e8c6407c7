/**
 * Times of a capture as numbers: nanoseconds since its first frame, which a double holds exactly for 104 days. Work done for every frame uses
 * these; times that are reported are in nanoseconds since 1970.
 *
 * @module
 */

import {Epoch} from '@vip/arp/capture-file';
import type {Mark} from './mark.js';

export class CaptureClock {
  /** Time of the first frame; 1970 before there is one. */
  epoch = new Epoch(0n);
  #hasBegun = false;

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** @param at time of the first frame. Nanoseconds since 1970 */
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
