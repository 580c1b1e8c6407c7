/**
 * Advertisements, ARP and neighbour discovery that the snap length cut off before their contents: they may concern any address of their family
 * in their network. ICMP errors may concern any address that their receiver has asked. What is asked of an address may be cut off as well, before
 * the header that tells a question from anything else.
 *
 * @module
 */

import {
  addressOfKey,
  isOfIpv6,
  PROTOCOL_AH,
  PROTOCOL_ICMP,
  PROTOCOL_ICMPV6,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
} from '@vip/arp';
import type {SeenView} from '../../capture/seen-view.js';
import type {AddressFacts} from '../facts.js';
import type {NetworkName} from './networks.js';

/** Maximum number of receivers of errors, and of addresses that were asked, that are kept. */
const MAX_KEPT = 4096;

export class SnappedFrames {
  readonly #counts = new Map<string, number>();
  readonly #errors = new Map<string, number>();
  readonly #asked = new Map<string, number>();

  /** @param version of IP; 0 for a frame whose family is cut off as well */
  note({text}: NetworkName, version: number): void {
    const key = keyOf(text, version);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** An ICMP error of which only its receiver is known. */
  noteError(network: NetworkName, view: Pick<SeenView, 'destination'>): void {
    noteIn(this.#errors, network, view);
  }

  /** A packet to an address without its transport header. */
  noteAsked(network: NetworkName, view: Pick<SeenView, 'destination'>): void {
    noteIn(this.#asked, network, view);
  }

  /** Number of packets to this address of which it is not known what they ask. */
  askedOf({ip, network}: Pick<AddressFacts, 'ip' | 'network'>): number {
    return this.#asked.get(`${ip} ${network}`) ?? 0;
  }

  /** Number of frames that may concern this address. */
  of(address: Pick<AddressFacts, 'ip' | 'network' | 'senders'>): number {
    const {network, senders} = address;
    const errors = senders.reduce((sum, one) => sum + (this.#errors.get(`${one.ip} ${network}`) ?? 0), 0);
    return errors + this.#claimsOf(address);
  }

  /** Whether the snap length may have cut off who has an address to which packets are sent, or what they ask. */
  mayHide(address: Pick<AddressFacts, 'ip' | 'network'>): boolean {
    return this.askedOf(address) > 0 || this.#claimsOf(address) > 0;
  }

  #claimsOf({ip, network}: Pick<AddressFacts, 'ip' | 'network'>): number {
    const own = this.#counts.get(keyOf(network, isOfIpv6(ip) ? 6 : 4)) ?? 0;
    return own + (this.#counts.get(keyOf(network, 0)) ?? 0);
  }
}

function noteIn(
  counts: Map<string, number>,
  {text}: NetworkName,
  {destination}: Pick<SeenView, 'destination'>,
): void {
  const key = `${addressOfKey(destination)} ${text}`;
  const count = counts.get(key) ?? 0;
  if (count > 0 || counts.size < MAX_KEPT) counts.set(key, count + 1);
}

function keyOf(network: string, version: number): string {
  return `${version} ${network}`;
}

const ASKING: ReadonlySet<number> = new Set([PROTOCOL_ICMP, PROTOCOL_TCP, PROTOCOL_UDP, PROTOCOL_ICMPV6]);

/** Whether the snap length cut off the header that shows whether it asks anything. */
export function isHeaderCut({transport, isTruncated, fragmentOffset, protocol}: SeenView): boolean {
  return transport === 'none' && isTruncated && fragmentOffset === 0 && ASKING.has(protocol);
}

/** Whether the snap length cut off, inside the authentication header (RFC 4302), what may be an advertisement. */
export function isAuthenticatedCut({isTruncated, protocol}: SeenView): boolean {
  return isTruncated && protocol === PROTOCOL_AH;
}
