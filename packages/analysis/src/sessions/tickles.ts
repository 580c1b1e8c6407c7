/**
 * Tickles: segments with the numbers 0 that a machine sends in the name of an address to the clients of sessions that it does not know, as CTDB,
 * Pacemaker's portblock and `vip tickle` do after a takeover. A client answers with its own numbers, and the machine resets the session. A tickle
 * acknowledges nothing and says nothing about service. Bounded.
 *
 * @module
 */

import {type AddressKey, addressOfKey, type IpAddress, type MacAddress, macOfNumber} from '@vip/arp';
import type {CaptureClock} from '../capture/capture-clock.js';
import type {Mark} from '../capture/mark.js';
import type {SeenView} from '../capture/seen-view.js';
import {acknowledges, isReset, isSyn, portsKey, type Segment} from './segment.js';

/** Tickles of the same machine that follow within this time are one attempt: rounds are at most a second apart. Nanoseconds. */
const APART_NS = 5_000_000_000;

/** Maximum number of attempts that are kept, of sessions in one, and of clients that are named. */
const MAX_ATTEMPTS = 16;
const MAX_SESSIONS = 4096;
const MAX_CLIENTS = 8;

/** What became of a session: nothing came from its client; or an answer, without a reset; the client has no such session; or it was reset. */
type Fate = 'unanswered' | 'answered' | 'unknown' | 'reset';

/** The tickles that one machine sent in a row. */
export interface TickleAttempt {
  /** Absent in a cooked capture. */
  readonly mac?: MacAddress;
  readonly first: Mark;
  readonly last: Mark;
  /** Number of segments. */
  readonly count: number;
  /** The clients, as far as there is room. */
  readonly clients: readonly IpAddress[];
  /** Number of sessions by what became of them. */
  readonly unanswered: number;
  readonly answered: number;
  readonly unknown: number;
  readonly reset: number;
  /** From the first tickle of a session to its reset: the shortest and the longest. Nanoseconds. */
  readonly resetAfterNs?: readonly [bigint, bigint];
  /** When a client first opened another connection to the same port. */
  readonly reopened?: Mark;
}

/** Whether a segment is one: no session has both numbers at 0. */
export function isTickle(segment: Segment): boolean {
  return (
    segment.acknowledgment === 0 &&
    segment.sequence === 0 &&
    segment.payloadLength === 0 &&
    acknowledges(segment) &&
    !isReset(segment)
  );
}

export class Tickles {
  readonly #attempts: Attempt[] = [];

  /** @param capacity of all addresses together */
  constructor(readonly capacity: {takeRun(): boolean}) {}

  /** A tickle. */
  sent(view: SeenView): void {
    let attempt = this.#attempts.findLast(({mac}) => mac === view.sourceMac);
    if (attempt === undefined || view.ns - attempt.lastNs > APART_NS) {
      if (this.#attempts.length >= MAX_ATTEMPTS) return;
      attempt = new Attempt(view);
      this.#attempts.push(attempt);
    }
    attempt.sent(view, this.capacity);
  }

  /** A segment from the address that is no tickle. */
  heard(view: SeenView): void {
    if (!isReset(view)) return;
    for (const attempt of this.#attempts) if (attempt.isRecent(view)) attempt.reset(view);
  }

  /** A segment to the address. */
  asked(view: SeenView): void {
    if (view.transport !== 'tcp') return;
    for (const attempt of this.#attempts) if (attempt.isRecent(view)) attempt.answered(view);
  }

  facts(clock: CaptureClock): TickleAttempt[] {
    return this.#attempts.map(attempt => attempt.facts(clock));
  }
}

interface Tickled {
  readonly ns: number;
  fate: Fate;
}

class Attempt {
  readonly mac: number;
  readonly #firstNs: number;
  readonly #first: number;
  lastNs: number;
  #last: number;
  #count = 0;
  /** By client and ports. */
  readonly #clients = new Map<AddressKey, Map<number, Tickled>>();
  #sessions = 0;
  #resetAfter: [number, number] | undefined;
  #reopenedNs = 0;
  #reopened = 0;

  constructor({sourceMac, ns, frame}: SeenView) {
    this.mac = sourceMac;
    this.#firstNs = ns;
    this.#first = frame;
    this.lastNs = ns;
    this.#last = frame;
  }

  isRecent({ns}: SeenView): boolean {
    return ns - this.lastNs <= APART_NS;
  }

  sent(
    {destination, sourcePort, destinationPort, ns, frame}: SeenView,
    capacity: {takeRun(): boolean},
  ): void {
    this.lastNs = ns;
    this.#last = frame;
    this.#count++;
    const own = this.#clients.get(destination) ?? new Map<number, Tickled>();
    const ports = portsKey(destinationPort, sourcePort);
    if (own.has(ports) || this.#sessions >= MAX_SESSIONS || !capacity.takeRun()) return;
    this.#sessions++;
    own.set(ports, {ns, fate: 'unanswered'});
    this.#clients.set(destination, own);
  }

  answered(view: SeenView): void {
    const own = this.#clients.get(view.source);
    if (own === undefined) return;
    const session = own.get(portsKey(view.sourcePort, view.destinationPort));
    if (session === undefined) this.#opens(view, own);
    else if (session.fate === 'unanswered') session.fate = isReset(view) ? 'unknown' : 'answered';
  }

  reset({destination, sourcePort, destinationPort, ns}: SeenView): void {
    const session = this.#clients.get(destination)?.get(portsKey(destinationPort, sourcePort));
    if (session === undefined || session.fate === 'reset' || session.fate === 'unknown') return;
    session.fate = 'reset';
    const after = ns - session.ns;
    const [least, most] = this.#resetAfter ?? [after, after];
    this.#resetAfter = [Math.min(least, after), Math.max(most, after)];
  }

  facts(clock: CaptureClock): TickleAttempt {
    const mac = macOfNumber(this.mac);
    const fates = {unanswered: 0, answered: 0, unknown: 0, reset: 0};
    for (const own of this.#clients.values()) for (const {fate} of own.values()) fates[fate]++;
    return {
      ...(mac === undefined ? {} : {mac}),
      ...{first: clock.mark(this.#firstNs, this.#first), last: clock.mark(this.lastNs, this.#last)},
      ...{count: this.#count, clients: [...this.#clients.keys()].slice(0, MAX_CLIENTS).map(addressOfKey)},
      ...fates,
      ...(this.#resetAfter && {
        resetAfterNs: [BigInt(this.#resetAfter[0]), BigInt(this.#resetAfter[1])] as const,
      }),
      ...(this.#reopened === 0 ? {} : {reopened: clock.mark(this.#reopenedNs, this.#reopened)}),
    };
  }

  #opens(view: SeenView, own: ReadonlyMap<number, Tickled>): void {
    if (this.#reopened !== 0 || !isSyn(view) || acknowledges(view)) return;
    for (const [ports, {fate}] of own) {
      if (fate !== 'reset' || ports % 0x10000 !== view.destinationPort) continue;
      this.#reopenedNs = view.ns;
      this.#reopened = view.frame;
      return;
    }
  }
}
