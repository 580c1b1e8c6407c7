/**
 * The addresses of a capture, each with its record, in each network where it was seen. Bounded: addresses for which there is no room
 * are counted.
 *
 * @module
 */

import type {AddressKey, IpAddress, MacAddress} from '@vip/arp';
import {keyOf} from '@vip/arp';
import {AddressRecord} from './address-record.js';
import {Capacity} from './capacity.js';
import type {AddressFacts, CaptureFacts} from './facts.js';
import type {NetworkName} from './networks.js';

/** Maximum number of addresses that only have traffic, or are only asked for. */
const MAX_QUIET = 4096;
/** Maximum number of claimed addresses, in addition. */
const MAX_ADDRESSES = 8192;

/** The network of an address that was not seen. */
const NOWHERE: NetworkName = {id: -1, text: '', iface: '', vlans: ''};

export class AddressTable {
  readonly #records = new Map<number, Map<AddressKey, AddressRecord>>();
  readonly #capacity = new Capacity();
  readonly #requested: ReadonlySet<AddressKey> | undefined;
  #size = 0;
  /** Addresses for which there was no room. */
  beyond = 0;

  /** @param ips only these; all if undefined */
  constructor(ips: readonly IpAddress[] | undefined) {
    this.#requested = ips === undefined ? undefined : new Set(ips.map(keyOf));
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
    at: bigint,
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
    if (this.#size >= (isClaimed ? MAX_ADDRESSES : MAX_QUIET)) {
      this.beyond++;
      return undefined;
    }
    const made = new AddressRecord(key, network, at, frame, this.#capacity);
    records.set(key, made);
    this.#size++;
    return made;
  }

  /** The capture ended: settles open questions. */
  finish(at: bigint): void {
    for (const record of this.#all()) record.finish(at);
  }

  /**
   * Addresses that were asked for or mentioned; if there are none, those that fell silent.
   *
   * @param carp the virtual MACs of CARP hosts, each with its network: what is there is advertised
   */
  facts(carp: ReadonlySet<string>): AddressFacts[] {
    const all = [...this.#all()];
    if (this.#requested !== undefined) {
      const seen = new Set(all.map(({key}) => key));
      const unseen = [...this.#requested].filter(key => !seen.has(key));
      const made = unseen.map(key => new AddressRecord(key, NOWHERE, 0n, 0, this.#capacity));
      return [...all, ...made].map(record => record.facts('asked-for'));
    }
    const spokenOf = all
      .filter(({isSpokenOf}) => isSpokenOf)
      .map(record => record.facts(record.isAtAnyOf(carp) ? 'advertised' : undefined))
      .filter(({interests}) => interests.length > 0);
    if (spokenOf.length > 0) return spokenOf;
    return all.filter(({fellSilent}) => fellSilent).map(record => record.facts('unanswered'));
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
