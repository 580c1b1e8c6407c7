/**
 * What went unanswered before it was known whether answers are seen here: it is kept back until one is, and says nothing if none
 * ever is.
 *
 * @module
 */

import type {Question, WhoAsked} from './question.js';
import type {QuestionKind} from './question-kind.js';

/** Questions of one kind to one MAC in a row. */
export interface WithheldRun {
  readonly first: Question;
  last: Question;
  count: number;
}

/** What goes to and fro more often than this before anything is answered is told together. */
const MAX_RUNS = 16;

export class Withheld {
  readonly #runs = new Map<QuestionKind, WithheldRun[]>();
  /** Of each who asked, how many of its kinds are among them. */
  readonly #kinds = new Map<WhoAsked, number>();

  /** Whether anything that it asked is kept back. */
  isOf(asker: WhoAsked): boolean {
    return this.#kinds.has(asker);
  }

  add(question: Question): void {
    const runs = this.#runsOf(question);
    const last = runs.at(-1);
    if (last === undefined || (last.last.run !== question.run && runs.length < MAX_RUNS)) {
      runs.push({first: question, last: question, count: 1});
    } else {
      last.last = question;
      last.count++;
    }
  }

  /** What was kept back of the question's kind, which then no longer is. */
  release({kind, asker}: Question): readonly WithheldRun[] {
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
