/**
 * One TCP connection to an address, folded segment by segment: how it came to be, what was acknowledged, the ladder of
 * retransmissions, how it ended. The same fold reads a capture and a run.
 *
 * @module
 */

import {macOfNumber} from '@vip/arp';
import type {Mark} from '../mark.js';
import type {SessionEnd, SessionFacts} from './facts.js';
import {acknowledges, isFin, isReset, isSyn, type Segment} from './segment.js';
import {SentOctets} from './sent-octets.js';

export class SessionFold {
  readonly #sent = new SentOctets();
  #first: Mark | undefined;
  #opened: Mark | undefined;
  #syns = 0;
  #established: Mark | undefined;
  #lastSent: Mark | undefined;
  #lastHeard: Mark | undefined;
  #heardFrom = 0;
  #lastAcknowledged: Mark | undefined;
  #segments = 0;
  #lastAt = 0n;
  #longestPauseNs = 0n;
  #refused: Mark | undefined;
  #end: SessionEnd | undefined;

  constructor(
    readonly port: number,
    readonly service: number,
  ) {}

  /** Whether it was reset, or either end closed it. */
  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** Whether it says anything about what a move did to it: it was open, and nobody closed it. */
  get isOfInterest(): boolean {
    return this.#lastHeard !== undefined && this.#end?.how !== 'closed';
  }

  /**
   * A segment of the client.
   *
   * @param to the MAC it is sent to, 48 bits; negative where it is not known
   * @returns behind the last octet that it asks for; undefined when it asks nothing
   */
  sent(segment: Segment, to: number, at: bigint, frame: number): number | undefined {
    const mark = this.#saw(at, frame);
    this.#lastSent = mark;
    if (isReset(segment)) {
      this.#ends('reset', 'client', mark);
      return undefined;
    }
    if (isSyn(segment)) {
      this.#opened ??= mark;
      this.#syns++;
    }
    if (isFin(segment)) this.#ends('closed', 'client', mark);
    return this.#sent.take(segment, to, mark);
  }

  /** What was sent last goes to this MAC, behind the router that it was sent to. */
  wentTo(to: number): void {
    this.#sent.wentTo(to);
  }

  /** A segment of the address. @param from the MAC it comes from, 48 bits; negative where it is not known */
  heard(segment: Segment, from: number, at: bigint, frame: number): void {
    const mark = this.#saw(at, frame);
    if (isReset(segment)) {
      this.#ends('reset', 'address', mark);
      return;
    }
    this.#lastHeard = mark;
    this.#heardFrom = from;
    if (isSyn(segment)) this.#established ??= mark;
    if (isFin(segment)) this.#ends('closed', 'address', mark);
    if (acknowledges(segment) && this.#sent.acknowledge(segment.acknowledgment))
      this.#lastAcknowledged = mark;
  }

  /** An ICMP error came for it. */
  refuse(at: bigint, frame: number): void {
    this.#refused ??= {at, frame};
  }

  facts(): SessionFacts {
    const heardFrom = macOfNumber(this.#heardFrom);
    return {
      ...{port: this.port, service: this.service, first: this.#first ?? {at: 0n, frame: 0}},
      ...defined({opened: this.#opened, established: this.#established}),
      syns: this.#syns,
      ...defined({lastSent: this.#lastSent, lastHeard: this.#lastHeard}),
      ...(this.#lastHeard === undefined ? {} : defined({heardFrom})),
      ...defined({lastAcknowledged: this.#lastAcknowledged}),
      ...{segments: this.#segments, longestPauseNs: this.#longestPauseNs},
      ...defined({unacknowledged: this.#sent.facts(), refused: this.#refused, end: this.#end}),
    };
  }

  #saw(at: bigint, frame: number): Mark {
    const mark = {at, frame};
    if (this.#first === undefined) this.#first = mark;
    else if (at - this.#lastAt > this.#longestPauseNs) this.#longestPauseNs = at - this.#lastAt;
    this.#lastAt = at;
    this.#segments++;
    return mark;
  }

  #ends(how: SessionEnd['how'], by: SessionEnd['by'], mark: Mark): void {
    this.#end ??= {...mark, how, by};
  }
}

/** Without the fields that have no value. */
function defined<T extends object>(fields: T): {[K in keyof T]?: Exclude<T[K], undefined>} {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
