/**
 * Who asked what, and what became of it: from this the right answers are computed.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Outage, OutageBounds, Unasked} from '../truth.js';
import {SECOND} from './clock.js';
import type {Captured} from './frame.js';

/** `service`: of the address itself. `neighbour`: where it is. */
export type Sort = 'service' | 'neighbour';

export interface Question {
  readonly sort: Sort;
  readonly asker: IpAddress;
  readonly ip: IpAddress;
  /** The frame; undefined when the capture does not have it. */
  readonly record: Captured | undefined;
  /** `refused`: by a reset of somebody who knows nothing of the session. `open`: not at all. */
  outcome: 'open' | 'answered' | 'refused';
  answer?: Captured | undefined;
}

interface Seen extends Question {
  readonly record: Captured;
}

/** Of both sorts, and of service alone. */
interface Stretch {
  readonly before: Seen | undefined;
  readonly served: Seen | undefined;
  readonly questions: Seen[];
  after?: Seen;
  resolved?: Seen;
}

export class Ledger {
  readonly #questions: Question[] = [];

  ask(sort: Sort, asker: IpAddress, ip: IpAddress, record: Captured | undefined): Question {
    const question: Question = {sort, asker, ip, record, outcome: 'open'};
    this.#questions.push(question);
    return question;
  }

  answer(question: Question, outcome: 'answered' | 'refused', record: Captured | undefined): void {
    if (question.outcome === 'answered') return;
    question.outcome = outcome;
    question.answer = record;
  }

  /** Those that the capture has of an address, of one who asked or of all. */
  seen(ip: IpAddress, asker?: IpAddress): Seen[] {
    const isSeen = (one: Question): one is Seen =>
      one.record !== undefined && one.ip === ip && (asker === undefined || one.asker === asker);
    return this.#questions.filter(isSeen).sort((a, b) => a.record.number - b.record.number);
  }

  askers(ip: IpAddress): IpAddress[] {
    return [...new Set(this.seen(ip).map(({asker}) => asker))];
  }

  outages(ip: IpAddress, asker?: IpAddress): Outage[] {
    return stretchesOf(this.seen(ip, asker)).map(outageOf);
  }

  /** The stretch without a question around an instant. */
  unaskedAt(ip: IpAddress, at: number): Unasked[] {
    const seen = this.seen(ip);
    const before = seen.findLast(({record}) => record.at <= at);
    const after = seen.find(({record}) => record.at > at);
    if (before === undefined || after === undefined) return [];
    return [{fromFrame: before.record.number, toFrame: after.record.number}];
  }
}

/** One whose answer came, but not into the capture, is no evidence of anything. */
function fateOf({outcome, answer}: Seen): 'answered' | 'unanswered' | 'refused' | 'unknown' {
  if (outcome === 'open') return 'unanswered';
  if (answer === undefined) return 'unknown';
  return outcome;
}

function stretchesOf(seen: readonly Seen[]): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch | undefined;
  let answered: Seen | undefined;
  let served: Seen | undefined;
  for (const question of seen) {
    const fate = fateOf(question);
    if (fate === 'unknown') continue;
    if (fate !== 'answered') {
      if (fate === 'refused' && open === undefined) continue;
      open ??= {before: answered, served, questions: []};
      if (open.questions.length === 0) stretches.push(open);
      open.questions.push(question);
      continue;
    }
    if (question.sort === 'neighbour' && open?.questions.some(isService)) open.resolved ??= question;
    else if (open !== undefined) {
      open.after = question;
      open = undefined;
    }
    answered = question;
    if (question.sort === 'service') served = question;
  }
  return stretches;
}

const isService = ({sort, outcome}: Question) => sort === 'service' && outcome === 'open';

function outageOf({before, served, questions, after, resolved}: Stretch): Outage {
  const own = questions.filter(isService);
  const service = boundsOf(served ?? before, own.length === 0 ? questions : own, after);
  const until = resolved?.record.number ?? Number.POSITIVE_INFINITY;
  const unresolved = questions.filter(({record}) => record.number < until);
  const also = {...boundsOf(before, unresolved, resolved ?? after, atOtherSide), questions: questions.length};
  const seconds = (last(questions).record.at - first(questions).record.at) / SECOND;
  return {
    ...service,
    also,
    toEnd: after === undefined,
    fromStart: before === undefined,
    minor: questions.length < 5 && seconds < 1,
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

/** Where a router's other side is seen as well, the sighting there is as right. */
const atOtherSide = ({record}: Seen) => (record.twin ?? record).number;
const first = (questions: readonly Seen[]) => questions[0] as Seen;
const last = (questions: readonly Seen[]) => questions[questions.length - 1] as Seen;
