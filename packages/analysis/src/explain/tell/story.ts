/**
 * The story of an address, in chronological order. Pure.
 *
 * @module
 */

import type {CaptureFacts} from '../capture-facts.js';
import type {Explanation} from '../explanation.js';
import {routersOf} from '../handovers/router-index.js';
import {isBefore} from '../scope.js';
import {type NameFrame, named} from '../words/frame-naming.js';
import {announcements} from './story/announcements.js';
import {
  answers,
  askersAlone,
  dark,
  refusals,
  servicesDarkAlone,
  unansweredQuestions,
} from './story/answers.js';
import {disputes, owners, probes} from './story/claims.js';
import type {StoryEvent} from './story/happening.js';
import {carp, masters} from './story/masters.js';
import {senders} from './story/senders.js';
import {tickles} from './story/tickles.js';

export function storyOf(
  capture: CaptureFacts,
  {address, first, handovers, services}: Explanation,
): StoryEvent[] {
  const changes = handovers.map(({handover}) => handover);
  const told = [
    ...masters(routersOf(address, capture.routers)),
    ...carp(capture.routers, address),
    ...owners(address, first, changes),
    ...announcements(address),
    ...dark(address),
    ...answers(address, changes),
    ...handovers.flatMap(({handover, finding: {code}}) => [
      // If a machine in the middle forwards frames, destinations say nothing about neighbours' caches.
      ...(code === 'MAN_IN_THE_MIDDLE' ? [] : senders(handover)),
      ...disputes(handover),
    ]),
    ...askersAlone(address),
    ...servicesDarkAlone(services),
    ...tickles(address),
    ...probes(address),
    ...refusals(address),
    ...unansweredQuestions(address),
  ];
  const ordered = told.sort((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0));
  const {nameOf} = capture;
  return nameOf === undefined ? ordered : ordered.map(one => withNames(one, nameOf));
}

function withNames(one: StoryEvent, nameOf: NameFrame): StoryEvent {
  const {place: capture, number} = nameOf(one.frame);
  return {...one, text: named(one.text, nameOf), capture, number};
}
