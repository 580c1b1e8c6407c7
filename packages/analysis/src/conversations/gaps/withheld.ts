/**
 * Questions that were not answered, while it is not known whether answers are visible here: withheld until an answer is seen, and meaningless
 * if none ever is.
 *
 * @module
 */

import type {Question, WhoAsked} from '../questions/question.js';
import type {QuestionKind} from '../questions/question-kind.js';

/** A run of questions of one kind to one MAC. */
export interface WithheldRun {
  readonly first: Question;
  last: Question;
  count: number;
  /** Whether all were asked before anybody was answered. */
  isBeforeAnswer: boolean;
}

/** Maximum number of runs for which the MAC may alternate without an answer; beyond that, questions are added to the last run. */
const MAX_RUNS = 16;

export class Withheld {
  readonly #runs = new Map<QuestionKind, WithheldRun[]>();
  /** For each asker, the number of its kinds among them. */
  readonly #kinds = new Map<WhoAsked, number>();

  /** Whether any of its questions is withheld. */
  isOf(asker: WhoAsked): boolean {
    return this.#kinds.has(asker);
  }

  add(question: Question): void {
    const runs = this.#runsOf(question);
    const last = runs.at(-1);
    const isOther = last?.isBeforeAnswer === true || last?.last.run !== question.run;
    if (last === undefined || (isOther && runs.length < MAX_RUNS)) {
      runs.push({first: question, last: question, count: 1, isBeforeAnswer: false});
    } else {
      last.last = question;
      last.count++;
      last.isBeforeAnswer = false;
    }
  }

  /** The address has just answered for the first time. */
  wasAnswered(): void {
    for (const runs of this.#runs.values()) for (const run of runs) run.isBeforeAnswer = true;
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
