/**
 * The labels of all series of one address, each made once.
 *
 * @module
 */

import {Information} from './information.js';
import type {Labels} from './labels.js';

/** Labels with few possible values, whatever is on the wire. */
type Word = 'kind' | 'form' | 'verdict' | 'bound';

export class AddressLabels {
  readonly #worded = new Map<string, Labels>();
  readonly owner: Information;
  readonly move: Information;

  /** @param own `ip`, `iface`, `vlan`, and `place` where there are several */
  constructor(readonly own: Labels) {
    this.owner = new Information(own);
    this.move = new Information(own);
  }

  with(name: Word, value: string): Labels {
    const key = `${name} ${value}`;
    let labels = this.#worded.get(key);
    if (labels === undefined) {
      labels = this.own.and({[name]: value});
      this.#worded.set(key, labels);
    }
    return labels;
  }

  all(): Labels[] {
    return [this.own, ...this.#worded.values(), this.owner.shown, this.move.shown];
  }
}
