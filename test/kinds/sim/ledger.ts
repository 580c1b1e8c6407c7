/**
 * The questions of all clients and their outcomes, from which the truth is computed.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Outage, Unasked} from '../truth.js';
import type {Captured} from './frame.js';
import type {Service} from './holding.js';
import {type AtChange, outageOf, stretchesOf} from './stretches.js';

/** `service` for a question to the address itself, `neighbour` for a request for its MAC. */
export type Sort = 'service' | 'neighbour';

export interface Question {
  readonly sort: Sort;
  readonly asker: IpAddress;
  readonly ip: IpAddress;
  /** The service that was asked, if the story distinguishes services. */
  readonly service?: Service | undefined;
  /** The frame; undefined if the capture lacks it. */
  readonly record: Captured | undefined;
  /** The outcome. `refused`: by a reset from a machine that does not know the session. `open`: no answer. */
  outcome: 'open' | 'answered' | 'refused';
  answer?: Captured | undefined;
  /**
   * Set if a later retransmission was refused, in which case it is debatable whether this question was
   * refused as well.
   */
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

  /** The captured questions to an address, of one client or of all. */
  seen(ip: IpAddress, asker?: IpAddress): Seen[] {
    const isSeen = (one: Question): one is Seen =>
      one.record !== undefined && one.ip === ip && (asker === undefined || one.asker === asker);
    return this.#questions.filter(isSeen).sort((a, b) => a.record.number - b.record.number);
  }

  /** The questions to an address that the capture lacks, but for those after its last one. */
  unseen(ip: IpAddress): Question[] {
    const own = this.#questions.filter(one => one.ip === ip);
    const last = own.findLastIndex(({record}) => record !== undefined);
    return own.slice(0, last).filter(({record}) => record === undefined);
  }

  askers(ip: IpAddress): IpAddress[] {
    return [...new Set(this.seen(ip).map(({asker}) => asker))];
  }

  /** Even a short one is reported at a change of owner. */
  outages(ip: IpAddress, asker?: IpAddress, isAtChange: AtChange = () => false): Outage[] {
    return stretchesOf(this.seen(ip, asker)).map(stretch => outageOf(stretch, isAtChange));
  }

  /** The stretch without questions around an instant. */
  unaskedAt(ip: IpAddress, at: number): Unasked[] {
    const seen = this.seen(ip);
    const before = seen.findLast(({record}) => record.at <= at);
    const after = seen.find(({record}) => record.at > at);
    if (before === undefined || after === undefined) return [];
    return [{fromFrame: before.record.number, toFrame: after.record.number}];
  }
}
