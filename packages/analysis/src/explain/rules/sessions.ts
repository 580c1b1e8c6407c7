/**
 * Sessions from before a change of owner that neither end closed: their clients wait for data that cannot come.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import {largest} from '../../collections/extremes.js';
import type {SessionFacts} from '../../sessions/facts.js';
import {counted} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {OwnedSession, SessionFates} from '../handovers/session-fates.js';
import {isBefore} from '../scope.js';
import {type Draft, finding} from '../verdict.js';
import {toEnd} from '../words/open-end.js';
import {who} from './case.js';
import {pauseBefore} from './no-announcement.js';
import type {Steady} from './steady-case.js';

export function sessions({capture, address, fates}: Steady): Draft[] {
  // What was said to their clients while nothing was captured is not known.
  const isSeen = ({handover}: SessionFates) => pauseBefore({capture, address, handover}) === undefined;
  return fates.flatMap(own => [...blackholed(own), ...(isSeen(own) ? hung(own, capture) : [])]);
}

function blackholed({handover, blackholed: all}: SessionFates): Draft[] {
  const [first] = all;
  const waiting = first?.session.unacknowledged;
  if (first === undefined || waiting === undefined) return [];
  const took = formatDuration(waiting.last.at - waiting.firstTo.at);
  const words = `${ofBefore(all)} ${verb(all, 'sends', 'send')} to ${handover.to}, which answers other questions, but ${verb(all, 'gets', 'get')} nothing back: ${counted(waiting.segmentsTo, 'segment')} in ${took}${all.length === 1 ? '' : ' in the first of them'}`;
  const frames = [handover.frame, waiting.firstTo.frame, waiting.last.frame];
  return [{...finding('SESSIONS_BLACKHOLED', `${words}.`, frames), brief: counted(all.length, 'session')}];
}

function hung({handover, hung: all}: SessionFates, capture: CaptureFacts): Draft[] {
  const [first] = all;
  if (first === undefined) return [];
  const silence = formatDuration((capture.last?.at ?? 0n) - handover.at);
  const tickled = all.flatMap(({session}) => session.tickled ?? []);
  // A client that answered a tickle was not silent.
  const state = tickled.length > 0 ? 'still open' : 'silent';
  const words = `${ofBefore(all)} ${verb(all, 'is', 'are')} ${state} ${toEnd(capture)}, ${silence} later: ${handover.to} does not know ${verb(all, 'it', 'them')}, and ${verb(all, 'its client was', 'their clients were')} never told${tickledText(tickled, all)}`;
  const last = largest(all.map(({session: {lastHeard}}) => lastHeard?.frame ?? 0));
  const remedy = all.some(({session}) => hasAnsweredTickle(session)) ? DROPPED : undefined;
  const found = finding('SESSIONS_HUNG', `${words}.`, [last, handover.frame], remedy);
  return [{...found, brief: counted(all.length, 'session')}];
}

/** Tickles do not help if the new owner drops what the clients answer. */
function tickledText([first, ...more]: readonly Mark[], all: readonly OwnedSession[]): string {
  if (first === undefined) return '';
  const whom = more.length + 1 < all.length ? `${more.length + 1} of them` : verb(all, 'it', 'they');
  const were = more.length === 0 ? 'was' : 'were';
  return `; ${whom} ${were} tickled from frame ${first.frame} on, but no reset followed`;
}

function hasAnsweredTickle({tickled, lastSent}: SessionFacts): boolean {
  return tickled !== undefined && lastSent !== undefined && isBefore(tickled, lastSent);
}

const DROPPED =
  "Let the new owner's firewall accept, or reject with a TCP reset, segments of connections that it does not know, in place of " +
  'dropping them (nft: ct state invalid drop, a drop policy): the clients answered the tickles, and only a reset ends their sessions.';

/** `2 sessions of 10.0.0.1 that were open when the address moved` */
export function ofBefore(all: readonly OwnedSession[]): string {
  const senders = [...new Set(all.map(({sender}) => sender))];
  return `${counted(all.length, 'session')} of ${who(senders)}, open when the address moved,`;
}

function verb(all: readonly OwnedSession[], one: string, many: string): string {
  return all.length === 1 ? one : many;
}
