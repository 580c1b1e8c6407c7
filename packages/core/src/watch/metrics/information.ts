/**
 * A series whose labels say something and whose value is 1: of MACs there are as many as of frames, so only the last is there.
 *
 * @module
 */

import type {Labels, MetricFamily} from './family.js';

export class Information {
  #shown: Labels;

  constructor(readonly own: Labels) {
    this.#shown = own;
  }

  get shown(): Labels {
    return this.#shown;
  }

  show(family: MetricFamily, said: Labels): void {
    const isSame = Object.entries(said).every(([name, value]) => this.#shown[name] === value);
    if (isSame) return;
    family.remove(this.#shown);
    this.#shown = {...this.own, ...said};
    family.set(this.#shown, 1);
  }
}
