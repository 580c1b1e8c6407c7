/**
 * Stations that were told the MAC of an address. Bounded, however many ask.
 *
 * @module
 */

import type {Mark} from '../../../capture/mark.js';
import type {Capacity} from './capacity.js';

const MAX_STATIONS = 64;

/** An answer that the station received. */
export interface Telling {
  readonly mac: number;
  readonly mark: Mark;
  readonly wasAsked: boolean;
  /**
   * Whether its question had been answered by another MAC before. Linux keeps the first answer: its entry is then younger than `locktime`. In IPv6,
   * which has none, the last one counts.
   */
  readonly isSecond: boolean;
}

export class ToldStations {
  readonly #last = new Map<number, Telling>();
  readonly #capacity: Capacity;

  constructor(capacity: Capacity) {
    this.#capacity = capacity;
  }

  /** Reserves room for what this station is told, if there is any. */
  takesRoom(station: number): boolean {
    return this.#last.has(station) || (this.#last.size < MAX_STATIONS && this.#capacity.takeNote());
  }

  told(station: number, telling: Telling): void {
    this.#last.set(station, telling);
  }

  /** What it was told last. */
  lastOf(station: number): Telling | undefined {
    return this.#last.get(station);
  }
}
