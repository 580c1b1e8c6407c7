/**
 * Stretches in which no asker is answered: reported when they are long enough to be an outage, and when they are over.
 *
 * @module
 */

import type {DarkStretch} from '../conversations/facts.js';
import {isOutage} from '../explain/rules/outage.js';
import {wholeStretches} from '../explain/stretches.js';
import {framesOf} from '../findings/finding.js';
import type {Mark} from '../mark.js';
import type {DarkEvent, DarkOverEvent} from './event.js';
import type {Moves} from './moves.js';
import type {Picture} from './picture.js';

export class Darkness {
  /** The one that is going on. */
  #open: DarkEvent | undefined;
  /** The last that is over, by its first frame. */
  #overFrame = 0;
  /** The last that was given up: it may be asked for again, and is the same then. */
  #givenUp: DarkOverEvent | undefined;

  constructor(readonly moves: Moves) {}

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  look(picture: Picture): (DarkEvent | DarkOverEvent)[] {
    const {explanation, threshold} = picture;
    const stretches = wholeStretches(explanation.address).filter(
      dark => isOutage(dark, threshold) && dark.firstUnanswered.frame > this.#overFrame,
    );
    const told = stretches.flatMap(dark => this.#take(picture, dark));
    return [...told, ...this.#answered(picture), ...this.#withdrawn(picture)];
  }

  /** Something was answered meanwhile after all: it is a service that is dark, or a single asker. */
  #withdrawn({explanation: {address}, since}: Picture): DarkEvent[] {
    const open = this.#open;
    if (open === undefined || open.at < since) return [];
    if (address.dark.some(({firstUnanswered}) => firstUnanswered.frame === open.frame)) return [];
    this.#open = undefined;
    return [{...open, revision: open.revision + 1, isWithdrawn: true}];
  }

  #take(picture: Picture, dark: DarkStretch): (DarkEvent | DarkOverEvent)[] {
    const isOver = dark.firstAnswer !== undefined || dark.isGivenUp === true;
    const former = this.#givenUp?.frame === dark.firstUnanswered.frame ? this.#givenUp : undefined;
    if (!isOver) {
      if (this.#open !== undefined) return [];
      const {revision} = former ?? {revision: -1};
      this.#open = {...begun(picture, dark), revision: revision + 1};
      return [this.#open];
    }
    const begin = this.#open ?? {...begun(picture, dark), revision: former?.revision ?? 0};
    if (dark.isGivenUp !== true) this.#overFrame = dark.firstUnanswered.frame;
    const over = this.#over(picture, begin, dark);
    if (this.#open === undefined && former !== undefined && isAlike(former, over)) return [];
    this.#open = undefined;
    this.#givenUp = over.isGivenUp === true ? over : undefined;
    return [over];
  }

  /** What is examined now began in the middle of it, and shows no more than that it is over. */
  #answered(picture: Picture): DarkOverEvent[] {
    const open = this.#open;
    if (open === undefined || open.at >= picture.since) return [];
    const answer = firstAnswerSince(picture, open.at);
    if (answer === undefined) return [];
    this.#open = undefined;
    const {id, revision, ip, network, frame, at: since, questions, lastAnswer = since} = open;
    const least = picture.since > since ? picture.since - since : 0n;
    return [
      {
        ...{kind: 'dark-over', id, revision: revision + 1, ip, network, frame, at: answer.at, since},
        ...{questions, leastNs: least, mostNs: answer.at - lastAnswer},
      },
    ];
  }

  #over({explanation}: Picture, {id, revision}: DarkEvent, dark: DarkStretch): DarkOverEvent {
    const {address, handovers, findings} = explanation;
    const {ip, network} = address;
    const {bounds, firstUnanswered, firstAnswer, lastUnanswered, questions, isGivenUp} = dark;
    const explained = handovers.find(({handover}) => handover.dark === dark);
    const own = explained?.finding ?? findings.find(one => framesOf(one).includes(firstUnanswered.frame));
    const move = explained === undefined ? undefined : this.moves.idOf(explanation, explained.handover);
    return {
      ...{kind: 'dark-over', id, revision: revision + 1, ip, network, frame: firstUnanswered.frame},
      ...{at: (firstAnswer ?? lastUnanswered).at, since: firstUnanswered.at, questions, ...bounds},
      ...(isGivenUp === true ? {isGivenUp} : {}),
      ...(move === undefined ? {} : {move}),
      ...(own === undefined ? {} : {verdict: own.code, evidence: own.evidence, remedy: own.remedy}),
    };
  }
}

function isAlike(a: DarkOverEvent, b: DarkOverEvent): boolean {
  return a.questions === b.questions && a.isGivenUp === b.isGivenUp && a.verdict === b.verdict;
}

function begun({explanation}: Picture, dark: DarkStretch): DarkEvent {
  const {ip, network} = explanation.address;
  const {at, frame} = dark.firstUnanswered;
  return {
    ...{kind: 'dark', id: `${ip}/${network}/dark/${at}`, revision: 0, at, frame, ip, network},
    ...(dark.lastAnswer === undefined ? {} : {lastAnswer: dark.lastAnswer.at}),
    ...{questions: dark.questions, leastNs: dark.bounds.leastNs},
  };
}

function firstAnswerSince({explanation}: Picture, at: bigint): Mark | undefined {
  const marks = explanation.address.answers.flatMap(({firstAnswer, lastAnswer}) => [firstAnswer, lastAnswer]);
  return marks.find(mark => mark !== undefined && mark.at > at);
}
