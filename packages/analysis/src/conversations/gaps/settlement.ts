/**
 * The questions to one address, from all askers, in order: each is settled once it is answered or it is too late for an answer, so that the
 * gaps among them are found like those among the probes of a run.
 *
 * @module
 */

import type {CaptureClock} from '../../capture/capture-clock.js';
import {Queue} from '../../collections/queue.js';
import type {OpenQuestions} from '../facts.js';
import type {CutOff, Question, WhoAsked} from '../questions/question.js';
import type {QuestionKind} from '../questions/question-kind.js';
import {AskedTimes} from './asked-times.js';
import {openAtEnd} from './open-at-end.js';
import {countOvertaken} from './overtaken.js';
import {QuestionFold} from './question-fold.js';
import {Services} from './services.js';
import {Withheld, type WithheldRun} from './withheld.js';

/** Maximum number of unsettled questions to an address; beyond it, the oldest counts as unanswered. */
const MAX_WAITING = 4096;

/** Maximum number of gaps kept for an address, and for each asker. */
export const MAX_OUTAGES = 128;

export class Settlement {
  /** Gaps in which no asker was answered. */
  readonly outages = new QuestionFold(MAX_OUTAGES);
  /** Gaps of each service, whether or not others answered. */
  readonly services = new Services();
  /** When it was asked. */
  readonly asked = new AskedTimes();
  /** Created on demand, like `#resolved`: most addresses have none. */
  #withheld: Withheld | undefined;
  /** Askers that were told the MAC while nothing else was answered. */
  #resolved: Set<WhoAsked> | undefined;
  /** Set for all askers together, as for a single one, by questions of a kind that was answered before. */
  #cutOff: CutOff | undefined;
  /** Whether there are more askers than are followed. */
  isCrowded = false;
  /** Set when the capture ended. */
  openAtEnd: OpenQuestions | undefined;
  readonly #waiting = new Queue<Question>();

  add(question: Question): void {
    this.#waiting.push(question);
    if (this.#waiting.length > MAX_WAITING) this.#take(this.#waiting.shift() as Question, 'unanswered');
  }

  /** Takes a question that was not waited for, because it was not known whether its kind is answered; this one was. */
  takeAnswered(question: Question): void {
    this.#waiting.insert(question, ({sentNs}) => sentNs > question.sentNs);
  }

  /** Number of questions yet to be settled. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Settles all questions that can be settled by now. Nanoseconds by the clock. */
  settle(now: number): void {
    for (;;) {
      const question = this.#waiting.first;
      if (question === undefined) return;
      if (question.fate === 'open' && now - question.sentNs <= question.kind.lateNs) return;
      this.#waiting.shift();
      this.#take(question, 'unanswered');
    }
  }

  /** Questions of this kind are no longer followed. */
  forget(kind: QuestionKind, asker: WhoAsked): void {
    this.#withheld?.release({kind, asker});
  }

  /** The asker is no longer followed. */
  leave(asker: WhoAsked, kinds: Iterable<QuestionKind>): void {
    for (const kind of kinds) {
      this.services.leave(kind);
      kind.isForgotten = true;
      this.#withheld?.release({kind, asker});
    }
    this.#resolved?.delete(asker);
  }

  /**
   * Settles the rest at the end of the capture: the last questions may yet have been answered, unless those before them were not either. A
   * question that waits for longer, such as a first request for the MAC, keeps none of those after it open.
   */
  finish(now: number, clock: CaptureClock): void {
    this.settle(now);
    const waiting = [...this.#waiting];
    if (!this.outages.isOpen) this.openAtEnd = openAtEnd(waiting, now, clock);
    this.#waiting.clear();
    for (const question of waiting) {
      const isLate = now - question.sentNs >= question.kind.lateNs;
      this.#take(question, isLate || question.asker.outages.isOpen ? 'unanswered' : 'unknown');
    }
    countOvertaken(waiting);
    for (const {cutOff, outages} of this.#resolved ?? [])
      if (cutOff?.resolved !== undefined) outages.answered(cutOff.resolved);
    const resolved = this.#cutOff?.resolved;
    const lost = this.outages.lastLost;
    if (resolved !== undefined && (lost === undefined || lost.sentNs < resolved.sentNs))
      this.#wasAnswered(resolved);
  }

  /** @param ifOpen outcome if it is still open */
  #take(question: Question, ifOpen: 'unanswered' | 'unknown'): void {
    const {kind} = question;
    if (question.isIdle) {
      question.fate = 'unknown';
      return;
    }
    if (question.fate === 'open') question.fate = ifOpen;
    if (question.fate === 'unknown') {
      if (kind.own?.isOpen === true) this.services.unserved(question);
      return;
    }
    kind.settled++;
    if (question.fate === 'answered') this.#takeAnswer(question);
    else if (question.fate === 'refused' && question.answeredNs - question.sentNs <= kind.lateNs)
      this.#takeRefusal(question);
    else this.#takeUnanswered(question);
  }

  #takeAnswer(question: Question): void {
    const {kind, asker, sentNs, run} = question;
    const took = question.answeredNs - sentNs;
    this.#release(question);
    kind.answered++;
    if (took > kind.lateNs) {
      kind.late++;
      this.#lost(question);
      return;
    }
    kind.tookNs(took);
    run?.wasAnswered(question.answeredNs, question.answerFrame);
    this.services.served(question);
    // The answer with the MAC comes before the first answer to the questions withheld, and would hide the gap.
    if (kind.protocol === 'neighbour' && this.#withheld?.isOf(asker) === true) return;
    this.#answered(question);
  }

  #takeRefusal(question: Question): void {
    const {kind, run} = question;
    run?.wasRefused(question.answeredNs, question.answerFrame);
    // The reset of an existing session is not an outage: its client can open another.
    if (question.part === 'opening' || kind.protocol === 'udp') this.services.unserved(question);
  }

  /** A refusal that comes too late was for a retransmission: the question itself had no answer. */
  #takeUnanswered(question: Question): void {
    const {kind} = question;
    question.fate = 'unanswered';
    if (kind.tells) {
      this.#release(question);
      this.#lost(question);
    } else if ((kind.protocol === 'echo' || kind.protocol === 'tcp') && !kind.isForgotten)
      this.#withhold(question);
  }

