/**
 * A stalled session through a router that was captured on both sides: it stalls in the address's own network as well, or the router did not pass
 * everything on. Pure.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import {overlap} from '../../collections/intervals.js';
import {framesOf} from '../../findings/finding.js';
import {clause} from '../../findings/sentence.js';
import type {SessionFacts} from '../../sessions/facts.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {OwnedSession} from '../handovers/session-fates.js';
import type {Draft, VerdictName} from '../verdict.js';
import {framesSpoken} from '../words/frame-naming.js';
import {placeText} from '../words/place-text.js';
import {storyOf} from './across-router.js';
import {routersBefore, routersText} from './behind-router.js';
import {isSeenThroughout, type Lost, NEAR_NS, toldOfRouter} from './router-fault.js';
import {isBlackholed, sessionThere} from './router-sessions.js';
import type {OtherSide, Steady} from './steady-case.js';

/** From the first transmission to the last, without an answer. */
interface Stretch {
  readonly first: Mark;
  readonly last: Mark;
  readonly answered?: Mark;
}

export function ofSessionAcrossRouter(
  {address, beyond, capture}: Pick<Steady, 'address' | 'beyond' | 'capture'>,
  draft: Draft,
  own: OwnedSession,
  stall: Stretch,
): Draft {
  for (const side of beyond) {
    const there = sessionThere(side, own);
    if (there === undefined) continue;
    const same = stretchesOf(there.session).find(one => isSame(one, stall));
    if (same !== undefined) {
      const routers = routersText(routersBefore(address));
      const place = placeText(side.address);
      const code = verdictThere(side, capture, there, same);
      const verdict = code === undefined ? '' : `: the verdict there is ${code}`;
      const words = `It came through ${routers} (${framesSpoken(same.first, same.last)}${place}), and was not acknowledged there either${verdict}`;
      return {...draft, evidence: `${clause(draft.evidence)}. ${words}.`, remedy: storyOf(place)};
    }
    const lost = lostAt(capture, side, there.session, stall);
    if (lost !== undefined)
      return toldOfRouter(address, side.address, lost, draft, stall.answered !== undefined);
  }
  return draft;
}

function stretchesOf({unacknowledged, longestSilence}: SessionFacts): Stretch[] {
  return [unacknowledged, longestSilence].filter(one => one !== undefined);
}

/** Whether most of it is the same. */
function isSame(there: Stretch, {first, last}: Stretch): boolean {
  const common = overlap({from: first.at, to: last.at}, [{from: there.first.at, to: there.last.at}]);
  return 2n * common > last.at - first.at;
}

function verdictThere(
  side: OtherSide,
  capture: CaptureFacts,
  there: OwnedSession,
  {first}: Stretch,
): VerdictName | undefined {
  if (isBlackholed(side, capture, there)) return 'SESSIONS_BLACKHOLED';
  return side.findings.find(found => framesOf(found).includes(first.frame))?.code;
}

/** What the router did not pass on: nothing of it appears there, or everything, and it was acknowledged. */
function lostAt(
  {nameOf}: CaptureFacts,
  {address}: OtherSide,
  {lastSent, unacknowledged}: SessionFacts,
  {first, last}: Stretch,
): Lost | undefined {
  const isWhole =
    nameOf === undefined || isSeenThroughout(address, {firstUnanswered: first, lastUnanswered: last});
  if (!isWhole || lastSent === undefined || unacknowledged !== undefined) return undefined;
  if (lastSent.at < first.at) return 'questions';
  return lastSent.at > last.at - NEAR_NS ? 'answers' : undefined;
}
