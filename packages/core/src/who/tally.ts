/**
 * The answers to a question for an address, counted by MAC. Pure.
 *
 * @module
 */

import {
  type IpAddress,
  isOfIpv6,
  type MacAddress,
  parseIpv4,
  parseIpv6,
  type VirtualMac,
  virtualMacOf,
} from '@vip/arp';
import type {CapturedFrame} from '@vip/arp/link';
import {type Heard, heardIn} from './question.js';

/** A MAC that answers for an address. */
export interface Answerer {
  readonly mac: MacAddress;
  /** Number of questions it answered, and of those it answered first. */
  readonly answered: number;
  readonly first: number;
  /** From the question on the wire to its quickest answer, in nanoseconds by the kernel's stamps. */
  readonly quickestNs: bigint;
  /** Whether it also answers for an unused address: it is a proxy (Linux: `proxy_arp`). */
  readonly isProxy: boolean;
  /** The virtual router whose MAC it is; absent for the MAC of a machine. */
  readonly virtual?: VirtualMac;
  /** Number of its host, from 1: MACs with the same number belong to one host. If that is unknown, each counts as a host of its own. */
  readonly host: number;
}

/**
 * Addresses that no machine can have: RFC 5737 and RFC 3849 reserve them for documentation. A proxy answers for whatever lies
 * behind another of its interfaces, and with a default route there that is everything.
 */
const UNUSED_IP = parseIpv4('192.0.2.1');
const UNUSED_IPV6 = parseIpv6('2001:db8::1');

/** Maximum number of MACs counted: any host can answer from any number of them. */
export const MAX_ANSWERERS = 1024;

/** State of a MAC that answers. */
interface Count {
  answered: number;
  first: number;
  quickestNs: bigint;
  /** The question that it answered last. */
  round: number;
}

/** Counts answers by MAC. Each belongs to the last question before it, and repeated answers count once. */
export class Tally {
  readonly #counts = new Map<MacAddress, Count>();
  readonly #proxies = new Set<MacAddress>();
  #round = 0;
  #askedAt = 0n;
  /** Whether the question has been answered. */
  #isAnswered = false;
  uncounted = 0;

  constructor(readonly ip: IpAddress) {}

  hear(frames: readonly CapturedFrame[]): void {
    for (const {at, bytes, own} of frames) {
      const heard = heardIn(bytes);
      if (heard === undefined) continue;
      if (own) this.#hearOwn(heard, at);
      else this.#hearAnswer(heard, at);
    }
  }

  answerers(): Omit<Answerer, 'host'>[] {
    const answerers = [...this.#counts].map(([mac, {answered, first, quickestNs}]) => {
      const virtual = virtualMacOf(mac);
      const isProxy = this.#proxies.has(mac);
      return {mac, answered, first, quickestNs, isProxy, ...(virtual === undefined ? {} : {virtual})};
    });
    return answerers.sort((a, b) => b.first - a.first);
  }

  #hearOwn({kind, ip}: Heard, at: bigint): void {
    if (kind !== 'question' || ip !== this.ip) return;
    this.#round++;
    this.#askedAt = at;
    this.#isAnswered = false;
  }

  #hearAnswer({kind, ip, mac}: Heard, at: bigint): void {
    if (kind !== 'answer' || mac === undefined) return;
    if (ip === unusedAddress(this.ip) && this.#proxies.size < MAX_ANSWERERS) this.#proxies.add(mac);
    if (ip !== this.ip || this.#round === 0) return;
    const count = this.#countOf(mac);
    if (count === undefined) this.uncounted++;
    if (count === undefined || count.round === this.#round) return;
    const waitedNs = at - this.#askedAt;
    if (count.answered === 0 || waitedNs < count.quickestNs) count.quickestNs = waitedNs;
    count.answered++;
    count.round = this.#round;
    if (!this.#isAnswered) count.first++;
    this.#isAnswered = true;
  }

  #countOf(mac: MacAddress): Count | undefined {
    const known = this.#counts.get(mac);
    if (known !== undefined || this.#counts.size >= MAX_ANSWERERS) return known;
    const count: Count = {answered: 0, first: 0, quickestNs: 0n, round: 0};
    this.#counts.set(mac, count);
    return count;
  }
}

/** An address that no machine can have, of the same family: whoever answers for it is a proxy. */
export function unusedAddress(ip: IpAddress): IpAddress {
  return isOfIpv6(ip) ? UNUSED_IPV6 : UNUSED_IP;
}
