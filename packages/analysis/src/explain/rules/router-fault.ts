/**
 * The fault of a router that was captured on both sides: on the side of its clients, answers are missing that are not missing in the network of the
 * address. Pure.
 *
 * @module
 */

import {smallest} from '../../collections/extremes.js';
import {sum} from '../../collections/sum.js';
import type {DarkStretch, Sender} from '../../conversations/facts.js';
import {clause} from '../../findings/sentence.js';
import type {AddressFacts} from '../facts.js';
import {isBefore, overlaps} from '../scope.js';
import type {Draft} from '../verdict.js';
import {placeText} from '../words/place-text.js';
import {RECOVERED} from './asked-alone.js';
import {routersBefore, routersText} from './behind-router.js';
import type {Steady} from './steady-case.js';

type Given = Pick<Steady, 'address' | 'beyond' | 'capture'>;

/** Longest time in which a router forwards a packet. Nanoseconds. */
export const NEAR_NS = 100_000_000n;

export type Lost = 'questions' | 'answers';

/** The router's own fault, added to a draft; undefined if the address's own network does not show it. */
export function ofRouter(
  {address, beyond, capture}: Given,
  dark: DarkStretch,
  askers: readonly Sender[],
): ((draft: Draft) => Draft) | undefined {
  const missing = askers.filter(({dark: own, asked}) =>
    [...own, ...asked.flatMap(one => one.dark)].some(one => overlaps(one, dark)),
  );
  for (const {address: there} of beyond) {
    // One of several captures may end before the others.
    const isWhole = capture.nameOf === undefined || isSeenThroughout(there, dark);
    const lost = isWhole ? lostAt(address, there, missing, dark) : undefined;
    if (lost !== undefined)
      return draft => toldOfRouter(address, there, lost, draft, dark.firstAnswer !== undefined);
  }
  return undefined;
}

export function toldOfRouter(
  address: AddressFacts,
  there: AddressFacts,
  lost: Lost,
  draft: Draft,
  isOver: boolean,
): Draft {
  const routers = routersText(routersBefore(address));
  const place = placeText(there);
  const words =
    lost === 'questions'
      ? `${routers} did not pass these questions on: they do not appear in the network of the address${place}`
      : `in the network of the address${place}, they were answered; ${routers} did not pass the answers on`;
  return {
    ...draft,
    evidence: `${clause(draft.evidence)}; ${words}.`,
    remedy: ROUTER_REMEDY,
    consequence: isOver ? RECOVERED : UNTIL_ROUTER,
  };
}

export function isSeenThroughout(
  {first, last}: AddressFacts,
  {firstUnanswered, lastUnanswered}: Pick<DarkStretch, 'firstUnanswered' | 'lastUnanswered'>,
): boolean {
  return !isBefore(firstUnanswered, first) && !isBefore(last, lastUnanswered);
}

/** Senders in the network of the address that none of the router's clients is: the router itself, if it gives its own address to what they send. */
export function translatedIn({senders: here}: AddressFacts, {senders}: AddressFacts): Sender[] {
  const known = new Set(here.map(({ip}) => ip));
  return senders.filter(({ip}) => !known.has(ip));
}

/** Most of the questions never got there, or most were answered there. */
function lostAt(
  address: AddressFacts,
  there: AddressFacts,
  missing: readonly Sender[],
  {questions}: DarkStretch,
): Lost | undefined {
  const pairs = missing.flatMap(asker => {
    const sender = there.senders.find(({ip, mac}) => ip === asker.ip && mac !== asker.mac);
    return sender === undefined ? [] : [{here: countsOf([asker]), there: countsOf([sender])}];
  });
  if (pairs.length === 0) return lostInTranslation(address, there, questions);
  const answered = sum(pairs, one => one.there.answered - one.here.answered);
  const absent = sum(pairs, one => one.here.settled - one.there.settled);
  const isMost = (count: number) => 4 * count >= 3 * questions;
  if (isMost(answered) === isMost(absent)) return undefined;
  return isMost(absent) ? 'questions' : 'answers';
}

/**
 * The same where one of these senders stands for all clients of the router: the one whose counts differ from theirs by just these questions, and
 * otherwise the least.
 */
function lostInTranslation(address: AddressFacts, there: AddressFacts, questions: number): Lost | undefined {
  const here = countsOf(address.senders);
  const isJust = (count: number) => 4 * count >= 3 * questions && 4 * count <= 5 * questions;
  const found = translatedIn(address, there).flatMap((sender): {lost: Lost; apart: number}[] => {
    const {settled, answered} = countsOf([sender]);
    const unseen = here.settled - settled;
    const unheard = answered - here.answered;
    if (isJust(unseen) === isJust(unheard)) return [];
    return isJust(unseen)
      ? [{lost: 'questions', apart: Math.abs(unheard)}]
      : [{lost: 'answers', apart: Math.abs(unseen)}];
  });
  const least = smallest(found.map(({apart}) => apart));
  const nearest = found.filter(({apart}) => apart === least);
  return nearest.length === 1 ? nearest[0]?.lost : undefined;
}

function countsOf(senders: readonly Sender[]) {
  const own = senders.flatMap(({asked}) => asked).filter(({protocol}) => protocol !== 'neighbour');
  return {settled: sum(own, one => one.settled), answered: sum(own, one => one.answered)};
}

const ROUTER_REMEDY =
  'Check that router, not the address: its routes in both directions, what it filters (access lists, connection tracking), and whether it was up.';
const UNTIL_ROUTER = 'clients behind it get no answer until it passes everything on again';
