/**
 * Predictions written down before a lesson, one line for each question. Pure.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {agrees, checkAnswer, formatOutcome, type LessonOutcome, type LessonQuestion} from './question.js';

/** A prediction beside the result. */
export interface Compared {
  readonly predicted: string;
  readonly measured: string;
  readonly agrees: boolean;
}

type ParseDuration = (text: string) => number;

export class Predictions {
  /** @param answers by the question's name, each checked */
  constructor(
    private readonly answers: ReadonlyMap<string, string>,
    private readonly parseDuration: ParseDuration,
  ) {}

  /** The prediction for a question; undefined where none was made. */
  for(name: string): string | undefined {
    return this.answers.get(name);
  }

  /** Undefined where no prediction was made. */
  compare(name: string, outcome: LessonOutcome): Compared | undefined {
    const predicted = this.answers.get(name);
    if (predicted === undefined) return undefined;
    return {
      predicted,
      measured: formatOutcome(outcome),
      agrees: agrees(predicted, outcome, this.parseDuration),
    };
  }
}

/** In place of an answer: no prediction. */
const SKIPPED = '-';

/**
 * Reads predictions, one on each line: after the name of its question and a colon, or in the order of the questions.
 * Blank lines and lines that begin with # are ignored; `-` is no prediction.
 *
 * @param parseDuration text to milliseconds
 * @throws VipError `BAD_ARGUMENT` with the number of the line
 */
export function parsePredictions(
  text: string,
  questions: readonly LessonQuestion[],
  parseDuration: ParseDuration,
): Predictions {
  const answers = new Map<string, string>();
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    try {
      const {question, answer} = readLine(line, questions, answers);
      if (answer !== SKIPPED) checkAnswer(question, answer, parseDuration);
      answers.set(question.name, answer);
    } catch (error) {
      if (!(error instanceof VipError)) throw error;
      throw new VipError('BAD_ARGUMENT', `line ${index + 1}: ${error.message}`, {cause: error});
    }
  }
  const missing = questions.find(({name}) => !answers.has(name));
  if (missing !== undefined)
    throw refusal(
      `an answer to ${missing.name}, or ${SKIPPED}`,
      `the end after ${answers.size} of ${questions.length}`,
    );
  return new Predictions(new Map([...answers].filter(([, answer]) => answer !== SKIPPED)), parseDuration);
}

function readLine(
  line: string,
  questions: readonly LessonQuestion[],
  answered: ReadonlyMap<string, string>,
): {question: LessonQuestion; answer: string} {
  const [, name, rest = ''] = /^([a-z][a-z0-9-]*):(?:\s+(.*))?$/.exec(line) ?? [];
  if (name === undefined) {
    const next = questions.find(question => !answered.has(question.name));
    if (next !== undefined) return {question: next, answer: line};
    throw refusal(`${questions.length} answers`, 'one more');
  }
  const question = questions.find(one => one.name === name);
  if (question === undefined)
    throw refusal(
      `one of ${questions.map(one => one.name).join(', ')} before the colon`,
      JSON.stringify(name),
    );
  if (answered.has(name)) throw refusal(`one answer to ${name}`, 'another');
  if (rest === '') throw refusal(`an answer to ${name}, or ${SKIPPED}`, 'none');
  return {question, answer: rest};
}

function refusal(expected: string, got: string): VipError {
  return new VipError('BAD_ARGUMENT', `expected ${expected}, got ${got}`);
}
