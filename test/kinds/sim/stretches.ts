/**
 * Stretches of unanswered questions.
 *
 * @module
 */

import type {Outage, OutageBounds} from '../truth.js';
import {MS, SECOND} from './clock.js';
import type {Captured} from './frame.js';
import {isMinor} from './judge.js';
import type {Seen, Sort} from './ledger.js';

/** Whether the owner changed between the first question that stayed unanswered and the first that was answered. */
export type AtChange = (from: Captured, until: Captured | undefined) => boolean;

/** A stretch of unanswered questions, of both sorts or of service alone. */
export interface Stretch {
  readonly before: Seen | undefined;
  readonly served: Seen | undefined;
  readonly questions: Seen[];
  /** Questions at the end whose answers come after the capture. */
  readonly onTheWay: Seen[];
  after?: Seen;
  resolved?: Seen;
}

/** The fate of a question. One that was answered outside the capture is no evidence. */
function fateOf({outcome, answer, record, sort}: Seen): 'answered' | 'unanswered' | 'refused' | 'unknown' {
  if (outcome === 'open') return 'unanswered';
  if (answer === undefined) return 'unknown';
  return isLate(record, sort, answer) ? 'unanswered' : outcome;
}

/** An answer counts only within this time. */
const LATE = 200 * MS;

/** The delay of the answer to a first request depends on earlier requests. */
function isLate(asked: Captured, sort: Sort, answer: Captured): boolean {
  return sort === 'service' && answer.at - asked.at > LATE;
}

export function stretchesOf(seen: readonly Seen[]): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch | undefined;
  let answered: Seen | undefined;
  let served: Seen | undefined;
  for (const question of seen) {
    const fate = fateOf(question);
    if (fate === 'unknown') {
      open?.onTheWay.push(question);
      continue;
    }
    if (fate !== 'answered') {
      if (open === undefined) {
        open = {before: answered, served, questions: [], onTheWay: []};
        stretches.push(open);
      }
      open.questions.push(question);
      continue;
    }
    if (question.sort === 'neighbour' && open?.questions.some(isUnserved)) open.resolved ??= question;
    else if (open !== undefined) {
      open.after = question;
      open = undefined;
    }
    answered = question;
    if (question.sort === 'service') served = question;
  }
  return stretches;
}

const isUnserved = (one: Seen) =>
  one.sort === 'service' && one.outcome !== 'refused' && fateOf(one) === 'unanswered';

export function outageOf(
  {before, served, questions, onTheWay, after, resolved}: Stretch,
  isAtChange: AtChange,
): Outage {
  const unserved = questions.filter(isUnserved);
  const own = unserved.length === 0 ? questions : unserved;
  const until = resolved?.record.number ?? Number.POSITIVE_INFINITY;
  const unresolved = questions.filter(({record}) => record.number < until);
  // Every question counts, whatever its outcome; if a router's other side is seen as well, so does the
  // sighting there.
  const unrefused = own.filter(({isRefusedLater}) => isRefusedLater !== true);
  const readings = [
    own,
    questions,
    ...(after === undefined && onTheWay.length > 0 ? [[...own, ...onTheWay]] : []),
    ...(unrefused.length > 0 ? [unrefused] : []),
    ...(resolved && unresolved.length > 0 ? [unresolved] : []),
  ];
  const also = readings.flatMap(reading => [
    boundsOf(before, reading, reading === unresolved ? resolved : after),
    boundsOf(served ?? before, reading, after, atOtherSide),
  ]);
  const seconds = (last(own).record.at - first(own).record.at) / SECOND;
  const isShort = isMinor(own.length, seconds, after === undefined);
  const isLost = unserved.some(({isRefusedLater}) => isRefusedLater !== true);
  const isTold =
    unserved.length > 0 && (!isShort || (isLost && isAtChange(first(own).record, after?.record)));
  return {
    ...boundsOf(served ?? before, own, after),
    ...{also, toEnd: after === undefined, fromStart: before === undefined, minor: !isTold},
  };
}

function boundsOf(
  before: Seen | undefined,
  questions: readonly Seen[],
  after: Seen | undefined,
  numberOf = ({record}: Seen) => record.number,
): OutageBounds {
  return {
    ...(before && {lastAnswered: numberOf(before)}),
    firstUnanswered: numberOf(first(questions)),
    lastUnanswered: numberOf(last(questions)),
    ...(after && {firstAnswered: numberOf(after)}),
    questions: questions.length,
  };
}

const atOtherSide = ({record}: Seen) => (record.twin ?? record).number;
const first = (questions: readonly Seen[]) => questions[0] as Seen;
const last = (questions: readonly Seen[]) => questions[questions.length - 1] as Seen;
