/**
 * The addresses of a capture, each with its record, in each network where it was seen. Bounded: addresses for which there is no room
 * are counted.
 *
 * @module
 */

import type {AddressKey, IpAddress, MacAddress} from '@vip/arp';
import {keyOf} from '@vip/arp';
import type {CaptureClock} from '../capture-clock.js';
import {AddressRecord} from './address-record.js';
import {Capacity} from './capacity.js';
import type {AddressFacts, CaptureFacts} from './facts.js';
import type {NetworkName} from './networks.js';

/** Maximum number of addresses that only have traffic, or are only asked for. */
const MAX_QUIET = 4096;
/** Maximum number of addresses that were claimed when they were first seen, in addition. */
const MAX_CLAIMED = 4096;

/** The network of an address that was not seen. */
const NOWHERE: NetworkName = {id: -1, text: '', iface: '', vlans: ''};

export interface Wanted {
  /** Up to this time, after the last frame. Nanoseconds. */
  readonly now: bigint;
  /** Addresses of which facts are wanted even if nothing is new of them: `10.3.2.200 eth0`. */
  readonly names: ReadonlySet<string>;
  /** Facts of all others as well, for what depends on them, if anything is new. */
  readonly isWide: boolean;
}

export interface SoFar {
  readonly all: readonly AddressFacts[];
  /** Those of them that were looked for. */
  readonly news: ReadonlySet<AddressFacts>;
}

/** When an address was asked last: a stretch of questions. */
export interface LastAsked {
  /** `10.3.2.200 eth0` */
  readonly name: string;
  /** The first and last question. Nanoseconds. */
  readonly from: bigint;
  readonly to: bigint;
  /** Of the first. */
  readonly frame: number;
}

export class AddressTable {
  readonly #records = new Map<number, Map<AddressKey, AddressRecord>>();
  readonly #capacity: Capacity;
  /** What was known of each when it was last looked at. */
  readonly #lookedAt = new WeakMap<AddressRecord, number>();
  #requested: ReadonlySet<AddressKey> | undefined;
  /** Those that were claimed when they were first seen; the others are quiet. */
  readonly #claimed = new Set<AddressRecord>();
  #size = 0;
  /** Addresses for which there was no room. */
  beyond = 0;

  /**
   * @param ips only these; all if undefined
   * @param notes room for their announcements, questions and the like, at least
   */
  constructor(
    readonly clock: CaptureClock,
    ips: readonly IpAddress[] | undefined,
    notes?: number,
  ) {
    this.#capacity = new Capacity(notes);
    this.#requested = requested(ips);
  }

