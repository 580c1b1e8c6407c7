/**
 * Senders of frames to an address, and what they asked, field by field.
 *
 * @module
 */

import type {
  AskedKind,
  MissingPings,
  ReturnedRun,
  RunCause,
  Sender,
  SentRun,
  Service,
  ServiceRequests,
  WaitedTurns,
  WaitingTurns,
} from '../../conversations/facts.js';
import {MARK, MARK_FIELDS} from '../frame-marks.js';
import {SESSION} from '../sessions.js';
import {BOOLEAN, COUNT, DURATION, everyOf, field, IP, listOf, MAC, object, optional} from '../shape.js';
import {RUN_FIELDS} from './run.js';
import {DARK, SERVICE_DARK, SERVICE_NAME} from './stretches.js';

export const CAUSE = object<RunCause>('cause', {
  ...MARK_FIELDS,
  what: field(
    everyOf<RunCause['what']>({
      ...{announcement: true, 'own-question': true, 'unasked-answer': true, 'side-traffic': true},
    }),
    'kind of cause',
  ),
  isCertain: field(
    BOOLEAN,
    'whether every neighbour accepts it, whatever its settings and the age of its entry',
  ),
});

export const SENT_RUN = object<SentRun>('run-to', {
  ...RUN_FIELDS,
  to: optional(MAC, 'destination MAC; absent in a cooked capture'),
  answered: field(COUNT, 'questions among them that were answered'),
  unanswered: field(COUNT, 'questions that were not answered'),
  refused: field(COUNT, 'questions that were refused'),
  overtaken: field(COUNT, 'questions of unknown outcome that were followed by answered ones'),
  firstUnanswered: optional(MARK, 'first unanswered question'),
  lastUnanswered: optional(MARK, 'last unanswered question'),
  firstAnswer: optional(MARK, 'the first answer'),
  lastAnswer: optional(MARK, 'the last answer'),
  firstRefusal: optional(MARK, 'the first refusal'),
  cause: optional(CAUSE, 'what made the sender choose this MAC'),
});

export const SERVICE = object<Service>('service', {
  ...SERVICE_NAME,
  dark: field(listOf(SERVICE_DARK), 'stretches in which none of its askers was answered'),
});

const WAITING_FIELDS = {
  requests: field(COUNT, 'the requests, one over each connection'),
  unread: field(COUNT, 'of these, those cut off before it shows whether they wait on purpose'),
  clients: field(COUNT, 'the clients that sent them'),
  turns: field(COUNT, 'the fewest requests over one of the connections that were answered in turn before'),
  first: field(MARK, 'the first of these requests'),
  last: field(MARK, 'the last of them'),
  leastNs: field(DURATION, 'from the first of them to the end, or to the first answer'),
} as const;

const WAITING_TURNS = object<WaitingTurns>('waiting-turns', WAITING_FIELDS);

const WAITED_TURNS = object<WaitedTurns>('waited-turns', {
  ...WAITING_FIELDS,
  firstAnswer: field(MARK, 'the first answer to one of them'),
  lastAnswer: field(MARK, 'the first answer to the last of them, at most 250 ms later'),
  isSudden: field(
    BOOLEAN,
    'whether the answers are so much closer together than the requests that these did not take equally long',
  ),
});

export const REQUESTS = object<ServiceRequests>('requests', {
  ...SERVICE_NAME,
  answered: field(COUNT, 'connections over which data came back'),
  reset: field(COUNT, 'connections that the address accepted, and reset within 30 s without any data'),
  closed: field(COUNT, 'connections that it closed in the same way, although a request had been sent'),
  silent: field(
    COUNT,
    'connections whose request was acknowledged, but which brought no data within 5 s, or none before the client hung up after a second or more',
  ),
  unread: optional(
    COUNT,
    'requests in vain that were cut off before it shows whether they wait on purpose; absent if there are none',
  ),
  firstSilent: optional(MARK, 'the first of these requests'),
  dark: field(
    listOf(SERVICE_DARK),
    'stretches in which none of the requests that call for an answer got one; a service that never answers, such as a log server, has none',
  ),
  waiting: optional(
    WAITING_TURNS,
    'requests whose clients wait, though both ends of each connection had taken turns until then; absent unless three or more wait, and no other was answered since',
  ),
  waited: optional(
    listOf(WAITED_TURNS),
    'the same, if all of them were then answered at the same time; absent if there are none',
  ),
});

const ASKED = object<AskedKind>('asked', {
  ...SERVICE_NAME,
  settled: field(COUNT, 'questions whose outcome is known'),
  answered: field(COUNT, 'of these, those that were answered'),
  late: field(COUNT, 'of the answered ones, those whose answer came too late to count'),
  assumed: field(
    COUNT,
    'of the answered ones, those assumed to be answered because a later one was: over UDP without identifiers, and in a tunnel, nothing shows to which request an answer belongs',
  ),
  dark: field(listOf(SERVICE_DARK), 'stretches in which these were not answered, whatever else was'),
});

const RETURNED = object<ReturnedRun>('returned', {
  to: field(MAC, 'the MAC to which they went'),
  ...RUN_FIELDS,
});

const MISSING_PINGS = object<MissingPings>('missing', {
  count: field(COUNT, 'how many'),
  before: field(MARK, 'the ping before them'),
  after: field(MARK, 'the ping after them'),
});

export const SENDER = object<Sender>('sender', {
  ip: field(IP, 'address of the sender'),
  mac: optional(MAC, 'its MAC; absent in a cooked capture'),
  isRouted: field(BOOLEAN, 'whether it is behind a router'),
  runs: field(listOf(SENT_RUN), 'its frames, in runs of the same kind'),
  dark: field(listOf(DARK), 'stretches in which it was not answered'),
  asked: field(listOf(ASKED), 'its questions, by kind'),
  askedBeyond: field(COUNT, 'number of further ports that it asked in vain, beyond those in `asked`'),
  sessions: field(listOf(SESSION), 'TCP connections that were open, and that neither end closed'),
  returned: optional(
    listOf(RETURNED),
    'frames from the address to this sender that went to a MAC other than the one from which it last sent, by MAC; absent if there are none',
  ),
  missing: optional(
    MISSING_PINGS,
    'its pings that are not in the capture, by their numbers: the most in a row; absent if there are none',
  ),
});
