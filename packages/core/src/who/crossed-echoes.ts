/**
 * Whether two MACs are one IPv6 host's: an echo request for an address that is on one of its interfaces alone is sent to the MAC of
 * the other.
 *
 * Linux accepts a packet for any of its global addresses on any of its interfaces, so the reply proves that both are one host's.
 * The hop limit of 1 keeps a router from passing the request on; its "time exceeded" proves that they are two. Silence proves
 * nothing: other systems, and firewalls, drop packets that arrive on an interface other than the one that has the address.
 *
 * This takes such an address. One qualifies if only that MAC answers a solicitation for it: Linux answers only on the
 * interface that has it, and the address is not one that moves between hosts. Candidates are the sources of replies to an echo
 * request for all nodes (with a global source address, that of the reply is global as well), and the addresses that hosts form from
 * their MACs (RFC 4291, appendix A). Link-local addresses prove nothing: Linux accepts them only on their own interface.
 *
 * Nor do packet numbers, which help with IPv4: in IPv6 only fragments have them, and Linux has drawn them at random since
 * 5.13 (`ipv6_select_ident()`).
 *
 * @module
 */

import {randomInt} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import {
  ALL_NODES,
  decodeFrame,
  decodeIcmpError,
  type Frame,
  type Ipv6Address,
  isOfIpv6,
  keyOf,
  LINK_TYPE_ETHERNET,
  type MacAddress,
  multicastMac,
  taughtMac,
} from '@vip/arp';
import {isLinkLocalKey} from '@vip/arp/internal';
import {echoQuestion, solicitation} from '../verify/question.js';
import {formedAddress} from './formed-address.js';
import {HOPS, type HostInquiry, type Kinship, MAX_ASKED} from './hosts.js';

/** How often each question is put. */
const ROUNDS = 2;
/** Candidates of each MAC; a host can have any number of addresses. */
const MAX_CANDIDATES = 4;

export interface CrossedEchoesOptions {
  /** A global address of ours. */
  readonly from: Ipv6Address;
  /** The address whose owners are sought. */
  readonly to: Ipv6Address;
  /** Our MAC. */
  readonly mac: MacAddress;
  /** How long to wait for answers each time. Milliseconds. */
  readonly waitMs: number;
}

/** A question: the address of one MAC, sent to another. */
interface Crossing {
  readonly asked: MacAddress;
  readonly of: MacAddress;
  readonly address: Ipv6Address;
}

export class CrossedEchoes implements HostInquiry {
  readonly #options: CrossedEchoesOptions;
  readonly #identifier = randomInt(0x10000);
  readonly #candidates = new Map<MacAddress, Set<Ipv6Address>>();
  /** The MACs that answer for a candidate. */
  readonly #holders = new Map<Ipv6Address, Set<MacAddress>>();
  /** The crossings by sequence number, from 1; 0 is the question to all nodes. */
  #crossings: readonly Crossing[] = [];
  readonly #found = new Map<string, Kinship>();

  constructor(options: CrossedEchoesOptions) {
    this.#options = options;
  }

  kinship(one: MacAddress, other: MacAddress): Kinship {
    return this.#found.get(pairOf(one, other)) ?? 'unknown';
  }

