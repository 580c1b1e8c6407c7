/**
 * A series whose labels carry information and whose value is 1. There may be as many MACs as frames, so only the latest is kept.
 *
 * @module
 */

import type {Labels, LabelValues} from './labels.js';
import type {Gauge} from './value-family.js';

export class Information {
  #shown: Labels;
  #said: LabelValues = {};

  constructor(readonly own: Labels) {
    this.#shown = own;
  }

  get shown(): Labels {
    return this.#shown;
  }

  show(family: Gauge, said: LabelValues): void {
    const isSame = Object.entries(said).every(([name, value]) => this.#said[name] === value);
    if (isSame) return;
    family.remove(this.#shown);
    this.#said = said;
    this.#shown = this.own.and(said);
    family.set(this.#shown, 1);
  }
}
