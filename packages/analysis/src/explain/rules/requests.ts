/**
 * Services that accept connections but answer none of the requests over them: each connection is reset, or left without an answer. The kernel
 * accepts and acknowledges, so the address is healthy, but nobody is served.
 *
 * @module
 */

import type {Sender, ServiceName, ServiceRequests, ServiceStretch} from '../../conversations/facts.js';
import {isSameService} from '../../conversations/protocol.js';
import {LATE_NS} from '../../outages/outage.js';
import {counted} from '../../text/count-text.js';
import type {AddressFacts} from '../facts.js';
import {isOutage, type OutageThreshold} from '../outages/outage-threshold.js';
import {LONG_NS, MANY} from '../significance.js';
import {cannotTell, type Draft, finding} from '../verdict.js';
import {boundsText} from '../words/dark-text.js';
import {framesSpoken} from '../words/frame-naming.js';
import {servicesText} from '../words/service-text.js';
import {RECOVERED} from './asked-alone.js';
import {who} from './case.js';
import {WHOLE_FRAMES} from './cut-off.js';
import {isRefused} from './service-draft.js';
import type {Steady} from './steady-case.js';

/** Requests over the connections to a port that had no answer, one after the other. */
export interface Unserved {
  readonly draft: Draft;
  readonly service: ServiceName;
  readonly dark: ServiceStretch;
}

/** A request is given up after this long. Nanoseconds. */
const GIVEN_UP_NS = 5_000_000_000n;

export function unservedRequests(given: Steady): Unserved[] {
  const {address, threshold} = given;
  return address.requests.flatMap(requests =>
    requests.dark
      .filter(dark => unanswered(dark) >= MANY && isLong(requests, dark, threshold))
      .filter(dark => isRefused(dark) || !isExplained(given, requests, dark))
      .map(dark => ({
        draft: unlessUnread(draftOf(address, requests, dark), requests.unread),
        service: requests,
        dark,
      })),
  );
}

/** Unanswered connections that are not reported elsewhere and are too few for a fault, where nothing else was answered. */
export function unservedAlone(given: Steady): Draft | undefined {
  const {address} = given;
  const [requests] = address.requests;
  const [dark] = requests?.dark ?? [];
  if (requests === undefined || dark === undefined || requests.answered > 0 || unanswered(dark) === 0)
    return undefined;
  if (!address.services.every(service => isSameService(service, requests))) return undefined;
  if (isExplained(given, requests, dark)) return undefined;
  const words = `${acceptedText(requests, dark)}, and nothing else was asked: whether anybody is served is not shown`;
  return cannotTell(
    `${unservedAnswer({service: requests, dark})}, too few to judge`,
    `${words}.`,
    [dark.firstUnanswered, dark.lastUnanswered],
    BOTH_REMEDIES,
  );
}

/** A client that gets no answer over a kept connection asks nothing more; but each such client waited for at least a second. */
function isLong({answered}: ServiceRequests, dark: ServiceStretch, threshold: OutageThreshold): boolean {
  if (isOutage(dark, threshold)) return true;
  return laterIn(dark) === 0 ? answered === 0 : dark.bounds.leastNs + LONG_NS >= threshold.leastNs;
}

/** The finding, unless its requests may wait on purpose, which the snap length cut off. */
export function unlessUnread(draft: Draft, unread = 0): Draft {
  if (unread === 0 || draft.verdict === 'REFUSED') return draft;
  const evidence = `${draft.evidence} The snap length cut off what they ask for: a command that waits for others (BLPOP of Redis, for one) gets no answer until then`;
  return cannotTell('frames cut off by the snap length', `${evidence}.`, draft.frames, WHOLE_FRAMES);
}

/** How many had no answer at all. */
function unanswered({questions, late}: ServiceStretch): number {
  return questions - (late?.answers ?? 0);
}

/** Whether their cause is reported in its own right: the address or its service was dark then, or moved. */
export function isExplained(
  {address, handovers}: Steady,
  requests: ServiceRequests,
  dark: ServiceStretch,
): boolean {
  const from = dark.firstUnanswered.at;
  const to = dark.lastUnanswered.at + GIVEN_UP_NS;
  const service = address.services.find(one => isSameService(one, requests));
  const told = [...address.dark, ...(service?.dark ?? [])];
  return (
    handovers.some(({at}) => at >= from && at <= to) ||
    told.some(
      ({bounds, firstUnanswered, lastUnanswered}) =>
        bounds.leastNs >= LATE_NS && firstUnanswered.at <= to && lastUnanswered.at >= from,
    )
  );
}

