/**
 * One TCP connection to an address, folded segment by segment: how it was opened, what was acknowledged, the ladder of retransmissions, how it
 * ended. The same fold reads a capture and a run.
 *
 * @module
 */

import {macOfNumber} from '@vip/arp';
import type {CaptureClock} from '../capture/capture-clock.js';
import type {Mark} from '../capture/mark.js';
import type {SessionEnd, SessionFacts} from './facts.js';
import {LongestSilence} from './longest-silence.js';
import {acknowledges, isFin, isReset, isSyn, type Segment} from './segment.js';
import {SentOctets} from './sent-octets.js';

export class SessionFold {
  readonly #silence = new LongestSilence();
  readonly #sent = new SentOctets(this.#silence);
  #first: Mark | undefined;
  #opened: Mark | undefined;
  #syns = 0;
  #established: Mark | undefined;
  /** Numbers of frames; 0 for none. */
  #lastSent = 0;
  #lastSentNs = 0;
  #lastHeard = 0;
  #lastHeardNs = 0;
  #heardFrom = 0;
  #lastAcknowledged = 0;
  #lastAcknowledgedNs = 0;
  #segments = 0;
  #lastNs = 0;
  #longestPauseNs = 0;
  #tickled: Mark | undefined;
  #refused: Mark | undefined;
  #end: SessionEnd | undefined;

  constructor(
    readonly port: number,
    readonly service: number,
    readonly clock: CaptureClock,
  ) {}

  /** Whether the session was reset, or either end closed it. */
  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** Whether both ends have sent something, and neither has ended it. */
  get isOpen(): boolean {
    return this.#lastHeard > 0 && this.#end === undefined;
  }

  /**
   * Whether the session can show the effect of a move, because it was open and neither end closed it, or
   * whether it stalled for a while.
   */
  get isOfInterest(): boolean {
    return this.#silence.isAny || (this.#lastHeard > 0 && this.#end?.how !== 'closed');
  }

  /**
   * A segment of the client.
   *
   * @param to the MAC it is sent to, 48 bits; negative where it is not known
   * @param ns by the clock
   * @returns the sequence number after the last octet that it needs acknowledged; undefined if it needs none
   */
  sent(segment: Segment, to: number, ns: number, frame: number): number | undefined {
    this.#saw(ns, frame);
    this.#lastSent = frame;
    this.#lastSentNs = ns;
    if (isReset(segment)) {
      this.#ends('reset', 'client', ns, frame);
      return undefined;
    }
    if (isSyn(segment)) {
      this.#opened ??= this.clock.mark(ns, frame);
      this.#syns++;
    }
    if (isFin(segment)) this.#ends('closed', 'client', ns, frame);
    return this.#sent.take(segment, to, ns, frame);
  }

  /** The segment sent last goes on to this MAC, behind the router to which it was sent. */
  wentTo(to: number): void {
    this.#sent.wentTo(to);
  }

  /** A segment of the address. @param from the MAC it comes from, 48 bits; negative where it is not known */
  heard(segment: Segment, from: number, ns: number, frame: number): void {
    this.#saw(ns, frame);
    if (isReset(segment)) {
      this.#ends('reset', 'address', ns, frame);
      return;
    }
    // How long a connection takes to open is another matter.
    if (this.#lastHeard === 0) this.#silence.forget();
    else this.#silence.heard(ns, frame);
    this.#lastHeard = frame;
    this.#lastHeardNs = ns;
    this.#heardFrom = from;
    if (isSyn(segment)) this.#established ??= this.clock.mark(ns, frame);
    if (isFin(segment)) this.#ends('closed', 'address', ns, frame);
    if (!acknowledges(segment)) return;
    if (!this.#sent.acknowledge(segment.acknowledgment)) {
      if (segment.window === 0) this.#sent.hasNoRoom();
      return;
    }
    this.#lastAcknowledged = frame;
    this.#lastAcknowledgedNs = ns;
  }

  /** A machine sent a tickle to the client. */
  tickled(ns: number, frame: number): void {
    this.#tickled ??= this.clock.mark(ns, frame);
  }

  /** An ICMP error arrived for it. */
  refuse(ns: number, frame: number): void {
    this.#refused ??= this.clock.mark(ns, frame);
  }

  facts(): SessionFacts {
    const heardFrom = macOfNumber(this.#heardFrom);
    return {
      ...{port: this.port, service: this.service, first: this.#first ?? {at: 0n, frame: 0}},
      ...defined({opened: this.#opened, established: this.#established}),
      syns: this.#syns,
      ...defined({
        lastSent: this.#mark(this.#lastSentNs, this.#lastSent),
        lastHeard: this.#mark(this.#lastHeardNs, this.#lastHeard),
      }),
      ...(this.#lastHeard === 0 ? {} : defined({heardFrom})),
      ...defined({lastAcknowledged: this.#mark(this.#lastAcknowledgedNs, this.#lastAcknowledged)}),
      ...{segments: this.#segments, longestPauseNs: BigInt(this.#longestPauseNs)},
      ...defined({
        ...{unacknowledged: this.#sent.facts(this.clock), longestSilence: this.#silence.facts(this.clock)},
        ...{tickled: this.#tickled, refused: this.#refused, end: this.#end},
      }),
    };
  }

  #mark(ns: number, frame: number): Mark | undefined {
    return frame === 0 ? undefined : this.clock.mark(ns, frame);
  }

  #saw(ns: number, frame: number): void {
    if (this.#first === undefined) this.#first = this.clock.mark(ns, frame);
    else if (ns - this.#lastNs > this.#longestPauseNs) this.#longestPauseNs = ns - this.#lastNs;
    this.#lastNs = ns;
    this.#segments++;
  }

  #ends(how: SessionEnd['how'], by: SessionEnd['by'], ns: number, frame: number): void {
    this.#end ??= {...this.clock.mark(ns, frame), how, by};
  }
}

/** Leaves out the fields that have no value. */
function defined<T extends object>(fields: T): {[K in keyof T]?: Exclude<T[K], undefined>} {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
