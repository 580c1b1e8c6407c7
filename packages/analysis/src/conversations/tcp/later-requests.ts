/**
 * The later requests over a TCP connection that is kept open: an acknowledgment shows that the machine has one, and only data that a program answers
 * it. One is owed an answer where the connection gave it to several like it, each soon: who polls waits for long, and what is pushed is no answer.
 * What they say is read of HTTP in plain text alone (RFC 9112 §9.3); under TLS, of HTTP/2 and of databases, those of one length are alike.
 *
 * @module
 */

import {UNKNOWN_MAC} from '@vip/arp';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {SeenView} from '../../capture/seen-view.js';
import {forgetOldest} from '../../collections/forget-oldest.js';
import {isAfter} from '../../sessions/segment.js';
import type {SettledKind} from '../gaps/question-fold.js';
import {beginningOf, isHttpRequest, mayBeHttpRequest} from './replies-due.js';
import {TcpRequest} from './tcp-request.js';

/** So many alike were answered, those whose text is read, and those of which the length alone is known. */
const FEWEST_READ = 3;
const FEWEST_UNREAD = 5;

/** Each of them within this time, a quarter of what a client must wait for to count as not answered. Nanoseconds. */
const SOON_NS = 1_250_000_000;

/**
 * What is not read counts if the last of its answer came within this time: data that keep coming are pushed, whatever a client sends
 * meanwhile, such as a database's replica, once a second, up to where it has read. Nanoseconds.
 */
const WHOLE_NS = 500_000_000;

/** Data this long after the last are another request, although there was no answer in between. Nanoseconds. */
const APART_NS = 500_000_000;

/** How many sorts of requests are told apart over a connection, and how many wait at once. */
const MAX_SORTS = 8;
const MAX_WAITING = 8;

/** Instead of a count: it waits long for its answers, or for none. */
const NOT_SOON = -1;

/** How a request begins; its length and first octet where it is not read. */
type Sort = string | number;

export class LaterRequests {
  /** How many of each sort were answered soon. */
  #answered: Map<Sort, number> | undefined;
  /** The latest; undefined before any. */
  #sort: Sort | undefined;
  #sentNs = 0;
  #answeredNs = Number.NaN;
  /** When the address last sent data, and the client; up to where the client did. */
  #heardNs = 0;
  #lastNs = 0;
  #end = Number.NaN;
  /** Those that are owed an answer; created on demand. */
  #owed: TcpRequest[] | undefined;

  /** A segment of the client. Returns the request that begins with it, if it is owed an answer. */
  sent(view: SeenView, kind: SettledKind, clock: CaptureClock): TcpRequest | undefined {
    const {sequence, payloadLength, ns} = view;
    if (payloadLength === 0) {
      for (const request of this.#owed ?? []) request.sent(view);
      return undefined;
    }
    const end = (sequence + payloadLength) >>> 0;
    const isNew = Number.isNaN(this.#end) || isAfter(end, this.#end);
    const isRead = isNew && mayBeHttpRequest(view.firstOfSegment) && isHttpRequest(view.transportOctets);
    if (!isNew || !(isRead || this.#isAnotherAt(ns))) {
      this.#owed?.at(-1)?.sent(view);
      if (isNew) this.#went(end, ns);
      return undefined;
    }
    this.#count();
    this.#went(end, ns);
    this.#sort = isRead
      ? beginningOf(view.transportOctets)
      : (payloadLength << 8) | (view.firstOfSegment ?? 0);
    this.#sentNs = ns;
    this.#answeredNs = Number.NaN;
    return this.#isOwed(this.#sort) ? this.#follow(view, kind, clock) : undefined;
  }

  /** A segment of the address. */
  heard(view: SeenView): void {
    const {ns, payloadLength} = view;
    if (payloadLength > 0) {
      this.#heardNs = ns;
      if (Number.isNaN(this.#answeredNs)) this.#answeredNs = ns;
    }
    const owed = this.#owed;
    if (owed === undefined || owed.length === 0) return;
    // Which of them the data answer only their programs know.
    for (const request of owed) request.heard(view);
    const [first] = owed;
    if (first?.isOpen !== false) return;
    if (this.#sort !== undefined && ns - first.sentNs > SOON_NS) this.#put(this.#sort, NOT_SOON);
    owed.length = 0;
  }

  #isAnotherAt(ns: number): boolean {
    return this.#sort === undefined || !Number.isNaN(this.#answeredNs) || ns - this.#lastNs >= APART_NS;
  }

  #went(end: number, ns: number): void {
    this.#end = end;
    this.#lastNs = ns;
  }

  /** The latest request is over: another one begins. */
  #count(): void {
    const sort = this.#sort;
    if (sort === undefined) return;
    const before = this.#answered?.get(sort) ?? 0;
    if (before === NOT_SOON) return;
    const isRead = typeof sort === 'string';
    const isSoon = isRead
      ? this.#answeredNs - this.#sentNs <= SOON_NS
      : !Number.isNaN(this.#answeredNs) && this.#heardNs - this.#sentNs <= WHOLE_NS;
    if (isSoon) this.#put(sort, before + 1);
    // One that is owed an answer, and has none yet, says nothing of the others.
    else if (!Number.isNaN(this.#answeredNs) || !this.#isOwed(sort)) this.#put(sort, NOT_SOON);
  }

  #put(sort: Sort, count: number): void {
    this.#answered ??= new Map();
    if (!this.#answered.has(sort)) forgetOldest(this.#answered, MAX_SORTS);
    this.#answered.set(sort, count);
  }

  #isOwed(sort: Sort): boolean {
    return (this.#answered?.get(sort) ?? 0) >= (typeof sort === 'string' ? FEWEST_READ : FEWEST_UNREAD);
  }

  #follow(view: SeenView, kind: SettledKind, clock: CaptureClock): TcpRequest | undefined {
    this.#owed ??= [];
    if (this.#owed.length >= MAX_WAITING) return undefined;
    // Who accepted the connection need not have been seen.
    const request = new TcpRequest(kind, clock, UNKNOWN_MAC, view.ns, view.frame, true);
    request.sent(view);
    this.#owed.push(request);
    return request;
  }
}
