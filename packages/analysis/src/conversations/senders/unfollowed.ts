/**
 * Askers of an address that are not followed for want of room: answers to them show that the address is not dark.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import type {SeenView} from '../../capture/seen-view.js';
import {acknowledges, isSyn} from '../../sessions/segment.js';
import {QuestionFold} from '../gaps/question-fold.js';
import {isEchoReply} from '../questions/echo-requests.js';
import {type CutOff, Question, type WhoAsked} from '../questions/question.js';
import {QuestionKind} from '../questions/question-kind.js';

/**
 * Among answers closer together than this, the first stands for all: an outage may have begun later than
 * reported, by this much or more. Nanoseconds.
 */
const APART_NS = 10_000_000;

export class Unfollowed implements WhoAsked {
  readonly outages = new QuestionFold(1);
  cutOff: CutOff | undefined;
  /** Packets that answered something. */
  answers = 0;
  readonly #kind = new QuestionKind('tcp', 0, true);
  #latestNs = Number.NEGATIVE_INFINITY;

  constructor(readonly clock: CaptureClock) {}

  /**
   * The question that a packet of the address answers, as if asked at that moment; undefined if it may have
   * been sent unasked, or follows the last too closely.
   */
  answered(view: SeenView): Question | undefined {
    const {transport, ns, frame} = view;
    const isOpening = transport === 'tcp' && isSyn(view) && acknowledges(view);
    if (!isOpening && !isEchoReply(view)) return undefined;
    this.answers++;
    if (ns - this.#latestNs < APART_NS) return undefined;
    this.#latestNs = ns;
    const question = new Question(this, this.#kind, undefined, ns, frame);
    question.answer(ns, frame);
    return question;
  }
}
