/**
 * Further requests over a TCP connection that is kept open: an acknowledgment shows that the machine has received one, and only data shows that a
 * program answers it. An answer is due if several requests like it were answered over the same connection, each soon: a poll waits for long, and
 * pushed data is not an answer. Contents are read only of HTTP in plain text (RFC 9112 §9.3); under TLS, and of HTTP/2 and databases, requests of
 * the same length are taken to be alike. If all differ, the ends may still have taken turns until one of them fell silent.
 *
 * @module
 */

import {UNKNOWN_MAC} from '@vip/arp';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {SeenView} from '../../capture/seen-view.js';
import {forgetOldest} from '../../collections/forget-oldest.js';
import {isAfter} from '../../sessions/segment.js';
import type {SettledKind} from '../gaps/question-fold.js';
import {
  beginningOf,
  isAnswered,
  isHttpRequest,
  isWaitingCommand,
  mayBeHttpRequest,
  mayBeKeystroke,
} from './replies-due.js';
import {SILENT_NS, TcpRequest} from './tcp-request.js';
import {FEWEST_TURNS, SOON_NS, Turns, type WaitingTurn, WHOLE_NS} from './turns.js';

/** How many requests alike must have been answered: if their text is read, and if only their length is known. */
const FEWEST_READ = 3;
const FEWEST_UNREAD = 5;

/** Data that follows after this long is another request, even if there was no answer in between. Nanoseconds. */
const APART_NS = 500_000_000;

/** Maximum number of sorts of requests that are told apart over a connection, and of requests that wait at once. */
const MAX_SORTS = 8;
const MAX_WAITING = 8;

/** Fewer messages that come back as long as they were may be a coincidence. */
const FEWEST_ECHOES = 3;

/** Instead of a count: requests of this sort wait long for an answer, or get none. */
const NOT_SOON = -1;

/** The beginning of a request; its length and first octet if it is not read. */
type Sort = string | number;

export class LaterRequests {
  /** How many of each sort were answered soon. */
  #answered: Map<Sort, number> | undefined;
  /** The sort of the latest request; undefined before the first. */
  #sort: Sort | undefined;
  #sentNs = 0;
  #answeredNs = Number.NaN;
  /** When the address last sent data, and the client; up to where the client did. */
  #heardNs = 0;
  #lastNs = 0;
  #end = Number.NaN;
  /** Requests to which an answer is due; created on demand. */
  #owed: TcpRequest[] | undefined;
  /** Created on demand: most connections have few requests. */
  #turns: Turns | undefined;
  /** Length of the latest request, and its frame. */
  #length = 0;
  #frame = 0;
  /** Whether it was cut off before it shows that it may wait on purpose. */
  #isUnread = false;
  /** Whether it may be a keystroke, how many octets of answer it had, and how many keystrokes were echoed. */
  #isKey = false;
  #heardLength = 0;
  #echoes = 0;

