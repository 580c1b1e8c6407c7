/**
 * Who asked what, and what became of it: from this the right answers are computed.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Outage, Unasked} from '../truth.js';
import type {Captured} from './frame.js';
import type {Service} from './holding.js';
import {type AtChange, outageOf, stretchesOf} from './stretches.js';

/** `service`: of the address itself. `neighbour`: where it is. */
export type Sort = 'service' | 'neighbour';

export interface Question {
  readonly sort: Sort;
  readonly asker: IpAddress;
  readonly ip: IpAddress;
  /** What was asked for, where the story tells services apart. */
  readonly service?: Service | undefined;
  /** The frame; undefined when the capture does not have it. */
  readonly record: Captured | undefined;
  /** `refused`: by a reset of somebody who knows nothing of the session. `open`: not at all. */
  outcome: 'open' | 'answered' | 'refused';
  answer?: Captured | undefined;
  /** Sent again later, and that was refused: whether the refusal is to this as well is a matter of words. */
  isRefusedLater?: boolean;
}

export interface Seen extends Question {
  readonly record: Captured;
}

export class Ledger {
  readonly #questions: Question[] = [];

  ask(
    sort: Sort,
    asker: IpAddress,
    ip: IpAddress,
    record: Captured | undefined,
    service?: Service,
  ): Question {
    const question: Question = {sort, asker, ip, record, service, outcome: 'open'};
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

  /** A short one is worth telling where the owner changes. */
  outages(ip: IpAddress, asker?: IpAddress, isAtChange: AtChange = () => false): Outage[] {
    return stretchesOf(this.seen(ip, asker)).map(stretch => outageOf(stretch, isAtChange));
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
