/**
 * Which of the places is that of a machine, by its MACs.
 *
 * @module
 */

export class MachinePlaces {
  readonly #places = new Map<number, number>();

  /** @param own the MACs of the machine at each place, as numbers */
  constructor(own: readonly Iterable<number>[]) {
    for (const [place, macs] of own.entries()) for (const mac of macs) this.#places.set(mac, place);
  }

  /** The place of the machine with this MAC; -1 if there is none. */
  placeOf(mac: number): number {
    return this.#places.size === 0 ? -1 : (this.#places.get(mac) ?? -1);
  }
}