  /** A segment of the client. Returns the request that begins with it, if an answer to it is due. */
  sent(view: SeenView, kind: SettledKind, clock: CaptureClock): TcpRequest | undefined {
    const {sequence, payloadLength, ns} = view;
    if (this.#isTerminal) return undefined;
    if (payloadLength === 0) {
      for (const request of this.#owed ?? []) request.sent(view);
      return undefined;
    }
    const end = (sequence + payloadLength) >>> 0;
    const isNew = Number.isNaN(this.#end) || isAfter(end, this.#end);
    const isRead = isNew && mayBeHttpRequest(view.firstOfSegment) && isHttpRequest(view.transportOctets);
    if (!isNew) {
      this.#owed?.at(-1)?.sent(view);
      return undefined;
    }
    if (!isRead && !this.#isAnotherAt(ns)) {
      this.#went(end, ns);
      return this.#continues(view, kind, clock);
    }
    this.#count();
    this.#went(end, ns);
    this.#length = payloadLength;
    this.#frame = view.frame;
    this.#sort = isRead
      ? beginningOf(view.transportOctets)
      : (payloadLength << 8) | (view.firstOfSegment ?? 0);
    this.#sentNs = ns;
    this.#answeredNs = Number.NaN;
    const waits = isWaitingCommand(view);
    this.#isUnread = waits === undefined;
    this.#isKey = !isAnswered(view.destinationPort) && mayBeKeystroke(view.firstOfSegment, payloadLength);
    this.#heardLength = 0;
    if (waits === true) {
      this.#put(this.#sort, NOT_SOON);
      this.endTurns();
    }
    return this.#isOwed(this.#sort) ? this.#follow(view, kind, clock) : undefined;
  }

  /** More of the latest request: HTTP/2 may send what wants no answer (WINDOW_UPDATE, RFC 9113 §6.9) and then a request; alone it is another sort. */
  #continues(view: SeenView, kind: SettledKind, clock: CaptureClock): TcpRequest | undefined {
    this.#length += view.payloadLength;
    const isFollowed = this.#owed !== undefined && this.#owed.length > 0;
    if (isFollowed) this.#owed?.at(-1)?.sent(view);
    if (typeof this.#sort !== 'number') return undefined;
    this.#sort = (Math.imul(this.#sort, 31) + view.payloadLength) | 0;
    return !isFollowed && this.#isOwed(this.#sort) ? this.#follow(view, kind, clock) : undefined;
  }

  /** A segment of the address. */
  heard(view: SeenView): void {
    const {ns, payloadLength} = view;
    if (payloadLength > 0) {
      if (Number.isNaN(this.#answeredNs)) this.#answeredNs = ns;
      else if (ns - this.#heardNs > WHOLE_NS) this.endTurns();
      this.#heardNs = ns;
      this.#heardLength += payloadLength;
    }
    const owed = this.#owed;
    if (owed === undefined || owed.length === 0) return;
    // Only the programs know which of them the data answers.
    for (const request of owed) request.heard(view);
    const [first] = owed;
    if (first?.isOpen !== false) return;
    if (this.#sort !== undefined && ns - first.sentNs > SOON_NS) this.#put(this.#sort, NOT_SOON);
    owed.length = 0;
  }

  /** Whether the ends have just taken enough turns. */
  beginsTurns = false;

  /** When the last request that was answered was sent. Nanoseconds by the clock. */
  get lastAnsweredNs(): number {
    if (!Number.isNaN(this.#answeredNs)) return this.#sentNs;
    return this.#turns?.lastNs ?? Number.NEGATIVE_INFINITY;
  }

  /**
   * The latest request, if the ends took turns until then, and it has waited for long.
   *
   * @param now nanoseconds by the clock
   */
  waitingAt(now: number): WaitingTurn | undefined {
    const turns = this.#turns;
    if (!Number.isNaN(this.#answeredNs) || now - this.#lastNs < SILENT_NS) return undefined;
    if (turns?.owe(this.#sentNs, this.#length) !== true) return undefined;
    return {sentNs: this.#sentNs, frame: this.#frame, turns: turns.taken, isUnread: this.#isUnread};
  }

  /** Whether data at this time ends a long wait after turns. Nanoseconds by the clock. */
  endsWait(ns: number): boolean {
    return Number.isNaN(this.#answeredNs) && this.waitingAt(ns) !== undefined;
  }

  /** The ends do not take turns. */
  endTurns(): void {
    this.#turns ??= new Turns();
    this.#turns.end();
  }

  /** Whether its client types: a program need not answer a keystroke. */
  get #isTerminal(): boolean {
    return this.#echoes >= FEWEST_ECHOES;
  }

  #isAnotherAt(ns: number): boolean {
    return this.#sort === undefined || !Number.isNaN(this.#answeredNs) || ns - this.#lastNs >= APART_NS;
  }

  #went(end: number, ns: number): void {
    this.#end = end;
    this.#lastNs = ns;
  }

  /** The latest request is over, because another one begins. */
  #count(): void {
    const sort = this.#sort;
    if (sort === undefined) return;
    if (this.#isKey && this.#heardLength === this.#length) this.#echoes++;
    this.#turns ??= new Turns();
    if (this.#isTerminal) this.#turns.end();
    this.#turns.take(this.#sentNs, this.#answeredNs, this.#heardNs, this.#length);
    this.beginsTurns = this.#turns.taken === FEWEST_TURNS;
    const before = this.#answered?.get(sort) ?? 0;
    if (before === NOT_SOON) return;
    const isRead = typeof sort === 'string';
    const isSoon = isRead
      ? this.#answeredNs - this.#sentNs <= SOON_NS
      : !Number.isNaN(this.#answeredNs) && this.#heardNs - this.#sentNs <= WHOLE_NS;
    if (isSoon) this.#put(sort, before + 1);
    // A request whose answer is due, but has not come yet, says nothing about its sort.
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
    // The MAC that accepted the connection may not have been seen.
    const request = new TcpRequest(kind, clock, UNKNOWN_MAC, view.ns, view.frame, true);
    request.sent(view);
    this.#owed.push(request);
    return request;
  }
}
