/**
 * Clients of a service that wait for an answer, after both ends of each connection took turns: the kernel acknowledges, and the program is silent.
 * Requests may take long on purpose, but those of several clients seldom begin at once.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {ServiceRequests, ServiceStretch, WaitingTurns} from '../../conversations/facts.js';
import {counted} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import {MANY} from '../significance.js';
import {cannotTell, type Draft, finding} from '../verdict.js';
import {framesSpoken} from '../words/frame-naming.js';
import {servicesText} from '../words/service-text.js';
import {isExplained, SILENT, SILENT_REMEDY, type Unserved, unlessUnread} from './requests.js';
import type {Steady} from './steady-case.js';

export function waitingClients(given: Steady): Unserved[] {
  return waitingIn(given).flatMap(({requests, waiting, dark}) =>
    waiting.clients < MANY
      ? []
      : [
          {
            draft: unlessUnread(draftOf(requests, waiting), waiting.unread),
            service: requests,
            dark,
          },
        ],
  );
}

/** Connections of so few clients that each may have its reason. */
export function waitingAlone(given: Steady): Draft | undefined {
  const [few] = waitingIn(given).filter(({waiting}) => waiting.clients < MANY);
  if (few === undefined) return undefined;
  const {evidence, frames} = textOf(few.requests, few.waiting, OPEN);
  const missing = `${counted(few.waiting.clients, 'client')} of ${servicesText([few.requests])} waiting, too few to judge`;
  return cannotTell(missing, evidence, frames, SILENT_REMEDY);
}

function waitingIn(given: Steady) {
  return given.address.requests.flatMap(requests => {
    const {waiting} = requests;
    if (waiting === undefined) return [];
    const dark = stretchOf(waiting);
    const isTold = requests.dark.some(one => one.firstAnswer === undefined && one.questions >= MANY);
    return isTold || isExplained(given, requests, dark) ? [] : [{requests, waiting, dark}];
  });
}

function stretchOf({first, last, requests, leastNs}: WaitingTurns): ServiceStretch {
  return {
    ...{firstUnanswered: first, lastUnanswered: last, questions: requests, opening: 0, refused: 0},
    bounds: {leastNs},
  };
}

function draftOf(requests: ServiceRequests, waiting: WaitingTurns): Draft {
  const {evidence, frames} = textOf(requests, waiting, '');
  return {...finding('OUTAGE', evidence, frames, SILENT_REMEDY), isForeign: true, consequence: SILENT};
}

function textOf(
  service: ServiceRequests,
  {requests, clients, turns, first, last, leastNs}: WaitingTurns,
  rest: string,
): {evidence: string; frames: readonly Mark[]} {
  const asked = `${counted(requests, 'request')} of ${counted(clients, 'client')}, each over a connection of its own, in ${framesSpoken(first, last)}`;
  const words = `${servicesText([service])} acknowledged ${asked}, and sent no data to any of them for at least ${formatDuration(leastNs)}, although the ends of each connection had taken turns until then: at least ${counted(turns, 'request')} over each, all answered within 1.25 s${rest}`;
  return {evidence: `${words}.`, frames: [first, last]};
}

const OPEN =
  '; whether the program hangs, or these requests take long on purpose (a long query, a poll), is not shown';
