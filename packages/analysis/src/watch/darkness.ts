/**
 * Outages of an address or of one of its services: stretches in which no asker is answered, reported once they are long enough, and when
 * they end.
 *
 * @module
 */

import type {DarkStretch} from '../conversations/facts.js';
import type {AddressSnapshot} from './address-snapshot.js';
import {begun, ended, isAlike, overOf, partOf} from './dark-event.js';
import type {DarkSubject} from './dark-subject.js';
import type {DarkEvent, DarkOverEvent} from './event.js';
import type {Moves} from './moves.js';

/** Number of ended outages that may still be withdrawn. */
const MAX_OVER = 8;

export class Darkness {
  /** The outage in progress. */
  #open: DarkEvent | undefined;
  /** The last outage whose end is unknown: if the address is asked again, it is the same one. */
  #givenUp: DarkOverEvent | undefined;
  /** The last outages that an answer ended. */
  #overs: DarkOverEvent[] = [];

  /** Beginning and end of the last finished outage, part of which may be in a later examined period. Nanoseconds. */
  #overSince = 0n;
  #overAt = 0n;
  /** The beginnings of the last examined period and of the one in which it was last asked while dark. Nanoseconds. */
  #examined = 0n;
  #askedIn: bigint | undefined;
  /** The last unanswered question. Nanoseconds. */
  #lastInVain = 0n;
  /** The beginning of the examined period as of the last turn. Nanoseconds. */
  #turnedTo = 0n;
  /** The last examined stretches that are remainders of an outage already reported. */
  #rest: ReadonlySet<number> = new Set();
  /** Whether the address was dark when last asked and has not been asked since. */
  isUnknown = false;

  constructor(readonly moves: Moves) {}

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** Whether an outage in progress began since then; for a later time its beginning is no longer known. Nanoseconds. */
  isOpenSince(at: bigint): boolean {
    return this.#open !== undefined && this.#open.at >= at;
  }

