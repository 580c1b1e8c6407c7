/**
 * Advertisements, ARP and neighbour discovery that the snap length cut off before their contents: they may concern any address of their family
 * in their network. ICMP errors may concern any address that their receiver has asked.
 *
 * @module
 */

import {addressOfKey, isOfIpv6} from '@vip/arp';
import type {SeenView} from '../../capture/seen-view.js';
import type {AddressFacts} from '../facts.js';
import type {NetworkName} from './networks.js';

/** Maximum number of receivers of errors that are kept. */
const MAX_RECEIVERS = 4096;

export class SnappedFrames {
  readonly #counts = new Map<string, number>();
  readonly #errors = new Map<string, number>();

  /** @param version of IP; 0 for a frame whose family is cut off as well */
  note({text}: NetworkName, version: number): void {
    const key = keyOf(text, version);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** An ICMP error of which only its receiver is known. */
  noteError({text}: NetworkName, {destination}: Pick<SeenView, 'destination'>): void {
    const key = `${addressOfKey(destination)} ${text}`;
    const count = this.#errors.get(key) ?? 0;
    if (count > 0 || this.#errors.size < MAX_RECEIVERS) this.#errors.set(key, count + 1);
  }

  /** Number of frames that may concern this address. */
  of({ip, network, senders}: Pick<AddressFacts, 'ip' | 'network' | 'senders'>): number {
    const own = this.#counts.get(keyOf(network, isOfIpv6(ip) ? 6 : 4)) ?? 0;
    const errors = senders.reduce((sum, one) => sum + (this.#errors.get(`${one.ip} ${network}`) ?? 0), 0);
    return own + errors + (this.#counts.get(keyOf(network, 0)) ?? 0);
  }
}

function keyOf(network: string, version: number): string {
  return `${version} ${network}`;
}
