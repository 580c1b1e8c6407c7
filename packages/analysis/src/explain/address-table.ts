/**
 * The addresses of a capture, each with its record, in each network where it was seen. Bounded: addresses for which there is no room
 * are counted.
 *
 * @module
 */

import type {AddressKey, IpAddress, MacAddress} from '@vip/arp';
import {keyOf} from '@vip/arp';
import {placeOf} from '@vip/arp/ownership';
import type {CaptureClock} from '../capture-clock.js';
import type {AskedStretch} from '../conversations/asked.js';
import type {ServiceName} from '../conversations/facts.js';
import {grouped} from '../grouped.js';
import {AddressRecord} from './address-record.js';
import {hasOwnReason} from './askers.js';
import {Capacity} from './capacity.js';
import type {AddressFacts, CaptureFacts} from './facts.js';
import {machineKey} from './machine-moves.js';
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
  /** Addresses of which facts are wanted even if nothing is new of them. */
  readonly ips: ReadonlySet<IpAddress>;
}

/** When something was asked last: a stretch of questions. */
export interface AskedLast {
  /** The first and last question. Nanoseconds. */
  readonly from: bigint;
  readonly to: bigint;
  /** Of the first. */
  readonly frame: number;
}

/** When an address was asked last, and each of its services. */
export interface LastAsked extends AskedLast {
  /** `10.3.2.200 eth0` */
  readonly name: string;
  readonly services: readonly (AskedLast & ServiceName)[];
}

export class AddressTable {
  readonly #records = new Map<number, Map<AddressKey, AddressRecord>>();
  readonly #capacity: Capacity;
  /** What was known of each when it was last looked at. */
  readonly #lookedAt = new WeakMap<AddressRecord, number>();
  /** Those of which frames came since, or whose questions were not answered then: of the others nothing is new. */
  #touched: AddressRecord[] = [];
  #requested: ReadonlySet<AddressKey> | undefined;
  /** Those that were claimed when they were first seen; the others are quiet. */
  readonly #claimed = new Set<AddressRecord>();
  #size = 0;
  /** Addresses for which there was no room. */
  beyond = 0;

  /** Whether one whose questions were not followed is to be told of. */
  hasOverlooked = false;

  /**
   * @param ips only these; all if undefined
   * @param notes room for their announcements, questions and the like, at least
   * @param followed those of which it is followed what is asked of them; all if undefined
   */
  constructor(
    readonly clock: CaptureClock,
    ips: readonly IpAddress[] | undefined,
    notes?: number,
    readonly followed?: ReadonlySet<AddressKey>,
  ) {
    this.#capacity = new Capacity(notes);
    this.#requested = requested(ips);
  }

  /** Other addresses from now on; what is known of those that remain is kept. */
  request(ips: readonly IpAddress[] | undefined): void {
    this.#requested = requested(ips);
    if (ips === undefined) return;
    this.#touched = this.#touched.filter(({key}) => this.#requested?.has(key));
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
    const found = this.#records.get(id)?.get(key);
    if (found !== undefined) this.touch(found);
    return found;
  }

