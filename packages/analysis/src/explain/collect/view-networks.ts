/**
 * The network in which a frame was seen: the name of its interface, and its tags.
 *
 * @module
 */

import type {SeenView} from '../../capture/seen-view.js';
import {ifaceName, type NetworkName, Networks} from '../frames/networks.js';
import type {Twins} from '../frames/twins.js';

export class ViewNetworks {
  readonly #networks = new Networks();
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
    const {interfaceIndex} = view;
    const vlans = this.twins.of(view.iface, view.vlans);
    const iface = this.areSegments ? view.iface : this.twins.ifaceOf(view.iface);
    if (interfaceIndex >= 0 && !this.areSegments)
      return this.#networks.get(ifaceName(iface, interfaceIndex), vlans);
    if (vlans !== '') return this.#networks.get(iface, vlans);
    if (iface !== this.#iface || this.#untagged.iface !== iface) {
      this.#iface = iface;
      this.#untagged = this.#networks.get(iface, '');
    }
    return this.#untagged;
  }
}
