/**
 * The network in which a frame was seen: the name of its interface, and its tags.
 *
 * @module
 */

import type {SeenView} from '../../capture/seen-view.js';
import {IfaceNames, type NetworkName, Networks} from '../frames/networks.js';
import type {Twins} from '../frames/twins.js';

export class ViewNetworks {
  readonly #networks = new Networks();
  readonly #names = new IfaceNames();
  #iface = '';
  #untagged = this.#networks.get('', '');

  /** @param areSegments whether interfaces are called after segments that several captures share */
  constructor(
    readonly twins: Twins,
    readonly areSegments: boolean,
  ) {}

  get(iface: string, vlans: string): NetworkName {
    return this.#networks.get(iface, vlans);
  }

  of(view: SeenView): NetworkName {
    const seenAt = this.areSegments ? view.iface : this.#names.of(view.iface, view.interfaceIndex);
    const vlans = this.twins.vlansOf(seenAt, view.vlans);
    const iface = this.areSegments ? seenAt : this.twins.ifaceOf(seenAt, view.vlans);
    if (vlans !== '') return this.#networks.get(iface, vlans);
    if (iface !== this.#iface || this.#untagged.iface !== iface) {
      this.#iface = iface;
      this.#untagged = this.#networks.get(iface, '');
    }
    return this.#untagged;
  }
}
