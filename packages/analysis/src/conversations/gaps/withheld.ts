/**
 * Questions that were not answered, while it is not known whether answers are visible here: withheld until an answer is seen, and meaningless
 * if none ever is.
 *
 * @module
 */

import type {Question, WhoAsked} from '../questions/question.js';
import type {QuestionKind} from '../questions/question-kind.js';
import type {Settled} from './question-fold.js';

/** A run of questions of one kind to one MAC. */
export interface WithheldRun {
  readonly first: Question;
  last: Question;
  count: number;
  /** The questions of any asker that were answered before it and after it, and none in between. */
  readonly before: Settled | undefined;
  next: Settled | undefined;
  /** Whether others were answered in between. */
  isMixed: boolean;
}

/** Maximum number of runs for which the MAC may alternate without an answer; beyond that, questions are added to the last run. */
const MAX_RUNS = 16;

export class Withheld {
  readonly #runs = new Map<QuestionKind, WithheldRun[]>();
  /** For each asker, the number of its kinds among them. */
  readonly #kinds = new Map<WhoAsked, number>();
  /** The runs since the last answer to any asker. */
  #latest: WithheldRun[] = [];

  /** Whether any was withheld since the last answer to any asker. */
  get isOpen(): boolean {
    return this.#latest.length > 0;
  }

  /** Whether any of its questions is withheld. */
  isOf(asker: WhoAsked): boolean {
    return this.#kinds.has(asker);
  }

  /** @param before the last question of any asker that was answered */
  add(question: Question, before: Settled | undefined): void {
    const runs = this.#runsOf(question);
    const last = runs.at(-1);
    const isOther = last?.next !== undefined || last?.last.run !== question.run;
    if (last === undefined || (isOther && runs.length < MAX_RUNS)) {
      const next = undefined;
      const run = {first: question, last: question, count: 1, before, next, isMixed: false};
      runs.push(run);
      this.#latest.push(run);
    } else {
      last.isMixed ||= isOther;
      last.last = question;
      last.count++;
    }
  }

  /** A question of any asker was answered. */
  wasAnswered(question: Settled): void {
    for (const run of this.#latest) run.next = question;
    this.#latest = [];
  }

  /** Takes the withheld questions of this kind. */
  release({kind, asker}: Pick<Question, 'kind' | 'asker'>): readonly WithheldRun[] {
    const runs = this.#runs.get(kind);
    if (runs === undefined) return [];
    this.#runs.delete(kind);
    const others = (this.#kinds.get(asker) ?? 0) - 1;
    if (others > 0) this.#kinds.set(asker, others);
    else this.#kinds.delete(asker);
    return runs;
  }

  #runsOf({kind, asker}: Question): WithheldRun[] {
    const known = this.#runs.get(kind);
    if (known !== undefined) return known;
    const made: WithheldRun[] = [];
    this.#runs.set(kind, made);
    this.#kinds.set(asker, (this.#kinds.get(asker) ?? 0) + 1);
    return made;
  }
}
