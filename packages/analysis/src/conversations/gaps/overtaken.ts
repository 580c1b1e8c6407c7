/**
 * Questions overtaken by answers to later ones of their kind.
 *
 * @module
 */

import type {Question} from '../questions/question.js';
import type {QuestionKind} from '../questions/question-kind.js';

/** Counts those whose outcome is unknown, because the capture ends too soon. @param questions the last ones, in order */
export function countOvertaken(questions: readonly Question[]): void {
  const answered = new Set<QuestionKind>();
  for (const {fate, kind, part, run} of questions.toReversed()) {
    if (fate === 'answered') answered.add(kind);
    else if (fate === 'unknown' && part !== 'last word' && run !== undefined && answered.has(kind))
      run.overtaken++;
  }
}
