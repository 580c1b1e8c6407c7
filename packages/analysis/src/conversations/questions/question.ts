/**
 * A question to an address on the wire: an echo request, a TCP segment that needs an acknowledgment, a request for its MAC, a UDP request.
 * Its outcome is determined later.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import {
  type ConversationPart,
  type Fate,
  type Losses,
  noteLate,
  type QuestionFold,
  type Settled,
} from '../gaps/question-fold.js';
import type {GrowingRun} from '../senders/belief-run.js';
import type {QuestionKind} from './question-kind.js';

/** The asker: one of many senders to an address, with the gaps among its own questions. */
export interface WhoAsked {
  readonly outages: QuestionFold;
  readonly clock: CaptureClock;
  /** Set from an unanswered question for service until the next answered one. */
  cutOff: CutOff | undefined;
}

export interface CutOff {
  /** A request for the MAC that was answered since. */
  resolved?: Question;
}

export class Question implements Settled {
  fate: Fate = 'open';
  part: ConversationPart | undefined;
  isAssumed = false;
  /** The gaps in which it was lost: those of all askers, of this asker, and of the service. */
  #gaps: Losses[] | undefined;
  /** Nanoseconds by the clock; NaN if it was not answered. */
  answeredNs = Number.NaN;
  answerFrame = 0;

  constructor(
    readonly asker: WhoAsked,
    readonly kind: QuestionKind,
    /** The run of the asker's frames to which it belongs; undefined if it was broadcast, or is on its way to a router. */
    public run: GrowingRun | undefined,
    /** Nanoseconds by the clock. */
    readonly sentNs: number,
    /** Number of the frame. */
    readonly frame: number,
    /**
     * What an answer must match: for TCP the sequence number after the last octet, for UDP the identifier. Where none can be read, the octets of
     * data if it is no reaction, else 0.
     */
    readonly end = 0,
  ) {}

  /** Nanoseconds since 1970, as the capture dates it. */
  get sentAt(): bigint {
    return this.asker.clock.at(this.sentNs);
  }

  /** Whether it shows nothing: the last word of a conversation, not answered in time. */
  get isIdle(): boolean {
    if (this.part !== 'last word') return false;
    return this.fate !== 'answered' || this.answeredNs - this.sentNs > this.kind.lateNs;
  }

  lostIn(losses: Losses): void {
    if (this.fate === 'answered') noteLate(losses, this.answeredNs - this.sentNs);
    else if (this.fate === 'unanswered') {
      this.#gaps ??= [];
      this.#gaps.push(losses);
    }
  }

  /** Records an answer to a question that had been given up: too late to count, though not lost for good. */
  answerLate(ns: number, frame: number): void {
    if (this.fate !== 'unanswered' || !Number.isNaN(this.answeredNs)) return;
    this.answeredNs = ns;
    this.answerFrame = frame;
    this.kind.late++;
    for (const losses of this.#gaps ?? []) noteLate(losses, ns - this.sentNs);
  }

  answer(ns: number, frame: number): void {
    if (this.fate !== 'open') return;
    this.fate = 'answered';
    this.answeredNs = ns;
    this.answerFrame = frame;
  }

  refuse(ns: number, frame: number): void {
    if (this.fate !== 'open') return;
    this.fate = 'refused';
    this.answeredNs = ns;
    this.answerFrame = frame;
  }
}