  #lost(question: Question): void {
    const {kind, asker, sentNs, frame, run} = question;
    run?.wasNotAnswered(sentNs, frame);
    if (kind.protocol !== 'neighbour') {
      asker.cutOff = {};
      if (kind.wasServed) this.#cutOff = {};
    }
    this.services.unserved(question);
    asker.outages.lost(question);
    this.#wasLost(question);
  }

  #wasAnswered(question: Question): void {
    this.outages.answered(question);
    if (this.#withheld?.isOpen === true && this.outages.lastAnswered === question)
      this.#withheld.wasAnswered(question);
    this.asked.take(question);
  }

  #wasLost(question: Question): void {
    this.outages.lost(question);
    this.asked.take(question);
  }

  #withhold(question: Question): void {
    this.#withheld ??= new Withheld();
    this.#withheld.add(question, this.outages.lastAnswered);
  }

  /**
   * The resolution of a MAC ends neither the gap of an asker that is not served, nor that of an address that serves nobody, unless nothing
   * else is asked after that.
   */
  #answered(question: Question): void {
    const {asker, kind} = question;
    const isService = kind.protocol !== 'neighbour';
    if (isService) this.#cutOff = undefined;
    if (isService || asker.cutOff === undefined) {
      asker.cutOff = undefined;
      asker.outages.answered(question);
    } else {
      asker.cutOff.resolved = question;
      this.#resolved ??= new Set();
      this.#resolved.add(asker);
    }
    if (this.#cutOff === undefined) this.#wasAnswered(question);
    else {
      this.#cutOff.resolved = question;
      this.outages.resolved();
    }
  }

  /** Settles earlier questions of its kind, withheld until it was known whether answers are visible: they are, and these had none. */
  #release(released: Question): void {
    if (this.#withheld === undefined) return;
    const {asker} = released;
    for (const run of this.#withheld.release(released)) {
      // It was answered something else since then: what is missing is a service.
      const {lastAnswered} = asker.outages;
      const isServedSince = lastAnswered !== undefined && lastAnswered.sentNs > run.first.sentNs;
      for (const [question, number] of [
        [run.first, 1],
        [run.last, run.count - 1],
      ] as const) {
        if (number === 0) continue;
        question.run?.wasNotAnswered(question.sentNs, question.frame, number);
        this.services.wasUnserved(question, number);
        if (!isServedSince) asker.outages.lostBefore(question, number);
        this.#wasLostBefore(run, question, number);
      }
    }
  }

  /**
   * Whether all askers were without an answer meanwhile. Only before the first answer, and in a crowd, most of whose questions are not followed,
   * does this matter: otherwise other askers show it.
   */
  #wasLostBefore({before, next, isMixed}: WithheldRun, question: Question, count: number): void {
    if (isMixed || (before !== undefined && !this.isCrowded)) return;
    if (next !== undefined) this.outages.lostBetween({before, next}, question, count);
    else {
      this.outages.lostBefore(question, count);
      this.asked.take(question);
    }
  }
}
