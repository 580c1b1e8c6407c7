/**
 * A question that somebody asked of an address, on the wire: an echo request, a segment of TCP that wants an acknowledgment,
 * "who has it?", a request over UDP. What becomes of it is found out later.
 *
 * @module
 */

import type {Asked, OutageFold} from '../outage.js';
import type {GrowingRun} from './belief-run.js';
import type {QuestionKind} from './question-kind.js';

/** What became of a question. */
export type Fate =
  | 'open'
  | 'answered'
  | 'unanswered'
  /** Turned away by the one that was asked (a reset, an ICMP error): somebody is there, and does not serve. */
  | 'refused'
  /** Nothing is known: it was asked at the very end, or answers to its kind are not seen here. */
  | 'unknown';

/** Who asked: one of many who speak to an address, with the holes among its own questions. */
export interface WhoAsked {
  readonly outages: OutageFold<Question>;
  /** Set from a question for service that went unanswered to the next that is answered. */
  cutOff: CutOff | undefined;
}

export interface CutOff {
  /** "Who has it?" was answered since. */
  resolved?: Question;
}

export class Question implements Asked {
  fate: Fate = 'open';
  answeredAt: bigint | undefined;
  answerFrame = 0;

  constructor(
    readonly asker: WhoAsked,
    readonly kind: QuestionKind,
    /** The frames of the asker among which it is; undefined for one that went to nobody in particular, or is on its way there. */
    public run: GrowingRun | undefined,
    /** Nanoseconds since the epoch, as the capture dates it. */
    readonly sentAt: bigint,
    /** Number of the frame. */
    readonly frame: number,
    /** What an answer has to cover: of TCP the number behind the last octet; unused by others. */
    readonly end = 0,
  ) {}

  answer(at: bigint, frame: number): void {
    if (this.fate !== 'open') return;
    this.fate = 'answered';
    this.answeredAt = at;
    this.answerFrame = frame;
  }

  refuse(at: bigint, frame: number): void {
    if (this.fate !== 'open') return;
    this.fate = 'refused';
    this.answeredAt = at;
    this.answerFrame = frame;
  }
}
