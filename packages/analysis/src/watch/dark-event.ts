/**
 * Events of outages, as they begin and end.
 *
 * @module
 */

import type {DarkStretch} from '../conversations/facts.js';
import type {AddressSnapshot} from './address-snapshot.js';
import type {DarkSubject} from './dark-subject.js';
import type {DarkEvent, DarkOverEvent} from './event.js';
import type {Moves} from './moves.js';
import {serviceId} from './service-text.js';

/** The fields that remain when it ends. */
export function overOf({
  id,
  revision,
  ip,
  network,
  frame,
  at: since,
  questions,
  leastNs,
  service,
}: DarkEvent) {
  return {
    ...({kind: 'dark-over', id, revision: revision + 1, ip, network, frame, at: since, since} as const),
    ...{questions, leastNs},
    ...(service === undefined ? {} : {service}),
  };
}

/** Whether the second has no news compared with the first. */
export function isAlike(a: DarkOverEvent, b: DarkOverEvent): boolean {
  return a.questions === b.questions && a.isGivenUp === b.isGivenUp && a.verdict === b.verdict;
}

/** The event if it is of this outage, of which an earlier beginning may be known by now. */
export function partOf(
  {firstUnanswered, lastUnanswered}: DarkStretch,
  told: DarkOverEvent | undefined,
): DarkOverEvent | undefined {
  if (told === undefined) return undefined;
  return told.since >= firstUnanswered.at && told.since <= lastUnanswered.at ? told : undefined;
}

/** The event of an outage that begins. */
export function begun({explanation}: AddressSnapshot, {service}: DarkSubject, dark: DarkStretch): DarkEvent {
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

/** The event of an outage that has ended, or of which nothing more is known. @param begin the event of its beginning */
export function ended(
  {explanation}: AddressSnapshot,
  subject: DarkSubject,
  begin: DarkEvent,
  dark: DarkStretch,
  moves: Moves,
): DarkOverEvent {
  const {bounds, firstUnanswered, firstAnswer, lastUnanswered, questions, isGivenUp} = dark;
  const {move, finding} = subject.verdictOf(dark);
  return {
    ...overOf(begin),
    ...{frame: firstUnanswered.frame, at: (firstAnswer ?? lastUnanswered).at, since: firstUnanswered.at},
    ...{questions, ...bounds},
    ...(isGivenUp === true ? {isGivenUp} : {}),
    ...(move === undefined ? {} : {move: moves.idOf(explanation, move)}),
    ...(finding === undefined
      ? {}
      : {verdict: finding.code, evidence: finding.evidence, remedy: finding.remedy}),
  };
}
