/**
 * The askers of one address, as far as there is room. If there are many, the first ones stay as long as they keep asking, and those that
 * were not answered or switched to another MAC stay in any case; the others take turns, so that the table always shows how current askers
 * are served. Bounded.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import {pairHash} from '../../../collections/pair-hash.js';
import type {Asker} from '../../../conversations/senders/asker.js';
import type {Capacity} from './capacity.js';

/** Maximum number of askers, and how many of them take turns. */
const MAX_ASKERS = 64;
const PASSING = 16;

/** An asker that has been silent for this long is gone. Nanoseconds. */
const GONE_NS = 60_000_000_000;

/** An unanswered first segment is retransmitted after a second (RFC 6298 §2), which shows that it had no answer. Nanoseconds. */
const AGAIN_NS = 1_500_000_000;

/** Minimum time between two attempts to reassign a place, so that each asker that takes turns has a second. Nanoseconds. */
const TURN_NS = 1_000_000_000 / PASSING;

/** How many of those that take turns may be kept because they were never answered: whether an answer would be seen shows once one is. */
const IN_VAIN = 8;

/** Size of the table of traces, a power of two. */
const TRACES = 512;

/** Questions of askers that made room. */
interface Settled {
  answered: number;
  unanswered: number;
}

export class AskerTable {
  readonly #askers = new Map<AddressKey, Asker>();
  /** Askers that take turns. */
  readonly #passing = new Set<Asker>();
  /** How many askers were given a place. */
  admitted = 0;
  /** How many of them made room for others. */
  forgotten = 0;
  readonly settledBefore: Settled = {answered: 0, unanswered: 0};
  /** The changes of askers that made room. */
  #changesBefore = 0;
  #fullUntilNs = Number.NEGATIVE_INFINITY;
  #noneAstrayUntilNs = Number.NEGATIVE_INFINITY;
  #noneResolvingUntilNs = Number.NEGATIVE_INFINITY;
  /** Number of askers with each trace, once all places are taken: most senders then have no place, and need not be searched for. */
  #traces: Uint8Array | undefined;
  readonly #capacity: Capacity;
  readonly #forget: (asker: Asker) => void;

  /** @param forget called with each asker that makes room */
  constructor(capacity: Capacity, forget: (asker: Asker) => void) {
    this.#capacity = capacity;
    this.#forget = forget;
  }

  get(key: AddressKey): Asker | undefined {
    return this.#traces !== undefined && this.#traces[traceOf(key)] === 0 ? undefined : this.#askers.get(key);
  }

  has(key: AddressKey): boolean {
    return this.get(key) !== undefined;
  }

  values(): IterableIterator<Asker> {
    return this.#askers.values();
  }

  /** Grows with every event that is not a mere repetition. */
  get changes(): number {
    let changes = this.admitted + this.#changesBefore;
    for (const asker of this.#askers.values()) changes += asker.changes;
    return changes;
  }

  /**
   * Makes a place for another asker if possible, and returns whether there is one.
   *
   * @param ns by the clock
   * @param isAstray whether the asker sends to a MAC other than the owner's: there are few of these, so they do not wait for their turn
   * @param isResolving whether it asks for the MAC, and has sent nothing to it so far
   */
  makesRoom(ns: number, isAstray: boolean, isResolving: boolean): boolean {
    if (ns < this.#noneUntilNs(isAstray, isResolving)) return false;
    const hasPlace = this.#askers.size < MAX_ASKERS;
    if (hasPlace && this.#capacity.takeSender(isResolving)) return true;
    if (isAstray) this.#noneAstrayUntilNs = ns + TURN_NS;
    // While there are places, those that send to the address may still find room.
    else if (isResolving && hasPlace) this.#noneResolvingUntilNs = ns + TURN_NS;
    else this.#fullUntilNs = ns + TURN_NS;
    const gone = this.#leastOf(ns);
    if (gone === undefined) return false;
    this.#remove(gone);
    return true;
  }

  #noneUntilNs(isAstray: boolean, isResolving: boolean): number {
    if (isAstray) return this.#noneAstrayUntilNs;
    return isResolving ? Math.max(this.#fullUntilNs, this.#noneResolvingUntilNs) : this.#fullUntilNs;
  }

  /** Adds an asker. To be called only if there is a place. */
  add(asker: Asker): void {
    // An asker that takes turns makes room for another that does.
    if (this.#askers.size - this.#passing.size >= MAX_ASKERS - PASSING) this.#passing.add(asker);
    this.#askers.set(asker.key, asker);
    this.admitted++;
    if (this.#traces !== undefined) this.#trace(asker, 1);
    else if (this.#askers.size === MAX_ASKERS) this.#traceAll();
  }

  /** The most dispensable asker: one that is gone and has nothing to report, otherwise one of those that take turns. */
  #leastOf(ns: number): Asker | undefined {
    const plain = longestIdle(this.#askers.values(), ns, GONE_NS, false);
    if (plain !== undefined) return plain;
    const passing = this.#dispensable(ns);
    return longestIdle(passing, ns, 0, false) ?? longestIdle(passing, ns, 0, true);
  }

  /** Those that take turns, but for the first few that wait for their first answer. */
  #dispensable(ns: number): readonly Asker[] {
    let kept = 0;
    return [...this.#passing].filter(
      asker => !(asker.isInVain && ns - asker.lastNs < GONE_NS && kept++ < IN_VAIN),
    );
  }

  #traceAll(): void {
    this.#traces = new Uint8Array(TRACES);
    for (const asker of this.#askers.values()) this.#trace(asker, 1);
  }

  #trace({key}: Asker, by: 1 | -1): void {
    const traces = this.#traces;
    if (traces !== undefined) traces[traceOf(key)] = (traces[traceOf(key)] as number) + by;
  }

  #remove(asker: Asker): void {
    this.#askers.delete(asker.key);
    this.#passing.delete(asker);
    this.#trace(asker, -1);
    this.forgotten++;
    this.#changesBefore += asker.changes;
    for (const {answered, unanswered} of asker.runs.all) {
      this.settledBefore.answered += answered;
      this.settledBefore.unanswered += unanswered;
    }
    this.#capacity.returnRuns(asker.runs.all.length);
    asker.isForgotten = true;
    this.#forget(asker);
  }
}

function traceOf(key: AddressKey): number {
  return pairHash(key, key) & (TRACES - 1);
}

/** The one that has been silent for longest and waits for no answer. @param isTold whether it may be one with something to report */
function longestIdle(
  askers: Iterable<Asker>,
  ns: number,
  leastNs: number,
  isTold: boolean,
): Asker | undefined {
  let found: Asker | undefined;
  for (const asker of askers) {
    const {lastNs} = asker;
    if (ns - lastNs < leastNs || (found !== undefined && found.lastNs <= lastNs)) continue;
    if (!isTold && asker.isToldOf) continue;
    if (asker.isWaiting && ns - lastNs < AGAIN_NS) continue;
    found = asker;
  }
  return found;
}