  async ask(
    macs: readonly MacAddress[],
    send: (frame: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const asked = macs.slice(0, MAX_ASKED);
    for (const mac of asked) this.#candidates.set(mac, new Set(this.#formedFrom(mac)));
    await this.#repeat(() => send(this.#echo(multicastMac(ALL_NODES), ALL_NODES, 0)), signal);
    for (const address of this.#allCandidates()) this.#holders.set(address, new Set());
    const {from, mac} = this.#options;
    await this.#repeat(() => {
      for (const address of this.#holders.keys()) send(solicitation(address, mac, [], from));
    }, signal);
    this.#crossings = asked.flatMap(of => this.#crossingsOf(of, asked));
    if (this.#crossings.length === 0) return;
    await this.#repeat(() => {
      this.#crossings.forEach(({asked: destination, address}, index) => {
        send(this.#echo(destination, address, index + 1));
      });
    }, signal);
  }

  hear(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes, LINK_TYPE_ETHERNET);
    if (frame.kind === 'discovery') this.#hearDiscovery(frame);
    else if (frame.kind === 'icmp' && frame.message.type === 'echo-reply')
      this.#hearReply(frame, frame.message);
    else if (frame.kind === 'icmp') this.#hearError(frame);
  }

  #hearDiscovery({packet: {message}, link}: Frame & {kind: 'discovery'}): void {
    if (message.type !== 'advertisement') return;
    const mac = taughtMac(message) ?? link.source;
    if (mac !== undefined) this.#holders.get(message.target)?.add(mac);
  }

  #hearReply(
    {ip, link}: Frame & {kind: 'icmp'},
    {identifier, sequence}: {readonly identifier: number; readonly sequence: number},
  ): void {
    const {source} = ip.header;
    if (identifier !== this.#identifier || !isOfIpv6(source)) return;
    if (sequence === 0) {
      if (link.source !== undefined && this.#canProve(source)) this.#addCandidate(link.source, source);
      return;
    }
    const crossing = this.#crossings[sequence - 1];
    if (crossing?.address === source) this.#found.set(pairOf(crossing.asked, crossing.of), 'one-host');
  }

  /** The host of the MAC that was asked would have passed the request on, so the address is not its own. */
  #hearError({ip}: Frame & {kind: 'icmp'}): void {
    if (!isOfIpv6(ip.header.source)) return;
    const error = errorIn(ip.payload);
    const echo = error?.quoted?.echo;
    if (error?.reason !== 'time-exceeded' || echo?.identifier !== this.#identifier) return;
    const crossing = this.#crossings[echo.sequence - 1];
    if (crossing === undefined) return;
    const pair = pairOf(crossing.asked, crossing.of);
    if (!this.#found.has(pair)) this.#found.set(pair, 'two-hosts');
  }

  /** The crossings with the first address for which this MAC alone answers. */
  #crossingsOf(of: MacAddress, asked: readonly MacAddress[]): Crossing[] {
    const address = [...(this.#candidates.get(of) ?? [])].find(each => {
      const holders = this.#holders.get(each);
      return holders?.size === 1 && holders.has(of);
    });
    if (address === undefined) return [];
    return asked.filter(mac => mac !== of).map(mac => ({asked: mac, of, address}));
  }

  #addCandidate(mac: MacAddress, address: Ipv6Address): void {
    const own = this.#candidates.get(mac);
    if (own !== undefined && own.size < MAX_CANDIDATES) own.add(address);
  }

  #allCandidates(): Ipv6Address[] {
    return [...this.#candidates.values()].flatMap(addresses => [...addresses]);
  }

  /** The addresses formed from a MAC in our network and in that of the sought address. */
  #formedFrom(mac: MacAddress): Ipv6Address[] {
    const {from, to} = this.#options;
    return [from, to].map(address => formedAddress(address, mac)).filter(address => this.#canProve(address));
  }

  #canProve(address: Ipv6Address): boolean {
    return address !== this.#options.to && !isLinkLocalKey(keyOf(address));
  }

  #echo(destination: MacAddress, to: Ipv6Address, sequence: number): Uint8Array {
    const {from, mac: source} = this.#options;
    const identifier = this.#identifier;
    return echoQuestion({source, destination, tags: [], from, to, identifier, sequence, hops: HOPS});
  }

  async #repeat(ask: () => void, signal: AbortSignal): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      ask();
      await sleep(this.#options.waitMs, undefined, {signal});
    }
  }
}

function pairOf(one: MacAddress, other: MacAddress): string {
  return [one, other].sort().join(' ');
}

function errorIn(message: Uint8Array) {
  try {
    return decodeIcmpError(message, 'IPv6');
  } catch {
    return undefined; // another message
  }
}