function draftOf(address: AddressFacts, requests: ServiceRequests, dark: ServiceStretch): Draft {
  const {firstUnanswered, lastUnanswered, firstAnswer, lastAnswer} = dark;
  const later = laterIn(dark);
  const others = requests.answered === 0 ? 'none' : `${counted(requests.answered, 'other')}`;
  const asked = `asked by ${who(askersOf(address, requests))} in ${framesSpoken(firstUnanswered, lastUnanswered)}`;
  const served = later > 0 ? '' : ` ${others} had an answer in this capture;`;
  const words = `${acceptedText(requests, dark)} (${asked});${served} the outage is ${boundsText(dark)} long`;
  const isReset = isRefused(dark);
  const over = firstAnswer === undefined ? undefined : RECOVERED;
  return {
    ...finding(
      isReset ? 'REFUSED' : 'OUTAGE',
      `${words}.`,
      [lastAnswer, firstUnanswered, lastUnanswered, firstAnswer],
      isReset ? RESET_REMEDY : SILENT_REMEDY,
    ),
    isForeign: true,
    consequence: over ?? (isReset ? RESET : SILENT),
  };
}

/** `TCP port 443 accepted 14 connections and reset each of them without an answer` */
function acceptedText({reset, closed, ...service}: ServiceRequests, dark: ServiceStretch): string {
  const {questions, refused} = dark;
  const later = laterIn(dark);
  if (later > 0) {
    const like = later === 1 ? 'it is like' : 'each is like';
    const first =
      later === questions ? '' : `, and the first over ${counted(questions - later, 'other connection')}`;
    return `${servicesText([service])} acknowledged ${counted(later, 'request')} over connections that are kept${first}, and sent no data for 5 s, or until the client hung up, although ${like} others that were answered over the same connection`;
  }
  const silent = unanswered(dark) - refused;
  const ended = reset === 0 ? 'closed' : closed === 0 ? 'reset' : 'reset or closed';
  const waited = `sent no data over ${questions === 1 ? 'it' : 'them'} for 5 s, or until the client hung up`;
  const accepted = `${servicesText([service])} accepted ${counted(questions, 'connection')}`;
  if (refused === 0) return `${accepted}, and ${waited}`;
  if (silent <= 0)
    return `${accepted}, and ${ended} ${questions === 1 ? 'it' : 'each of them'} without an answer`;
  return `${accepted}: it ${ended} ${refused} of them without an answer, and over ${silent} it sent no data`;
}

export function askersOf({senders}: AddressFacts, service: ServiceName): Sender[] {
  return senders.filter(({asked}) => asked.some(kind => isSameService(kind, service)));
}

/** Those that were not the first over their connection. */
function laterIn({questions, opening}: ServiceStretch): number {
  return questions - opening;
}

/** `TCP port 443 accepts and resets for 7.9 s to 8.3 s` */
export function unservedAnswer({service, dark}: Pick<Unserved, 'service' | 'dark'>): string {
  const what = isRefused(dark) ? 'accepts and resets' : 'accepts and does not answer';
  return `${servicesText([service])} ${what} for ${boundsText(dark)}`;
}

const RESET = 'each connection opens, but ends without an answer';
export const SILENT = 'clients are connected, but wait in vain for an answer';
const RESET_REMEDY =
  'The address and the path to it are fine, and the port accepts connections, so look at what is behind it: a load balancer without a ' +
  'healthy real server (its health checks), a proxy whose upstream is down, a program that fails on every request (its log).';
export const SILENT_REMEDY =
  'The kernel accepts and acknowledges, but the program does not answer: check whether it hangs or is overloaded (ss -lnt: the Recv-Q of its ' +
  'socket; its log), and what it is waiting for, such as a database or a real server behind a load balancer.';
const BOTH_REMEDIES =
  'Capture for longer, or try the service on its node (curl, ss -lnt): the kernel accepts connections even for a program that does not answer.';
