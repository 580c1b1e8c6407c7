/**
 * Stretches in which no asker is answered, by the address or by one of its services: reported when they are long enough to be an outage, and
 * when they are over.
 *
 * @module
 */

import type {DarkStretch} from '../conversations/facts.js';
import type {AddressSnapshot} from './address-snapshot.js';
import type {DarkSubject} from './dark-subject.js';
import type {DarkEvent, DarkOverEvent} from './event.js';
import type {Moves} from './moves.js';
import {serviceId} from './service-text.js';

export class Darkness {
  /** The one that is going on. */
  #open: DarkEvent | undefined;
  /** The last that was given up: it may be asked for again, and is the same then. */
  #givenUp: DarkOverEvent | undefined;

  /** The beginning and the end of the last one that is over: a later examined period may contain part of it. Nanoseconds. */
  #overSince = 0n;
  #overAt = 0n;
  /** When the last examined period began, and when the one began in which it was last asked while dark. Nanoseconds. */
  #examined = 0n;
  #askedIn: bigint | undefined;
  /** The last question in vain. Nanoseconds. */
  #lastInVain = 0n;
  /** When the examined period began as of the last turn. Nanoseconds. */
  #turnedTo = 0n;
  /** Of the stretches examined last, those that are the remainder of one already reported. */
  #rest: ReadonlySet<number> = new Set();
  /** It was dark when last asked, and nobody has asked since. */
  isUnknown = false;

  constructor(readonly moves: Moves) {}

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** Whether it is going on, and began since then: later on, nothing more is known of its beginning. Nanoseconds. */
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
    // Not by their frames: in a file they may be in another order than in time.
    const stretches = subject.stretches.filter(({firstUnanswered: {at}}) => at >= this.#overAt);
    const told = stretches.flatMap(dark => this.#take(picture, subject, dark));
    return [...told, ...this.#answered(picture, subject), ...this.#withdrawn(picture, subject)];
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

  /** When the one that is going on began, if that is not examined any more. */
  #startedBefore({since}: AddressSnapshot): bigint | undefined {
    const open = this.#open;
    return open !== undefined && open.at < since ? open.at : undefined;
  }

  /** Whether it was asked in what was examined until the last turn, where nothing shows that this counts. */
  get isAskedInVain(): boolean {
    return this.isOpen && this.#askedIn === this.#examined && this.#examined >= this.#turnedTo;
  }

  /** The examined period begins later now. Nanoseconds. */
  turn(since: bigint): void {
    this.#turnedTo = since;
  }

  /** Nobody asks any more. @param asked the last question that is known otherwise. Nanoseconds */
  giveUp(asked: bigint): DarkOverEvent[] {
    const open = this.#open;
    const lastAsked = asked > this.#lastInVain ? asked : this.#lastInVain;
    if (open === undefined || lastAsked < open.at || this.isAskedInVain) return [];
    this.#open = undefined;
    this.isUnknown = true;
    return [{...overOf(open), at: lastAsked, leastNs: lastAsked - open.at, isGivenUp: true}];
  }

  /**
   * Something was answered meanwhile after all: it is a service that is dark, or a single asker; or of a service, nothing was; or answers take a
   * way that is not seen here.
   */
  #withdrawn({since}: AddressSnapshot, subject: DarkSubject): (DarkEvent | DarkOverEvent)[] {
    const told = this.#open ?? this.#givenUp;
    if (told === undefined || subject.has(told.frame)) return [];
    if ((told.kind === 'dark' ? told.at : told.since) < since) return [];
    this.#open = undefined;
    this.#givenUp = undefined;
    return [{...told, revision: told.revision + 1, isWithdrawn: true}];
  }

  #take(picture: AddressSnapshot, subject: DarkSubject, dark: DarkStretch): (DarkEvent | DarkOverEvent)[] {
    const isOver = dark.firstAnswer !== undefined || dark.isGivenUp === true;
    const former = this.#givenUp?.frame === dark.firstUnanswered.frame ? this.#givenUp : undefined;
    if (!isOver) {
      if (this.#open !== undefined) return [];
      const {revision} = former ?? {revision: -1};
      this.#open = {...begun(picture, subject, dark), revision: revision + 1};
      return [this.#open];
    }
    if (this.#open !== undefined && this.#open.at < picture.since) return this.#ended(this.#open, dark);
    const begin = this.#open ?? {...begun(picture, subject, dark), revision: former?.revision ?? 0};
    if (dark.firstAnswer !== undefined) {
      this.#overSince = dark.firstUnanswered.at;
      this.#overAt = dark.firstAnswer.at;
    }
    const over = this.#over(picture, subject, begin, dark);
    if (this.#open === undefined && former !== undefined && isAlike(former, over)) return [];
    this.#open = undefined;
    this.#givenUp = over.isGivenUp === true ? over : undefined;
    return [over];
  }

  /** The examined period began in the middle of it, and shows its end. */
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

  #over(
    {explanation}: AddressSnapshot,
    subject: DarkSubject,
    begin: DarkEvent,
    dark: DarkStretch,
  ): DarkOverEvent {
    const {bounds, firstUnanswered, firstAnswer, lastUnanswered, questions, isGivenUp} = dark;
    const {move, finding} = subject.verdictOf(dark);
    return {
      ...overOf(begin),
      ...{frame: firstUnanswered.frame, at: (firstAnswer ?? lastUnanswered).at, since: firstUnanswered.at},
      ...{questions, ...bounds},
      ...(isGivenUp === true ? {isGivenUp} : {}),
      ...(move === undefined ? {} : {move: this.moves.idOf(explanation, move)}),
      ...(finding === undefined
        ? {}
        : {verdict: finding.code, evidence: finding.evidence, remedy: finding.remedy}),
    };
  }
}

/** What stays the same when it is over. */
function overOf({id, revision, ip, network, frame, at: since, questions, leastNs, service}: DarkEvent) {
  return {
    ...({kind: 'dark-over', id, revision: revision + 1, ip, network, frame, at: since, since} as const),
    ...{questions, leastNs},
    ...(service === undefined ? {} : {service}),
  };
}

function isAlike(a: DarkOverEvent, b: DarkOverEvent): boolean {
  return a.questions === b.questions && a.isGivenUp === b.isGivenUp && a.verdict === b.verdict;
}

function begun({explanation}: AddressSnapshot, {service}: DarkSubject, dark: DarkStretch): DarkEvent {
  const {ip, network} = explanation.address;
  const {at, frame} = dark.firstUnanswered;
  const whose = service === undefined ? '' : `/${serviceId(service)}`;
  return {
    ...{kind: 'dark', id: `${ip}/${network}/dark${whose}/${at}`, revision: 0, at, frame, ip, network},
    ...(service === undefined ? {} : {service}),
    ...(dark.lastAnswer === undefined ? {} : {lastAnswer: dark.lastAnswer.at}),
    ...{questions: dark.questions, leastNs: dark.bounds.leastNs},
  };
}