  /** Other addresses from now on; what is known of those that remain is kept. */
  request(ips: readonly IpAddress[] | undefined): void {
    this.#requested = requested(ips);
    if (ips === undefined) return;
    for (const records of this.#records.values()) {
      for (const [key, record] of records) {
        if (this.#requested?.has(key) !== false) continue;
        records.delete(key);
        this.#claimed.delete(record);
        this.#size--;
      }
    }
  }

  isRequested(ip: IpAddress): boolean {
    return this.#requested?.has(keyOf(ip)) === true;
  }

  /** Whether only certain addresses were requested. */
  get isLimited(): boolean {
    return this.#requested !== undefined;
  }

  find({id}: NetworkName, key: AddressKey): AddressRecord | undefined {
    return this.#records.get(id)?.get(key);
  }

  /** Undefined for an address that was not requested, and if there is no room. */
  record(
    network: NetworkName,
    key: AddressKey,
    isClaimed: boolean,
    ns: number,
    frame: number,
  ): AddressRecord | undefined {
    let records = this.#records.get(network.id);
    if (records === undefined) {
      records = new Map();
      this.#records.set(network.id, records);
    }
    const known = records.get(key);
    if (known !== undefined) return known;
    if (this.#requested !== undefined && !this.#requested.has(key)) return undefined;
    if (!this.#hasRoom(isClaimed)) {
      this.beyond++;
      return undefined;
    }
    const made = new AddressRecord(key, network, this.clock.at(ns), frame, this.#capacity, this.clock);
    records.set(key, made);
    this.#size++;
    if (isClaimed) this.#claimed.add(made);
    return made;
  }

  /** Of named addresses there are no more than named. */
  #hasRoom(isClaimed: boolean): boolean {
    if (this.#requested !== undefined) return this.#size < (isClaimed ? MAX_QUIET + MAX_CLAIMED : MAX_QUIET);
    const {size} = this.#claimed;
    return isClaimed ? size < MAX_CLAIMED : this.#size - size < MAX_QUIET;
  }

  /** The capture ended: settles open questions. */
  finish(ns: number): void {
    for (const record of this.#all()) record.finish(ns);
  }

  /**
   * Addresses that were asked for or mentioned; if there are none, those that fell silent. One that is mentioned in a network is told of
   * wherever it fell silent: the other is behind a router.
   *
   * @param carp the virtual MACs of CARP hosts, each with its network: what is there is advertised
   */
  facts(carp: ReadonlySet<string>): AddressFacts[] {
    const all = [...this.#all()];
    if (this.#requested !== undefined) {
      const seen = new Set(all.map(({key}) => key));
      const unseen = [...this.#requested].filter(key => !seen.has(key));
      const made = unseen.map(key => new AddressRecord(key, NOWHERE, 0n, 0, this.#capacity, this.clock));
      return [...all, ...made].map(record => record.facts('asked-for'));
    }
    const spoken = all.map(record => this.#spokenFacts(record, carp));
    const keys = new Set(all.flatMap(({key}, index) => (spoken[index] === undefined ? [] : [key])));
    return all.flatMap((record, index) => {
      const isSilent = record.fellSilent && (keys.size === 0 || keys.has(record.key));
      return spoken[index] ?? (isSilent ? [record.facts('unanswered')] : []);
    });
  }

  /**
   * Those of which something is new since this was last called, or whose questions are not answered at present; those of these names;
   * and, of either, the same address in other networks. While the capture goes on.
   */
  soFar({names, now, isWide}: Wanted, carp: ReadonlySet<string>): SoFar {
    const keys = new Set<AddressKey>();
    for (const record of this.#all())
      if (this.#isNews(record) || names.has(record.name)) keys.add(record.key);
    const all: AddressFacts[] = [];
    const news = new Set<AddressFacts>();
    if (keys.size === 0) return {all, news};
    for (const record of this.#all()) {
      const isNews = keys.has(record.key);
      if (!isWide && !isNews) continue;
      record.settleLong(this.clock.nsOf(now));
      const facts = this.#spokenFacts(record, carp);
      if (facts === undefined) continue;
      all.push(facts);
      if (isNews) news.add(facts);
    }
    return {all, news};
  }

  /** When each was last asked; those that were never asked are left out. */
  *asked(): Generator<LastAsked> {
    const {clock} = this;
    for (const {name, lastAsked} of this.#all()) {
      if (lastAsked === undefined) continue;
      const {firstNs, frame, lastNs} = lastAsked;
      yield {name, from: clock.at(firstNs), to: clock.at(lastNs), frame};
    }
  }

  #isNews(record: AddressRecord): boolean {
    const {changes, isUnanswered} = record;
    if (!isUnanswered && this.#lookedAt.get(record) === changes) return false;
    this.#lookedAt.set(record, changes);
    return true;
  }

  #spokenFacts(record: AddressRecord, carp: ReadonlySet<string>): AddressFacts | undefined {
    if (this.#requested !== undefined) return record.facts('asked-for');
    if (!record.isSpokenOf) return undefined;
    const facts = record.facts(record.isAtAnyOf(carp) ? 'advertised' : undefined);
    return facts.interests.length > 0 ? facts : undefined;
  }

  proxies(): CaptureFacts['proxies'] {
    const counts = new Map<MacAddress, number>();
    for (const record of this.#all()) for (const mac of record.proxies) counts.set(mac, 0);
    if (counts.size === 0) return [];
    // Before it was recognised as one, it was taken for a rival.
    for (const record of this.#all())
      for (const mac of record.claimants)
        if (counts.has(mac) && record.claimants.length > 1) counts.set(mac, (counts.get(mac) ?? 0) + 1);
    return [...counts].map(([mac, addresses]) => ({mac, addresses}));
  }

  *#all(): Generator<AddressRecord> {
    for (const records of this.#records.values()) yield* records.values();
  }
}

function requested(ips: readonly IpAddress[] | undefined): ReadonlySet<AddressKey> | undefined {
  return ips === undefined ? undefined : new Set(ips.map(keyOf));
}
