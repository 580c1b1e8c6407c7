/**
 * Clients of a service that wait for an answer, after both ends of each connection took turns: the kernel acknowledges, and the program is silent.
 * Requests may take long on purpose, and those of several clients may have begun together, such as the queries of a batch: many that wait at once, or
 * for very long, or that are all answered in one moment in the end, wait for the program.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {ServiceRequests, ServiceStretch, WaitedTurns, WaitingTurns} from '../../conversations/facts.js';
import {counted} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import {IN_A_ROW, MANY} from '../significance.js';
import {cannotTell, type Draft, finding} from '../verdict.js';
import {boundsText} from '../words/dark-text.js';
import {framesSpoken} from '../words/frame-naming.js';
import {servicesText} from '../words/service-text.js';
import {RECOVERED} from './asked-alone.js';
import {isExplained, SILENT, SILENT_REMEDY, type Unserved, unlessUnread} from './requests.js';
import type {Steady} from './steady-case.js';

/** Long queries of a few clients that began together are over by then, and most clients give up. Nanoseconds. */
const TOO_LONG_NS = 30_000_000_000n;

/** What is shorter is told as this. Nanoseconds. */
const SHORTEST_NS = 1_000_000n;

interface Wait {
  readonly requests: ServiceRequests;
  readonly turns: WaitingTurns | WaitedTurns;
  readonly dark: ServiceStretch;
}

export function waitingClients(given: Steady): Unserved[] {
  return waitsIn(given)
    .filter(wait => isOfProgram(given, wait))
    .map(({requests, turns, dark}) => ({
      draft: unlessUnread(draftOf(requests, turns, dark), turns.unread),
      service: requests,
      dark,
    }));
}

/** Those that may each have a reason of their own. */
export function waitingAlone(given: Steady): Draft | undefined {
  const [open] = waitsIn(given).filter(wait => !isOfProgram(given, wait) && isOpenQuestion(wait));
  if (open === undefined) return undefined;
  const {requests, turns, dark} = open;
  const {evidence, frames} = textOf(requests, turns, dark, OPEN);
  const waited = isOver(turns) ? 'that waited together' : 'waiting';
  const missing = `${counted(turns.clients, 'client')} of ${servicesText([requests])} ${waited}, too few to judge`;
  return cannotTell(missing, evidence, frames, SILENT_REMEDY);
}

/** Whether what they wait for is the program, and not what each of them asked. */
function isOfProgram({capture}: Steady, {turns}: Wait): boolean {
  if (turns.clients < MANY) return false;
  if (isOver(turns)) return turns.isSudden;
  // While the capture goes on, it will show how that ends.
  const isMany = turns.clients >= IN_A_ROW && !capture.isGoingOn;
  return isMany || turns.leastNs >= TOO_LONG_NS;
}

/** Of a few connections of one client, or two, that were answered in the end, nothing is missing. */
function isOpenQuestion({turns}: Wait): boolean {
  return !isOver(turns) || turns.clients >= MANY || turns.isSudden;
}

function isOver(turns: WaitingTurns | WaitedTurns): turns is WaitedTurns {
  return 'firstAnswer' in turns;
}

function waitsIn(given: Steady): Wait[] {
  return given.address.requests.flatMap(requests => {
    const {waiting, waited = []} = requests;
    return [...waited, ...(waiting === undefined ? [] : [waiting])].flatMap(turns => {
      const dark = stretchOf(turns);
      return isTold(requests, dark) || isExplained(given, requests, dark) ? [] : [{requests, turns, dark}];
    });
  });
}

/** Whether requests that are like those answered before show it as well. */
function isTold({dark}: ServiceRequests, {firstUnanswered, firstAnswer}: ServiceStretch): boolean {
  return dark.some(
    one =>
      one.questions >= MANY &&
      (firstAnswer === undefined || one.firstUnanswered.at <= firstAnswer.at) &&
      (one.firstAnswer === undefined || one.firstAnswer.at >= firstUnanswered.at),
  );
}

function stretchOf(turns: WaitingTurns | WaitedTurns): ServiceStretch {
  const {first, last, requests, leastNs} = turns;
  const lost = {firstUnanswered: first, lastUnanswered: last, questions: requests, opening: 0, refused: 0};
  if (!isOver(turns)) return {...lost, bounds: {leastNs}};
  return {...lost, firstAnswer: turns.firstAnswer, bounds: {leastNs}};
}

function draftOf(requests: ServiceRequests, turns: WaitingTurns | WaitedTurns, dark: ServiceStretch): Draft {
  const {evidence, frames} = textOf(requests, turns, dark, '');
  return {
    ...finding('OUTAGE', evidence, frames, SILENT_REMEDY),
    isForeign: true,
    consequence: isOver(turns) ? RECOVERED : SILENT,
  };
}

function textOf(
  service: ServiceRequests,
  waits: WaitingTurns | WaitedTurns,
  dark: ServiceStretch,
  rest: string,
): {evidence: string; frames: readonly Mark[]} {
  const {requests, clients, turns, first, last} = waits;
  const asked = `${counted(requests, 'request')} of ${counted(clients, 'client')}, each over a connection of its own, in ${framesSpoken(first, last)}`;
  const words = `${servicesText([service])} acknowledged ${asked}, and sent no data to any of them for ${boundsText(dark)}, although the ends of each connection had taken turns until then: at least ${counted(turns, 'request')} over each, all answered within 1.25 s`;
  if (!isOver(waits)) return {evidence: `${words}${rest}.`, frames: [first, last]};
  const {firstAnswer, lastAnswer} = waits;
  const tookNs = lastAnswer.at - firstAnswer.at;
  const took = formatDuration(tookNs < SHORTEST_NS ? SHORTEST_NS : tookNs);
  return {
    evidence: `${words}; then all were answered within ${took} (${framesSpoken(firstAnswer, lastAnswer)})${rest}.`,
    frames: [first, last, firstAnswer, lastAnswer],
  };
}

const OPEN =
  '; whether the program hangs, or these requests take long on purpose (a long query, a poll), is not shown';
