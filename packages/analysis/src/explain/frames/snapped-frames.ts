/**
 * Frames that the snap length cut off before what they say: advertisements, ARP, neighbour discovery. They may concern any address of their
 * family in their network.
 *
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import type {AddressFacts} from '../facts.js';
import type {NetworkName} from './networks.js';

export class SnappedFrames {
  readonly #counts = new Map<string, number>();

  /** @param version of IP; 0 for a frame whose family is cut off as well */
  note({text}: NetworkName, version: number): void {
    const key = keyOf(text, version);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** How many may concern this address. */
  of({ip, network}: Pick<AddressFacts, 'ip' | 'network'>): number {
    const own = this.#counts.get(keyOf(network, isOfIpv6(ip) ? 6 : 4)) ?? 0;
    return own + (this.#counts.get(keyOf(network, 0)) ?? 0);
  }
}

function keyOf(network: string, version: number): string {
  return `${version} ${network}`;
}
