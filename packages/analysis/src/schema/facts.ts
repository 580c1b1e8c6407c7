/**
 * What a capture shows of an address, field by field.
 *
 * @module
 */

import type {OpenQuestions} from '../conversations/facts.js';
import type {HalfSeenRun} from '../conversations/half-seen.js';
import type {
  AddressFacts,
  AnswerRun,
  Beyond,
  GatewayPath,
  Interest,
  OtherWay,
  Refusal,
} from '../explain/facts.js';
import type {TickleAttempt} from '../sessions/tickles.js';
import {ANNOUNCEMENT, CLAIM_RUN, CLAIMANT, DOUBLE, PROBE, QUESTION, TENURE} from './facts/claims.js';
import {RUN_FIELDS} from './facts/run.js';
import {REQUESTS, SENDER, SENT_RUN, SERVICE} from './facts/senders.js';
import {DARK} from './facts/stretches.js';
import {MARK, MARK_FIELDS} from './frame-marks.js';
import {BOOLEAN, COUNT, DURATION, everyOf, field, IP, listOf, MAC, object, optional, TEXT} from './shape.js';

const INTERESTS = everyOf<Interest>({
  'asked-for': true,
  announced: true,
  moved: true,
  advertised: true,
  conflict: true,
  refused: true,
  probed: true,
  'answered-elsewhere': true,
  elsewhere: true,
  unanswered: true,
  stayed: true,
});

const ANSWER_RUN = object<AnswerRun>('run-from', {
  ...RUN_FIELDS,
  mac: field(MAC, 'source MAC'),
  answers: field(COUNT, 'frames that answer a question in the capture'),
  isForwarded: optional(BOOLEAN, 'whether they crossed a router; `mac` is then the router’s'),
  firstAnswer: optional(MARK, 'the first of these answers'),
  lastAnswer: optional(MARK, 'the last of these answers'),
});

const REFUSAL = object<Refusal>('refusal', {
  ...MARK_FIELDS,
  by: field(IP, 'source of the error'),
  byMac: optional(MAC, 'its MAC; absent in a cooked capture'),
  to: field(IP, 'address of the sender of the question'),
  reason: field(TEXT, 'reason in words'),
  count: field(COUNT, 'number of refusals'),
  last: field(MARK, 'the last of them'),
  isService: field(BOOLEAN, 'whether a connection was refused, rather than a port probe'),
});

const TICKLE_ATTEMPT = object<TickleAttempt>('tickle-attempt', {
  ...{first: field(MARK, 'its first frame'), last: field(MARK, 'its last frame')},
  count: field(COUNT, 'number of frames'),
  mac: optional(MAC, 'source MAC; absent in a cooked capture'),
  clients: field(listOf(IP), 'the first clients that were sent one'),
  unanswered: field(COUNT, 'sessions whose client sent nothing'),
  answered: field(COUNT, 'sessions whose client answered, and that were not reset'),
  unknown: field(COUNT, 'sessions that the client no longer had'),
  reset: field(COUNT, 'sessions that were reset'),
  resetAfterNs: optional(
    listOf(DURATION),
    'from the first tickle of a session to its reset: the shortest and the longest',
  ),
  reopened: optional(MARK, 'when a client first opened another connection to the same port'),
});

const GATEWAY_PATH = object<GatewayPath>('gateway-path', {
  ip: field(IP, 'address of the client'),
  mac: optional(MAC, 'its MAC; absent in a cooked capture'),
  isRouted: field(BOOLEAN, 'whether a router forwards what it sends; `mac` is then the router’s'),
  to: field(IP, 'the address in another network to which it sent'),
  runs: field(listOf(SENT_RUN), 'its frames, in runs to the same MAC'),
  dark: field(listOf(DARK), 'stretches in which it was not answered'),
  refusals: field(listOf(REFUSAL), 'what routers reported to the client about these packets'),
});

