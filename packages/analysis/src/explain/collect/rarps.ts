/**
 * RARP packets: a hypervisor sends some after a migration, so that the switches learn the guest's port. Bounded.
 *
 * @module
 */

import {macOfNumber} from '@vip/arp';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {SeenView} from '../../capture/seen-view.js';
import type {RarpSighting} from '../capture-facts.js';
import type {NetworkName} from '../frames/networks.js';

/** Maximum number of sightings kept. */
const MAX_RARPS = 256;

export class Rarps {
  readonly seen: RarpSighting[] = [];

  constructor(readonly clock: CaptureClock) {}

  note({sourceMac, ns, frame}: SeenView, network: NetworkName): void {
    const mac = macOfNumber(sourceMac);
    if (mac === undefined || this.seen.length >= MAX_RARPS) return;
    this.seen.push({...this.clock.mark(ns, frame), mac, network: network.text});
  }
}
