/**
 * TCP sessions that are no longer answered, or were not for a while, while others are: they retransmit again and again, although the
 * address did not move.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import {merged, overlap} from '../../collections/intervals.js';
import {type Bounds, worstBy} from '../../outages/outage.js';
import type {SessionFacts} from '../../sessions/facts.js';
import {counted} from '../../text/count-text.js';
import {formatDuration, formatRange} from '../../text/duration-text.js';
import type {Handover} from '../handovers/handover.js';
import type {OwnedSession} from '../handovers/session-fates.js';
import {MANY} from '../significance.js';
import {type Draft, finding} from '../verdict.js';
import {framesSpoken} from '../words/frame-naming.js';
import {servicesText} from '../words/service-text.js';
import {who} from './case.js';
import {ofSessionAcrossRouter} from './stalled-across-router.js';
import type {Steady} from './steady-case.js';

/** Stalled sessions that are not part of an outage reported elsewhere: either all to the end, or none. */
export interface StalledSessions {
  readonly draft: Draft;
  readonly sessions: readonly Stalled[];
  /** The one that waited for longest. */
  readonly worst: Stalled;
}

interface Stalled extends OwnedSession {
  readonly stall: Stall;
}

export interface Stall {
  /** The first transmission that was not answered, and the last. */
  readonly first: Mark;
  readonly last: Mark;
  /** Absent where it hangs to the end. */
  readonly answered?: Mark;
  readonly transmissions: number;
  /** The change of owner since its last answer before it stalled. */
  readonly move?: Mark | undefined;
  readonly bounds: Bounds;
}

export function stalledSessions(given: Steady): StalledSessions[] {
  const {capture, address, handovers, threshold} = given;
  const dark = [address, ...address.services, ...address.senders].flatMap(one => one.dark);
  // What was asked last in a stretch without an end may be sent again before it counts as unanswered.
  const toEnd = capture.last?.at ?? 0n;
  const told = merged(
    dark.map(({firstUnanswered, firstAnswer, lastUnanswered}) => ({
      from: firstUnanswered.at,
      to: firstAnswer === undefined ? toEnd : lastUnanswered.at,
    })),
  );
  const isOwn = (session: SessionFacts, {first, last, answered}: Stall) => {
    // The fate of a session that the new owner does not know is reported elsewhere.
    const isLeft = answered === undefined && handovers.some(({at}) => session.first.at < at && at <= last.at);
    return !isLeft && last.at - first.at - overlap({from: first.at, to: last.at}, told) >= threshold.leastNs;
  };
  const all = address.senders.flatMap(sender =>
    sender.sessions.flatMap(session =>
      [hanging(session), recovered(session)]
        .filter(stall => stall !== undefined)
        .filter(stall => isOwn(session, stall))
        .map(stall => ({sender, session, stall: {...stall, move: moveBefore(session, stall, handovers)}})),
    ),
  );
  return [
    ...together(
      given,
      all.filter(({stall}) => stall.answered === undefined),
    ),
    ...together(
      given,
      all.filter(({stall}) => stall.answered !== undefined),
    ),
  ];
}

/** The last change of owner that the session outlived, if it stalled then or soon after. */
function moveBefore(
  {first}: SessionFacts,
  {first: begun, last}: Stall,
  handovers: readonly Handover[],
): Mark | undefined {
  return handovers.findLast(({at}) => first.at < at && at <= last.at && at > begun.at - SOON_NS);
}

/** The data that it waits to have acknowledged, if the client has sent it three times without a reply. */
function hanging({unacknowledged, refused, end}: SessionFacts): Stall | undefined {
  if (unacknowledged === undefined || refused !== undefined || end?.by === 'address') return undefined;
  const {first, last, rungsNs} = unacknowledged;
  const transmissions = 1 + rungsNs.length;
  return transmissions < MANY
    ? undefined
    : {first, last, transmissions, bounds: {leastNs: last.at - first.at}};
}

/** The answer that it got in the end. */
function recovered({longestSilence, refused}: SessionFacts): Stall | undefined {
  if (longestSilence === undefined || refused !== undefined) return undefined;
  const {first, last, answered, unanswered: transmissions} = longestSilence;
  const bounds = {leastNs: last.at - first.at, mostNs: answered.at - first.at};
  return transmissions < MANY ? undefined : {first, last, answered, transmissions, bounds};
}

function together(given: Steady, sessions: readonly Stalled[]): StalledSessions[] {
  const worst = worstBy(sessions, ({stall}) => stall.bounds);
  if (worst === undefined) return [];
  return [
    {draft: ofSessionAcrossRouter(given, draftOf(sessions, worst), worst, worst.stall), sessions, worst},
  ];
}

function draftOf(all: readonly Stalled[], worst: Stalled): Draft {
  const {session, stall} = worst;
  const {first, last, answered, transmissions} = stall;
  const senders = [...new Set(all.map(({sender}) => sender))];
  const which =
    all.length === 1 ? `(client port ${session.port})` : `(client port ${session.port} for longest)`;
  const asked = `${counted(transmissions, 'transmission')} in ${framesSpoken(first, last)}`;
  const again = answered === undefined ? '' : `, and again from frame ${answered.frame} on`;
  const moved = stall.move === undefined ? '' : `, across the change of owner (frame ${stall.move.frame})`;
  const words = `${stalledText(all)} of ${who(senders)} ${which} got no acknowledgment for ${lengthText(stall)}: ${asked}, while others were answered${again}${moved}`;
  return {
    ...finding(
      'OUTAGE',
      `${words}.`,
      [first, last, answered],
      stall.move === undefined ? REMEDY : REMEDY_MOVED,
    ),
    consequence: answered === undefined ? HANGS : STANDS,
  };
}

/** `1 session with TCP port 443 unacknowledged for at least 12.4 s` */
export function stalledAnswer({sessions, worst}: StalledSessions): string {
  return `${stalledText(sessions)} unacknowledged for ${lengthText(worst.stall)}`;
}

/** `1 session with TCP port 443` */
function stalledText(all: readonly Stalled[]): string {
  const ports = [...new Set(all.map(({session}) => session.service))];
  return `${counted(all.length, 'session')} with ${servicesText(ports.map(port => ({protocol: 'tcp', port})))}`;
}

function lengthText({bounds: {leastNs, mostNs}}: Stall): string {
  return mostNs === undefined ? `at least ${formatDuration(leastNs)}` : formatRange(leastNs, mostNs);
}

const HANGS = 'such a session hangs until its client gives up (939 s with the defaults of Linux)';
const STANDS = 'such a session stalls meanwhile, and for longer after each unanswered retransmission';
const REMEDY =
  'Others are answered, so look at what tells sessions apart: the real server behind a load balancer that this one is bound to, a firewall ' +
  'that forgot it (conntrack), large packets that do not pass (path MTU).';
const REMEDY_MOVED =
  'The new owner learned of this session late: look at how the state of connections reaches it (conntrackd and its commit when it becomes ' +
  'master, the synchronisation of the load balancer), and at what tells this session apart from the others.';

/** One that stalls this soon after a change of owner does so because of it. Nanoseconds. */
const SOON_NS = 5_000_000_000n;
