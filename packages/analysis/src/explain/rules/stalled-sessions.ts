/**
 * TCP sessions that are not answered any more while others are: what they send is sent again and again, and nothing moved under them.
 *
 * @module
 */

import {counted} from '../../count-text.js';
import {formatDuration} from '../../duration-text.js';
import {type Interval, merged, overlap} from '../../intervals.js';
import type {SessionFacts, Unacknowledged} from '../../sessions/facts.js';
import {servicesText} from '../service-text.js';
import type {OwnedSession} from '../session-fates.js';
import {MANY} from '../significance.js';
import {type Draft, finding} from '../verdict.js';
import {who} from './case.js';
import type {Steady} from './outage.js';

/** Sessions that stall, and are not parts of an outage that is told otherwise. */
export interface StalledSessions {
  readonly draft: Draft;
  readonly sessions: readonly Stalled[];
  /** The one that waits for longest. */
  readonly worst: Stalled;
}

interface Stalled extends OwnedSession {
  readonly waiting: Unacknowledged;
}

export function stalledSessions(given: Steady): StalledSessions[] {
  const {address, handovers, threshold} = given;
  const dark = [address, ...address.services, ...address.senders].flatMap(one => one.dark);
  const told = merged(dark.map(one => ({from: one.firstUnanswered.at, to: one.lastUnanswered.at})));
  const sessions = address.senders.flatMap(sender =>
    sender.sessions.flatMap(session => {
      const waiting = stalled(session);
      if (waiting === undefined) return [];
      const moved = handovers.some(({at}) => session.first.at < at && at <= waiting.last.at);
      const lasts = askedIn(waiting);
      return moved || lasts.to - lasts.from - overlap(lasts, told) < threshold.leastNs
        ? []
        : [{sender, session, waiting}];
    }),
  );
  const [first] = sessions;
  if (first === undefined) return [];
  const worst = sessions.reduce((most, one) => (lengthOf(one) > lengthOf(most) ? one : most), first);
  return [{draft: draftOf(sessions, worst), sessions, worst}];
}

/** What it waits for, if its client has sent that three times, and was told nothing. */
function stalled({unacknowledged, refused, end}: SessionFacts): Unacknowledged | undefined {
  if (unacknowledged === undefined || refused !== undefined || end?.by === 'address') return undefined;
  return 1 + unacknowledged.rungsNs.length >= MANY ? unacknowledged : undefined;
}

function askedIn({first, last}: Unacknowledged): Interval {
  return {from: first.at, to: last.at};
}

function draftOf(all: readonly Stalled[], worst: Stalled): Draft {
  const {session, waiting} = worst;
  const senders = [...new Set(all.map(({sender}) => sender))];
  const which =
    all.length === 1 ? `(client port ${session.port})` : `(client port ${session.port} for longest)`;
  const asked = counted(1 + waiting.rungsNs.length, 'transmission');
  const words = `${stalledText(all)} of ${who(senders)} ${which} got no acknowledgment for at least ${formatDuration(lengthOf(worst))}: ${asked} in frames ${waiting.first.frame} to ${waiting.last.frame}, while others were answered`;
  return {
    ...finding('OUTAGE', `${words}.`, [waiting.first, waiting.last], REMEDY),
    consequence: 'such a session hangs until its client gives up (939 s with the defaults of Linux)',
  };
}

/** `1 session with TCP port 443 unacknowledged for at least 12.4 s` */
export function stalledAnswer({sessions, worst}: StalledSessions): string {
  return `${stalledText(sessions)} unacknowledged for at least ${formatDuration(lengthOf(worst))}`;
}

/** `1 session with TCP port 443` */
function stalledText(all: readonly Stalled[]): string {
  const ports = [...new Set(all.map(({session}) => session.service))];
  return `${counted(all.length, 'session')} with ${servicesText(ports.map(port => ({protocol: 'tcp', port})))}`;
}

function lengthOf({waiting: {first, last}}: Stalled): bigint {
  return last.at - first.at;
}

const REMEDY =
  'Others are answered, so look at what tells sessions apart: the real server behind a load balancer that this one is bound to, a firewall ' +
  'that forgot it (conntrack), large packets that do not pass (path MTU).';
