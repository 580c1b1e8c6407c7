/**
 * The network in which a frame was seen: the name of its interface, and its tags.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import type {FrameColumns} from '../../capture/frame-columns.js';
import type {SeenView} from '../../capture/seen-view.js';
import {IfaceNames, type NetworkName, Networks, type SeenNetwork} from '../frames/networks.js';
import type {Twins} from '../frames/twins.js';

/** Segments of several captures, by their names. */
export interface NamedSegments {
  /** Its interface and its tags. */
  named(text: string): SeenNetwork;
}

export class ViewNetworks {
  readonly #networks = new Networks();
  readonly #names = new IfaceNames();
  #name = '';
  #segment: NetworkName | undefined;
  #iface = '';
  #untagged = this.#networks.get('', '');

  /** @param segments of several captures, if frames are given with the names of these as their interfaces */
  constructor(
    readonly twins: Twins,
    readonly segments: NamedSegments | undefined,
  ) {}

  /** @param held the beginning of the capture */
  learn(held: FrameColumns, clock: CaptureClock): void {
    if (this.segments === undefined) this.twins.learn(held, clock);
  }

  /** Sees which networks are one. */
  see(view: SeenView): void {
    if (this.segments === undefined) this.twins.see(view);
  }

  get(iface: string, vlans: string): NetworkName {
    return this.#networks.get(iface, vlans);
  }

  of(view: SeenView): NetworkName {
    if (this.segments !== undefined) return this.#ofSegment(view.iface, this.segments);
    const seenAt = this.#names.of(view.iface, view.interfaceIndex);
    const vlans = this.twins.vlansOf(seenAt, view.vlans);
    const iface = this.twins.ifaceOf(seenAt, view.vlans);
    if (vlans !== '') return this.#networks.get(iface, vlans);
    if (iface !== this.#iface || this.#untagged.iface !== iface) {
      this.#iface = iface;
      this.#untagged = this.#networks.get(iface, '');
    }
    return this.#untagged;
  }

  #ofSegment(name: string, segments: NamedSegments): NetworkName {
    if (name === this.#name && this.#segment !== undefined) return this.#segment;
    const {iface, vlans} = segments.named(name);
    this.#name = name;
    this.#segment = this.#networks.get(iface, vlans);
    return this.#segment;
  }
}
