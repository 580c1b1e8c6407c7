/**
 * A client's wait for data over an open TCP connection: for the answer to a request, or for a greeting. An acknowledgment shows that the machine
 * has received the request; only data shows that a program answers it.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import type {SeenView} from '../../capture/seen-view.js';
import {acknowledges, isAfter, isFin, isReset, isSyn} from '../../sessions/segment.js';
import {type Fate, type Losses, noteLate, type Settled, type SettledKind} from '../gaps/question-fold.js';
import {greets, isAnswered, isRequest, isWaitingCommand} from './replies-due.js';

/** A client that has waited for this long counts as not answered. Nanoseconds. */
export const SILENT_NS = 5_000_000_000;

/** A client that hangs up sooner did not wait for an answer. Nanoseconds. */
const PATIENT_NS = 1_000_000_000;

/** A client that sends nothing for longer than this after connecting keeps the connection in reserve. Nanoseconds. */
const RESERVED_NS = 5_000_000_000;

/** A connection that ends later than this ends for another reason, such as the restart of a log server. Nanoseconds. */
const SOON_NS = 30_000_000_000;

/**
 * - unasked: no request so far;
 * - answered: with data;
 * - reset, closed: the address ended the connection soon, without any data;
 * - left: the client did;
 * - unknown: it ended later, or another machine ended it.
 */
type Outcome = 'unasked' | 'open' | 'answered' | 'reset' | 'closed' | 'left' | 'unknown';

export class TcpRequest implements Settled {
  outcome: Outcome = 'unasked';
  /** Its outcome among the questions for its service; set when it is settled. */
  fate: Fate = 'open';
  readonly part: 'opening' | undefined;
  /** Whether a healthy service owes it data. */
  isDue: boolean;
  /** Whether it was acknowledged. */
  isReceived = false;
  /** Whether it was cut off before it shows that it may wait on purpose. */
  isUnread = false;
  answeredNs = Number.NaN;
  answerFrame = 0;
  /** Whether the client has the answer to its SYN. */
  #isAccepted = false;
  /** The sequence number after its first segment. */
  #end = 0;
  /** When the client last sent data, and when it hung up; NaN before that. Nanoseconds by the clock, like all times here. */
  #lastNs: number;
  #leftNs = Number.NaN;
  #losses: Losses | undefined;

  /**
   * @param openedBy the MAC that accepted the connection, 48 bits; negative where it is not known.
   *
   * @param sentNs when, in which frame.
   * @param isLater whether it follows others over the same connection
   */
  constructor(
    readonly kind: SettledKind,
    readonly clock: CaptureClock,
    readonly openedBy: number,
    public sentNs: number,
    public frame: number,
    readonly isLater = false,
  ) {
    this.part = isLater ? undefined : 'opening';
    this.isDue = isAnswered(kind.port);
    this.#lastNs = sentNs;
  }

  /** Nanoseconds since 1970. */
  get sentAt(): bigint {
    return this.clock.at(this.sentNs);
  }

  /** Whether its outcome is still unknown. */
  get isOpen(): boolean {
    return this.outcome === 'open' || this.outcome === 'unasked';
  }

  lostIn(losses: Losses): void {
    this.#losses = losses;
  }

  /** A segment of the client. Returns whether the request begins with it. */
  sent(view: SeenView): boolean {
    const {ns, payloadLength} = view;
    // A source that only sends SYNs, as in a flood, has no connection.
    this.#isAccepted ||= acknowledges(view) && !isSyn(view) && !isReset(view);
    const isFirst = this.outcome === 'unasked' && this.#asks(view);
    if (isFirst) {
      this.outcome = 'open';
      this.sentNs = ns;
      this.frame = view.frame;
      this.#end = (view.sequence + payloadLength) >>> 0;
      // A client that waits for a greeting has sent nothing that could be acknowledged.
      if (payloadLength === 0) this.isReceived = true;
      else this.#reads(view);
    }
    if (isFirst || payloadLength > 0) this.#lastNs = ns;
    // A client that closes its side may still be answered.
    if ((isFin(view) || isReset(view)) && Number.isNaN(this.#leftNs)) this.#leftNs = ns;
    if (isReset(view) && !isFirst) this.#settles('left', view);
    return isFirst;
  }

  #reads(view: SeenView): void {
    const waits = isWaitingCommand(view);
    this.isUnread = waits === undefined;
    if (waits === true) this.isDue = false;
    else this.isDue ||= this.isLater || isRequest(view.transportOctets);
  }

  #asks({ns, payloadLength}: SeenView): boolean {
    if (payloadLength > 0) return ns - this.sentNs <= RESERVED_NS;
    return this.#isAccepted && greets(this.kind.port);
  }

  /** A segment of the address. Returns whether it ends a connection over which there was no request. */
  heard(view: SeenView): boolean {
    const wasUnasked = this.outcome === 'unasked';
    if (wasUnasked && !this.#isAccepted) return false;
    if (view.payloadLength > 0) {
      this.#settles('answered', view);
      if (this.#losses !== undefined) noteLate(this.#losses, view.ns - this.sentNs);
    } else if (isReset(view)) this.#ends('reset', view);
    // An idle connection is closed eventually.
    else if (isFin(view)) this.#ends(wasUnasked ? 'unknown' : 'closed', view);
    else if (acknowledges(view) && !isAfter(this.#end, view.acknowledgment)) this.isReceived ||= !wasUnasked;
    return wasUnasked && this.outcome === 'reset';
  }

  /** Whether it may still be answered. */
  isPendingAt(now: number): boolean {
    if (this.outcome !== 'open') return false;
    return Number.isNaN(this.#leftNs) ? now - this.#lastNs < SILENT_NS : now - this.#leftNs < PATIENT_NS;
  }

  /** Whether the machine has received it, its client waited for a while, and nothing came. */
  isInVainAt(now: number): boolean {
    if (!this.isReceived || (this.outcome !== 'open' && this.outcome !== 'left')) return false;
    return (Number.isNaN(this.#leftNs) ? now : this.#leftNs) - this.#lastNs >= PATIENT_NS;
  }

  #ends(how: Outcome, view: SeenView): void {
    const isOfClient = this.#leftNs - this.#lastNs >= PATIENT_NS;
    const isOwn = view.sourceMac === this.openedBy && view.ns - this.sentNs <= SOON_NS;
    // A client that keeps sending, as to a log server, expects no answer.
    const isStream = this.#lastNs - this.sentNs >= PATIENT_NS;
    this.#settles(isOfClient ? 'left' : isOwn && !isStream ? how : 'unknown', view);
  }

  #settles(outcome: Outcome, {ns, frame}: SeenView): void {
    this.outcome = outcome;
    this.answeredNs = ns;
    this.answerFrame = frame;
  }
}