  /** A frame came that may change it. */
  touch(record: AddressRecord): void {
    if (record.isTouched) return;
    record.isTouched = true;
    this.#touched.push(record);
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
    if (known !== undefined) {
      this.touch(known);
      return known;
    }
    if (this.#requested !== undefined && !this.#requested.has(key)) return undefined;
    if (!this.#hasRoom(isClaimed)) {
      this.beyond++;
      return undefined;
    }
    const at = this.clock.at(ns);
    const isFollowed = this.followed?.has(key) ?? true;
    const made = new AddressRecord(key, network, at, frame, this.#capacity, this.clock, isFollowed);
    records.set(key, made);
    this.touch(made);
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
    // Where nothing is told of, it is told of who fell silent, and that may be anyone.
    const isSilence = keys.size === 0 && this.followed !== undefined;
    const isOverlooked = isSilence || all.some(({isFollowed, key}) => !isFollowed && keys.has(key));
    const machines = machinesOf(spoken);
    const left = new Set(
      all.filter((record, index) => spoken[index] === undefined && this.#isLeft(record, machines)),
    );
    // Whether it asks of its own accord shows where everything is followed.
    this.hasOverlooked = isOverlooked || (left.size > 0 && this.followed !== undefined);
    return all.flatMap((record, index) => {
      if (left.has(record) && record.isFollowed) return [record.facts('stayed')];
      const isSilent = record.fellSilent && (keys.size === 0 || keys.has(record.key));
      return spoken[index] ?? (isSilent ? [record.facts('unanswered')] : []);
    });
  }

  /** Whether it fell silent at one of these machines, and is no address of the machine itself: that asks of its own accord. */
  #isLeft(record: AddressRecord, machines: ReadonlySet<string>): boolean {
    if (machines.size === 0 || isOfLink(record.key)) return false;
    const mac = record.silentAt;
    if (mac === undefined || !machines.has(machineKey(record.network.text, mac))) return false;
    for (const {senders} of this.#all()) if (senders.get(record.key)?.isActive === true) return false;
    return true;
  }

  /**
   * Those of which something is new since this was last called, or whose questions are not answered at present; and these; each in
   * all networks. While the capture goes on.
   */
  soFar({ips, now}: Wanted, carp: ReadonlySet<string>): AddressFacts[] {
    const keys = new Set([...this.#takeNews(), ...[...ips].map(keyOf)]);
    const all = [...this.#records.values()];
    const news = [...keys].flatMap(key =>
      all.flatMap(records => {
        const record = records.get(key);
        record?.settleLong(this.clock.nsOf(now));
        return (record && this.#spokenFacts(record, carp)) ?? [];
      }),
    );
    return [...news, ...this.#askedBy(news, carp)];
  }

  /** Those that any of these asks, without news of their own: only with them it shows that one is a client, and no virtual IP. */
  #askedBy(news: readonly AddressFacts[], carp: ReadonlySet<string>): AddressFacts[] {
    const known = new Set(news.map(placeOf));
    const asking = grouped(
      news.filter(one => !hasOwnReason(one)),
      ({network}) => network,
    );
    if (asking.size === 0) return [];
    const isAsked = ({network: {text}, senders}: AddressRecord) =>
      asking.get(text)?.some(({ip}) => senders.has(keyOf(ip))) === true;
    return [...this.#all()].flatMap(record =>
      known.has(record.name) || !isAsked(record) ? [] : (this.#spokenFacts(record, carp) ?? []),
    );
  }

  /** When each machine was last heard in each network, for any address that is told of: by `machineKey`. Nanoseconds. */
  lastHeard(carp: ReadonlySet<string>): Map<string, bigint> {
    const heard = new Map<string, bigint>();
    for (const record of this.#all()) {
      if (!this.#isToldOf(record, carp)) continue;
      for (const {mac, last} of record.heard()) {
        const key = machineKey(record.network.text, mac);
        if (last.at > (heard.get(key) ?? 0n)) heard.set(key, last.at);
      }
    }
    return heard;
  }

  #isToldOf(record: AddressRecord, carp: ReadonlySet<string>): boolean {
    return this.#requested !== undefined || record.interests.size > 0 || record.isAtAnyOf(carp);
  }

  /** When each was last asked; those that were never asked are left out. */
  *asked(): Generator<LastAsked> {
    const {clock} = this;
    const dated = ({firstNs, frame, lastNs}: AskedStretch) => {
      return {from: clock.at(firstNs), to: clock.at(lastNs), frame};
    };
    for (const {name, lastAsked, servicesAsked} of this.#all()) {
      if (lastAsked === undefined) continue;
      const services = servicesAsked.map(({protocol, port, ...asked}) => ({protocol, port, ...dated(asked)}));
      yield {name, ...dated(lastAsked), services};
    }
  }

  #takeNews(): AddressKey[] {
    const touched = this.#touched;
    this.#touched = [];
    return touched.flatMap(record => {
      record.isTouched = false;
      const {changes, isUnanswered} = record;
      if (isUnanswered) this.touch(record);
      else if (this.#lookedAt.get(record) === changes) return [];
      this.#lookedAt.set(record, changes);
      return [record.key];
    });
  }

  #spokenFacts(record: AddressRecord, carp: ReadonlySet<string>): AddressFacts | undefined {
    if (this.#requested !== undefined) return record.facts('asked-for');
    if (!record.isSpokenOf) return undefined;
    const facts = record.facts(record.isAtAnyOf(carp) ? 'advertised' : undefined);
    return facts.interests.length > 0 ? facts : undefined;
  }

  proxies(): CaptureFacts['proxies'] {
    const counts = new Map<MacAddress, number>();
    for (const records of this.#records.values())
      for (const {proxies} of records.values()) for (const mac of proxies) counts.set(mac, 0);
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

/** A link-local address of IPv6: each machine has one, and one that moves is advertised. */
function isOfLink(key: AddressKey): boolean {
  return typeof key === 'string' && (key.charCodeAt(0) & 0xffc0) === 0xfe80;
}

/** Where addresses were that several machines had. */
function machinesOf(all: readonly (AddressFacts | undefined)[]): Set<string> {
  return new Set(
    all.flatMap(facts => {
      const macs = new Set([...(facts?.answers ?? []), ...(facts?.claimRuns ?? [])].map(({mac}) => mac));
      return facts === undefined || macs.size < 2 ? [] : [...macs].map(mac => machineKey(facts.network, mac));
    }),
  );
}

function requested(ips: readonly IpAddress[] | undefined): ReadonlySet<AddressKey> | undefined {
  return ips === undefined ? undefined : new Set(ips.map(keyOf));
}
