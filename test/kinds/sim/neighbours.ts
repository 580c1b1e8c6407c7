/**
 * A machine's neighbour cache: learned from answers and announcements, and resolved if an entry is missing or
 * nothing has come back for long.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import {type Telling, whoHas} from '../wire/neighbour.js';
import {type Clock, SECOND} from './clock.js';
import type {Body, Captured, Incoming} from './frame.js';
import type {Ledger, Question} from './ledger.js';

export interface Habits {
  /** Whether an announcement changes an entry. */
  readonly heeds: (announcement: {
    readonly operation: 'request' | 'reply';
    readonly override: boolean;
  }) => boolean;
  /** Nanoseconds of silence after which it resolves the address again; never if infinite. */
  readonly patience: number;
  /** Number of requests to the old MAC before a broadcast (Linux's `ucast_solicit`). */
  readonly unicast: number;
}

export const HEEDS_ALL: Habits = {
  heeds: ({override}) => override,
  patience: Number.POSITIVE_INFINITY,
  unicast: 0,
};

interface Entry {
  mac: MacAddress | undefined;
  /** The time since which nothing has come back. */
  silentSince: number | undefined;
  /** Packets that are sent once the MAC is known. */
  waiting: (() => void)[];
  asked: {readonly question: Question; readonly at: number}[];
  isAsking: boolean;
}

/** Number of requests, a second apart, before it gives up and starts again with the next packet. */
const QUESTIONS = 3;
const RETRANSMIT = 1.024 * SECOND;
/** A reply that comes later does not count as an answer. */
const ANSWERED_WITHIN = 0.9 * SECOND;
/** Number of packets that may wait, as with Linux's `unres_qlen`; more are dropped. */
const WAITING = 3;

export class Neighbours {
  readonly #entries = new Map<IpAddress, Entry>();

  constructor(
    readonly clock: Clock,
    readonly ledger: Ledger,
    readonly own: {readonly mac: MacAddress; readonly ip: IpAddress},
    readonly say: (telling: Telling, body: Body) => Captured | undefined,
    readonly habits: () => Habits,
  ) {}

  entry(ip: IpAddress): Entry {
    let entry = this.#entries.get(ip);
    if (entry === undefined) {
      entry = {mac: undefined, silentSince: undefined, waiting: [], asked: [], isAsking: false};
      this.#entries.set(ip, entry);
    }
    return entry;
  }

  /** Calls `leave` now, or once the MAC is known. */
  resolved(ip: IpAddress, leave: (mac: MacAddress) => void): void {
    const entry = this.entry(ip);
    if (entry.mac === undefined) {
      if (entry.waiting.length < WAITING)
        entry.waiting.push(() => entry.mac !== undefined && leave(entry.mac));
      this.#askAgain(ip, entry, 0);
      return;
    }
    entry.silentSince ??= this.clock.now;
    leave(entry.mac);
    const {patience, unicast} = this.habits();
    if (this.clock.now - entry.silentSince > patience) this.#askAgain(ip, entry, unicast);
  }

  learn({ip, mac, announcement}: Body & {type: 'is-at'}, {record}: Incoming): void {
    const entry = this.#entries.get(ip);
    if (entry === undefined) return;
    if (announcement === undefined) {
      for (const {question, at} of entry.asked.splice(0)) {
        if (this.clock.now - at < ANSWERED_WITHIN) this.ledger.answer(question, 'answered', record);
      }
    } else {
      // A neighbour that waits for an answer takes an announcement for one; a neighbour without an entry does not create one.
      const isHeeded = entry.mac === undefined ? entry.isAsking : this.habits().heeds(announcement);
      if (!isHeeded) return;
    }
    this.#settle(entry, mac);
  }

  /** A request teaches the MAC of its sender address (RFC 826). */
  overhear({from}: Body & {type: 'who-has'}): void {
    const entry = this.#entries.get(from.ip);
    if (entry?.mac !== undefined) this.#settle(entry, from.mac);
  }

  question(ip: IpAddress, to?: MacAddress): void {
    const body: Body = {type: 'who-has', ip, from: this.own};
    const record = this.say(whoHas(ip, this.own, to), body);
    const question = this.ledger.ask('neighbour', this.own.ip, ip, record);
    this.entry(ip).asked.push({question, at: this.clock.now});
  }

  #settle(entry: Entry, mac: MacAddress): void {
    entry.mac = mac;
    entry.isAsking = false;
    entry.silentSince = undefined;
    for (const leave of entry.waiting.splice(0)) leave();
  }

  /** Asks the known MAC this many times first, and then broadcasts. */
  #askAgain(ip: IpAddress, entry: Entry, unicast: number): void {
    if (entry.isAsking) return;
    entry.isAsking = true;
    const old = entry.mac;
    let turn = 0;
    this.clock.repeat(
      () => RETRANSMIT,
      () => {
        if (!entry.isAsking) return false;
        if (turn === unicast) entry.mac = undefined;
        if (turn === unicast + QUESTIONS) {
          entry.waiting.length = 0;
          entry.isAsking = false;
          return false;
        }
        this.question(ip, turn < unicast ? old : undefined);
        turn++;
        return true;
      },
    );
  }
}
