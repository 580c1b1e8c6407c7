/**
 * The askers of one address, as far as there is room. If there are many, the first stay as long as they keep asking, and those that were not answered
 * or switched to another MAC stay in any case; the others take turns, so that at any time it shows how current askers are served. Bounded.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import type {Asker} from '../../conversations/asker.js';
import type {Capacity} from './capacity.js';

/** Maximum number of askers, and how many of them take turns. */
const MAX_ASKERS = 64;
const PASSING = 16;

/** An asker that has been silent for this long is gone. Nanoseconds. */
const GONE_NS = 60_000_000_000;

/** A first segment that is not answered is sent again after a second (RFC 6298 §2), which shows that it had no answer. Nanoseconds. */
const AGAIN_NS = 1_500_000_000;

/** A place is reassigned, or searched for in vain, at most once in this time, so that each asker that takes turns has a second. Nanoseconds. */
const TURN_NS = 1_000_000_000 / PASSING;

/** Questions of those that made room. */
interface Settled {
  answered: number;
  unanswered: number;
}

export class AskerTable {
  readonly #askers = new Map<AddressKey, Asker>();
  /** Those that take turns. */
  readonly #passing = new Set<Asker>();
  /** How many were given a place. */
  admitted = 0;
  /** How many of them made room for others. */
  forgotten = 0;
  readonly settledBefore: Settled = {answered: 0, unanswered: 0};
  /** What happened to those that made room. */
  #changesBefore = 0;
  #fullUntilNs = Number.NEGATIVE_INFINITY;
  readonly #capacity: Capacity;
  readonly #forget: (asker: Asker) => void;

  /** @param forget is called with each one that makes room */
  constructor(capacity: Capacity, forget: (asker: Asker) => void) {
    this.#capacity = capacity;
    this.#forget = forget;
  }

  get(key: AddressKey): Asker | undefined {
    return this.#askers.get(key);
  }

  has(key: AddressKey): boolean {
    return this.#askers.has(key);
  }

  values(): IterableIterator<Asker> {
    return this.#askers.values();
  }

  /** Whether no place is assigned at present. @param ns by the clock */
  isClosedAt(ns: number): boolean {
    return ns < this.#fullUntilNs;
  }

  /** Grows with every event that is not a mere repetition. */
  get changes(): number {
    let changes = this.admitted + this.#changesBefore;
    for (const asker of this.#askers.values()) changes += asker.changes;
    return changes;
  }

  /** @param make makes the asker, if there is room for it. @param ns by the clock */
  admit(key: AddressKey, make: () => Asker, ns: number): Asker | undefined {
    const isFull = this.#askers.size >= MAX_ASKERS || !this.#capacity.takeSender();
    let isPassing = this.#askers.size >= MAX_ASKERS - PASSING;
    if (isFull) {
      if (this.isClosedAt(ns)) return undefined;
      this.#fullUntilNs = ns + TURN_NS;
      const gone = this.#leastOf(ns);
      if (gone === undefined) return undefined;
      isPassing = this.#passing.delete(gone);
      this.#remove(gone);
    }
    const made = make();
    this.#askers.set(key, made);
    if (isPassing) this.#passing.add(made);
    this.admitted++;
    return made;
  }

  /** The most dispensable asker: one that is gone and has nothing to report, otherwise one of those that take turns. */
  #leastOf(ns: number): Asker | undefined {
    const plain = longestIdle(this.#askers.values(), ns, GONE_NS, false);
    if (plain !== undefined) return plain;
    return longestIdle(this.#passing, ns, 0, false) ?? longestIdle(this.#passing, ns, 0, true);
  }

  #remove(asker: Asker): void {
    this.#askers.delete(asker.key);
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