const BEYOND = object<Beyond>('beyond', {
  announcements: field(COUNT, 'announcements'),
  tenures: field(COUNT, 'changes of owner'),
  senders: field(COUNT, 'senders'),
  runs: field(COUNT, 'runs of frames'),
  questions: field(COUNT, 'questions'),
  probes: field(COUNT, 'probes'),
  sessions: field(COUNT, 'TCP sessions that were open'),
});

const OPEN_QUESTIONS = object<OpenQuestions>('open-questions', {
  questions: field(COUNT, 'number of questions'),
  first: field(MARK, 'the first of them'),
  last: field(MARK, 'the last of them'),
  waitedNs: field(DURATION, 'from the first of them to the end'),
});

const HALF = object<HalfSeenRun>('half-conversation', {
  ...RUN_FIELDS,
  unseen: field(
    everyOf<HalfSeenRun['unseen']>({questions: true, answers: true}),
    'which half is missing from the capture',
  ),
  asker: field(IP, 'address of the asker'),
});

const OTHER_WAY = object<OtherWay>('other-way', {
  halves: field(
    listOf(HALF),
    'stretches of conversations of which only one half was captured, although the other evidently exists',
  ),
  silences: field(listOf(DARK), 'stretches without an answer, which therefore prove nothing'),
});

export const ADDRESS_FACTS = object<AddressFacts>('facts', {
  ip: field(IP, 'the address'),
  network: field(TEXT, 'interface and VLANs, for example `eth0 VLAN 10`; empty if the file names none'),
  iface: field(TEXT, 'the interface alone'),
  vlans: field(TEXT, 'VLAN IDs, for example `10` or `100.10`; empty if untagged'),
  interests: field(listOf(INTERESTS), 'why it is reported'),
  first: field(MARK, 'when it was first seen'),
  last: field(MARK, 'when it was last seen'),
  tenures: field(listOf(TENURE), 'its owners, in order'),
  announcements: field(listOf(ANNOUNCEMENT), 'announcements of the address'),
  claimants: field(listOf(CLAIMANT), 'all claimants'),
  claimRuns: field(listOf(CLAIM_RUN), 'runs of claims by one claimant'),
  answers: field(listOf(ANSWER_RUN), 'frames from the address, in runs of the same MAC'),
  senders: field(listOf(SENDER), 'senders of frames to it'),
  questions: field(listOf(QUESTION), 'requests and solicitations for it'),
  probes: field(listOf(PROBE), 'probes for it (RFC 5227)'),
  proxies: field(listOf(MAC), 'MACs that answer for many other addresses as well'),
  dark: field(listOf(DARK), 'stretches in which no sender was answered'),
  services: field(listOf(SERVICE), 'services for which it answered at least one sender, and when it did not'),
  requests: field(listOf(REQUESTS), 'the outcome of requests over connections to its TCP ports'),
  questionsAnswered: field(COUNT, 'questions to it that were answered'),
  questionsUnanswered: field(COUNT, 'questions to it that were not answered'),
  doubleAnswers: field(listOf(DOUBLE), 'questions that two MACs answered'),
  isWithoutOverride: field(BOOLEAN, 'whether advertisements came without Override (IPv6)'),
  refusals: field(listOf(REFUSAL), 'refused connections and requests'),
  invalid: field(listOf(ANNOUNCEMENT), 'announcements of a MAC that no interface can have'),
  beyond: field(BEYOND, 'number of items beyond those kept'),
  tickled: optional(listOf(TICKLE_ATTEMPT), 'tickles in its name; absent if there were none'),
  openAtEnd: optional(
    OPEN_QUESTIONS,
    'the last questions, if the capture ended before they were answered; absent unless three or more waited for longer than usual',
  ),
  through: optional(
    listOf(GATEWAY_PATH),
    'what was sent through it to other networks, if it is a gateway; absent if nothing was',
  ),
  otherWay: optional(OTHER_WAY, 'what shows that only half of some conversations is captured'),
});
