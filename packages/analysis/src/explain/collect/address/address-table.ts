/**
 * The addresses of a capture, each with its record, in each network where it was seen. Bounded: addresses for which there is no room
 * are counted.
 *
 * @module
 */

import type {AddressKey, IpAddress} from '@vip/arp';
import {keyOf} from '@vip/arp';
import type {CaptureClock} from '../../../capture/capture-clock.js';
import type {Stepwise} from '../../../collections/stepwise.js';
import {type NetworkName, NOWHERE} from '../../frames/networks.js';
import {AddressRecord} from './address-record.js';
import {Capacity} from './capacity.js';
import {Gateways} from './gateways.js';

/** Maximum number of addresses that only have traffic, or are only asked for. */
const MAX_QUIET = 4096;
/** Maximum number of addresses that were claimed when they were first seen, in addition. */
const MAX_CLAIMED = 4096;

export class AddressTable {
  readonly #records = new Map<number, Map<AddressKey, AddressRecord>>();
  /** The records of the network that was looked up last: most captures have only one. */
  #latest = new Map<AddressKey, AddressRecord>();
  #latestId = Number.NaN;
  readonly #capacity: Capacity;
  /** How many changes each had when it was last looked at. */
  readonly #lookedAt = new WeakMap<AddressRecord, number>();
  /** Records with frames since then, or with unanswered questions at that time: there is nothing new about the others. */
  #touched: AddressRecord[] = [];
  #requested: ReadonlySet<AddressKey> | undefined;
  /** Records of addresses that were claimed when they were first seen; the others are quiet. */
  readonly #claimed = new Set<AddressRecord>();
  #size = 0;
  /** Addresses for which there was no room. */
  beyond = 0;
  readonly gateways = new Gateways();

  /**
   * @param ips only these; all if undefined
   * @param notes least room for their announcements, questions and the like
   * @param followed those whose questions are followed; all if undefined
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

  /** Changes the addresses that are recorded; what is known about those that remain is kept. */
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

  find(network: NetworkName, key: AddressKey): AddressRecord | undefined {
    const found = this.#of(network).get(key);
    if (found !== undefined) this.touch(found);
    return found;
  }

  /** Notes a frame that may change the record. */
  touch(record: AddressRecord): void {
    if (record.isTouched) return;
    record.isTouched = true;
    this.#touched.push(record);
  }

  #of({id}: NetworkName): Map<AddressKey, AddressRecord> {
    if (id === this.#latestId) return this.#latest;
    const records = this.#records.get(id) ?? new Map<AddressKey, AddressRecord>();
    this.#records.set(id, records);
    this.#latestId = id;
    this.#latest = records;
    return records;
  }

  /** The record of an address; undefined if it was not requested, or there is no room. */
  record(
    network: NetworkName,
    key: AddressKey,
    isClaimed: boolean,
    ns: number,
    frame: number,
  ): AddressRecord | undefined {
    const records = this.#of(network);
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

  /**
   * The destination of a packet, if it was sent to the MAC of the owner of another address, which may forward it: it is followed although nobody
   * asked for it, or it is not mentioned. Returns whether that is new.
   */
  followsBeyond(network: NetworkName, mac: number, key: AddressKey, ns: number, frame: number): boolean {
    const records = this.#of(network);
    const known = records.get(key);
    if (known?.isFollowed === true || !this.gateways.takesDestination(network, mac)) return false;
    if (known !== undefined) known.followFromHere();
    else {
      const at = this.clock.at(ns);
      records.set(key, new AddressRecord(key, network, at, frame, this.#capacity, this.clock, true, true));
      this.#size++;
    }
    return true;
  }

  /** No room is set aside among requested addresses: there are no others. */
  #hasRoom(isClaimed: boolean): boolean {
    if (this.#requested !== undefined) return this.#size < (isClaimed ? MAX_QUIET + MAX_CLAIMED : MAX_QUIET);
    const {size} = this.#claimed;
    return isClaimed ? size < MAX_CLAIMED : this.#size - size < MAX_QUIET;
  }

  /** The capture ended: settles open questions, an address a step. */
  *finish(ns: number): Stepwise<void> {
    for (const record of this.all()) {
      record.finish(ns);
      yield;
    }
  }

  /**
   * Addresses with news since the last call, and those whose questions are not answered at present.
   *
   * @param beside grows with news about other addresses that may concern any of these
   * @param now up to this time, after the last frame. Nanoseconds
   */
  takeNews(beside: number, now: bigint): AddressKey[] {
    const touched = this.#touched;
    this.#touched = [];
    return touched.flatMap(record => {
      record.isTouched = false;
      const isSettled = record.settleLong(this.clock.nsOf(now));
      const {isUnanswered} = record;
      const changes = record.changes + beside;
      if (isUnanswered || record.isUndecided) this.touch(record);
      if (record.isBeyondGateway) return [];
      if (!isUnanswered && !isSettled && this.#lookedAt.get(record) === changes) return [];
      this.#lookedAt.set(record, changes);
      return [record.key];
    });
  }

  /** The address in each network where it was seen. */
  everywhere(key: AddressKey): AddressRecord[] {
    const found: AddressRecord[] = [];
    for (const records of this.#records.values()) {
      const record = records.get(key);
      if (record !== undefined) found.push(record);
    }
    return found;
  }

  /** Records of requested addresses that were never seen. */
  unseen(): AddressRecord[] {
    const seen = new Set([...this.all()].map(({key}) => key));
    const unseen = [...(this.#requested ?? [])].filter(key => !seen.has(key));
    return unseen.map(key => new AddressRecord(key, NOWHERE, 0n, 0, this.#capacity, this.clock));
  }

  /** The same of addresses that were requested, or of all. */
  *requested(): Generator<AddressRecord> {
    for (const record of this.all()) if (!record.isBeyondGateway) yield record;
  }

  /** The records in all networks. */
  *all(): Generator<AddressRecord> {
    for (const records of this.#records.values()) yield* records.values();
  }
}

function requested(ips: readonly IpAddress[] | undefined): ReadonlySet<AddressKey> | undefined {
  return ips === undefined ? undefined : new Set(ips.map(keyOf));
}