  look(picture: AddressSnapshot, subject: DarkSubject): (DarkEvent | DarkOverEvent)[] {
    this.#examined = picture.since;
    if (this.isOpen && subject.isAsked) this.#askedIn = picture.since;
    if (subject.stretches.length > 0 || subject.answeredSince(this.#overAt) !== undefined)
      this.isUnknown = false;
    for (const dark of subject.inVain) this.#askedInVain(dark);
    const before = this.#startedBefore(picture);
    this.#rest = new Set(
      subject.stretches
        .map(({firstUnanswered}) => firstUnanswered)
        .filter(
          ({at}) => (before !== undefined && at > before) || (at > this.#overSince && at < this.#overAt),
        )
        .map(({frame}) => frame),
    );
    // Not by frame number: frames of a file may be out of chronological order.
    const stretches = subject.stretches.filter(({firstUnanswered: {at}}) => at >= this.#overAt);
    const told = stretches.flatMap(dark => this.#take(picture, subject, dark));
    const amended = subject.stretches.flatMap(dark => this.#amended(picture, subject, dark));
    return [...amended, ...told, ...this.#answered(picture, subject), ...this.#withdrawn(picture, subject)];
  }

  #askedInVain({lastUnanswered: {at}, questions}: DarkSubject['inVain'][number]): void {
    if (at > this.#lastInVain) this.#lastInVain = at;
    const open = this.#open;
    if (open !== undefined && at > open.at && questions > open.questions) this.#open = {...open, questions};
  }

  /** Whether the first unanswered question of something reported elsewhere belongs to an outage already reported. */
  isRest(frame: number): boolean {
    return this.#rest.has(frame);
  }

  /** The beginning of the outage in progress, if it is no longer in the examined period. */
  #startedBefore({since}: AddressSnapshot): bigint | undefined {
    const open = this.#open;
    return open !== undefined && open.at < since ? open.at : undefined;
  }

  /** Whether the address was asked, without an answer, in the period examined up to the last turn. */
  get isAskedInVain(): boolean {
    return this.isOpen && this.#askedIn === this.#examined && this.#examined >= this.#turnedTo;
  }

  /** Moves the beginning of the examined period. Nanoseconds. */
  turn(since: bigint): void {
    this.#turnedTo = since;
  }

  /** Ends the report of an outage when questions stop. @param asked the last question known otherwise. Nanoseconds */
  giveUp(asked: bigint): DarkOverEvent[] {
    const open = this.#open;
    const lastAsked = asked > this.#lastInVain ? asked : this.#lastInVain;
    if (open === undefined || lastAsked < open.at || this.isAskedInVain) return [];
    this.#open = undefined;
    this.isUnknown = true;
    return [{...overOf(open), at: lastAsked, leastNs: lastAsked - open.at, isGivenUp: true}];
  }

  /**
   * The outage turned out not to be one: something was answered in the meantime, so that only a service or a single asker is affected; or, for a
   * service, nothing was answered at all; or answers take a path not seen here; or a service stayed dark for longer than the address.
   */
  #withdrawn({since}: AddressSnapshot, subject: DarkSubject): (DarkEvent | DarkOverEvent)[] {
    const begins = (told: DarkEvent | DarkOverEvent) => (told.kind === 'dark' ? told.at : told.since);
    const isGone = (told: DarkEvent | DarkOverEvent) => begins(told) >= since && !subject.has(told.frame);
    const outlasted = this.#overs.filter(over => isGone(over) && subject.isOutlasted(over));
    this.#overs = this.#overs.filter(over => !outlasted.includes(over));
    const gone: (DarkEvent | DarkOverEvent)[] = [...outlasted];
    const latest = this.#open ?? this.#givenUp;
    if (latest !== undefined && isGone(latest)) {
      this.#open = undefined;
      this.#givenUp = undefined;
      gone.push(latest);
    }
    return gone.map(told => ({...told, revision: told.revision + 1, isWithdrawn: true}));
  }

  #take(picture: AddressSnapshot, subject: DarkSubject, dark: DarkStretch): (DarkEvent | DarkOverEvent)[] {
    const isOver = dark.firstAnswer !== undefined || dark.isGivenUp === true;
    const former = partOf(dark, this.#givenUp);
    const beginning = {...begun(picture, subject, dark), ...(former && {id: former.id})};
    if (!isOver) {
      if (this.#open !== undefined) return [];
      const {revision} = former ?? {revision: -1};
      this.#open = {...beginning, revision: revision + 1};
      return [this.#open];
    }
    if (this.#open !== undefined && this.#open.at < picture.since) return this.#ended(this.#open, dark);
    const begin = this.#open ?? {...beginning, revision: former?.revision ?? 0};
    if (dark.firstAnswer !== undefined) {
      this.#overSince = dark.firstUnanswered.at;
      this.#overAt = dark.firstAnswer.at;
    }
    const over = ended(picture, subject, begin, dark, this.moves);
    if (this.#open === undefined && former !== undefined && isAlike(former, over)) return [];
    this.#open = undefined;
    this.#givenUp = over.isGivenUp === true ? over : undefined;
    if (over.isGivenUp !== true) this.#overs = [...this.#overs.slice(1 - MAX_OVER), over];
    return [over];
  }

  /** More of its questions are known by now to have been lost. */
  #amended(picture: AddressSnapshot, subject: DarkSubject, dark: DarkStretch): DarkOverEvent[] {
    const index = this.#overs.findIndex(({at}) => at === dark.firstAnswer?.at);
    const former = this.#overs[index];
    if (former === undefined || dark.questions <= former.questions) return [];
    const {id, revision} = former;
    const begin = {...begun(picture, subject, dark), id, revision};
    const over = ended(picture, subject, begin, dark, this.moves);
    this.#overs[index] = over;
    return [over];
  }

  /** The examined period began during the outage and shows its end. */
  #ended(open: DarkEvent, {firstAnswer, lastUnanswered, isGivenUp}: DarkStretch): DarkOverEvent[] {
    const over: DarkOverEvent = {
      ...overOf(open),
      ...{at: (firstAnswer ?? lastUnanswered).at, leastNs: lastUnanswered.at - open.at},
      ...(firstAnswer === undefined ? {} : {mostNs: firstAnswer.at - (open.lastAnswer ?? open.at)}),
      ...(isGivenUp === true ? {isGivenUp} : {}),
    };
    this.#open = undefined;
    this.#overAt = over.at;
    return [over];
  }

  #answered({since}: AddressSnapshot, subject: DarkSubject): DarkOverEvent[] {
    const open = this.#open;
    if (open === undefined || open.at >= since) return [];
    const answer = subject.answeredSince(open.at);
    if (answer === undefined) return [];
    this.#open = undefined;
    this.#overAt = answer.at;
    const leastNs = since > open.at ? since - open.at : 0n;
    return [{...overOf(open), at: answer.at, leastNs, mostNs: answer.at - (open.lastAnswer ?? open.at)}];
  }
}
