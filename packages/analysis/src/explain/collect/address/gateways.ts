/**
 * The MACs of machines that have one of the addresses of which the capture is to tell: what is sent to them for other addresses may be sent
 * through one of these. Where not all addresses are followed, the first few destinations are, for that reason. Bounded.
 *
 * @module
 */

import type {NetworkName} from '../../frames/networks.js';

const MOST_MACS = 256;

/** How many addresses are followed for no other reason. */
const MOST_DESTINATIONS = 64;

export class Gateways {
  readonly #macs = new Set<string>();
  /** Grows with every MAC. */
  version = 0;
  #destinations = 0;

  /** The owner of an address has this MAC. */
  note({id}: NetworkName, mac: number): void {
    const key = `${id} ${mac}`;
    if (this.#macs.size >= MOST_MACS || this.#macs.has(key)) return;
    this.#macs.add(key);
    this.version++;
  }

  /** Whether something sent to this MAC may be forwarded there, and there is room to follow its destination. */
  takesDestination({id}: NetworkName, mac: number): boolean {
    if (this.#destinations >= MOST_DESTINATIONS || !this.#macs.has(`${id} ${mac}`)) return false;
    this.#destinations++;
    return true;
  }
}
