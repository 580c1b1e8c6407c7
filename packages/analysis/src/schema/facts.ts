/**
 * What a capture shows of an address, field by field.
 *
 * @module
 */

import type {ClaimKind, ConflictEvidence} from '@vip/arp/ownership';
import type {AskedKind, DarkStretch, RunCause, Sender, SentRun} from '../conversations/facts.js';
import type {
  Announcement,
  Claimant,
  ClaimRun,
  DoubleAnswer,
  ProbeSighting,
  Question,
  Tenure,
} from '../explain/claim-facts.js';
import type {AddressFacts, AnswerRun, Beyond, Interest, Refusal} from '../explain/facts.js';
import type {Run} from '../mark.js';
import {BOUNDS} from './common.js';
import {MARK, MARK_FIELDS} from './marks.js';
import {SESSION} from './sessions.js';
import {
  BOOLEAN,
  COUNT,
  type Described,
  DURATION,
  everyOf,
  field,
  IP,
  listOf,
  MAC,
  object,
  optional,
  type Shape,
  TEXT,
} from './shape.js';

const RUN_FIELDS: Described<Run> = {
  first: field(MARK, 'its first frame'),
  last: field(MARK, 'its last frame'),
  count: field(COUNT, 'how many frames'),
};

const CLAIM_KINDS: Readonly<Record<ClaimKind, true>> = {
  announcement: true,
  answer: true,
  question: true,
  advertisement: true,
};
const CLAIM_KIND = everyOf(CLAIM_KINDS);
export const CLAIM = everyOf<Tenure['by']>({...CLAIM_KINDS, traffic: true, speech: true});
export const TENURE_HOW = everyOf<Tenure['how']>({
  first: true,
  moved: true,
  returned: true,
  flap: true,
  conflict: true,
});
const EVIDENCE = everyOf<ConflictEvidence>({'both-speak': true, 'both-answer': true, alternating: true});
const INTERESTS = everyOf<Interest>({
  'asked-for': true,
  announced: true,
  moved: true,
  advertised: true,
  conflict: true,
  refused: true,
  probed: true,
  unanswered: true,
});

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
  firstUnanswered: optional(MARK, 'first unanswered question'),
  lastUnanswered: optional(MARK, 'last unanswered question'),
  firstAnswer: optional(MARK, 'the first answer'),
  lastAnswer: optional(MARK, 'the last answer'),
  cause: optional(CAUSE, 'what made the sender choose this MAC'),
});

const DARK_FIELDS: Described<Omit<DarkStretch, 'bounds'>> = {
  lastAnswer: optional(MARK, 'last answer before it; absent if the capture begins without one'),
  lastAsked: optional(MARK, 'the question that it answered'),
  firstUnanswered: field(MARK, 'first unanswered question'),
  lastUnanswered: field(MARK, 'last unanswered question'),
  questions: field(COUNT, 'number of unanswered questions'),
  lateAnswer: optional(MARK, 'the answer to its only question, if it came too late to count'),
  firstAnswer: optional(MARK, 'first answer after it; absent if there is none'),
  nextAsked: optional(MARK, 'the question that it answers'),
  leapNs: optional(
    DURATION,
    'the part of it that may not have passed: the clock was set forward, or all hosts paused',
  ),
  isGivenUp: optional(BOOLEAN, 'present if clients stopped asking long before the capture ended'),
};

/** An outage as `explanation` has it, with its bounds as fields of its own. */
export const OUTAGE = object<
  Omit<DarkStretch, 'bounds'> & {asker?: string; leastNs: bigint; mostNs?: bigint}
>('outage', {
  ...DARK_FIELDS,
  leastNs: field(DURATION, 'lower bound of how long it lasted'),
  mostNs: optional(DURATION, 'upper bound; absent if it had not ended'),
  asker: optional(IP, 'the only sender that was not answered; absent if none was'),
});

const DARK = object<DarkStretch>('dark', {...DARK_FIELDS, bounds: field(BOUNDS, 'how long it lasted')});

const ASKED = object<AskedKind>('asked', {
  protocol: field(
    everyOf<AskedKind['protocol']>({echo: true, tcp: true, udp: true, neighbour: true}),
    'protocol of the questions',
  ),
  port: field(COUNT, 'port of the address; 0 if the protocol has none'),
  settled: field(COUNT, 'questions whose outcome is known'),
  answered: field(COUNT, 'of these, those that were answered'),
  late: field(COUNT, 'of the answered ones, those answered too late to count'),
});

const SENDER = object<Sender>('sender', {
  ip: field(IP, 'address of the sender'),
  mac: optional(MAC, 'its MAC; absent in a cooked capture'),
  isRouted: field(BOOLEAN, 'whether it is behind a router'),
  runs: field(listOf(SENT_RUN), 'its frames, in runs of the same kind'),
  dark: field(listOf(DARK), 'stretches in which it was not answered'),
  asked: field(listOf(ASKED), 'its questions, by kind'),
  sessions: field(listOf(SESSION), 'TCP connections that were open, and that neither end closed'),
});

const DIALECT: Shape = object<NonNullable<Announcement['dialect']>>('dialect', {
  id: field(TEXT, 'name of the dialect'),
  speakers: field(
    listOf(
      object<NonNullable<Announcement['dialect']>['speakers'][number]>('speaker', {
        name: field(TEXT, 'name of a program or system'),
        source: field(TEXT, 'source of this information'),
      }),
    ),
    'programs and systems that use this dialect',
  ),
  ignoredBy: field(
    listOf(
      object<NonNullable<Announcement['dialect']>['ignoredBy'][number]>('ignorer', {
        name: field(TEXT, 'name of a program or system'),
        when: field(TEXT, 'in which case it ignores the frame'),
        source: field(TEXT, 'source of this information'),
      }),
    ),
    'programs and systems that ignore it',
  ),
  warnings: field(listOf(TEXT), 'what is wrong with this frame'),
});

const ANNOUNCEMENT = object<Announcement>('announcement', {
  ...MARK_FIELDS,
  mac: field(MAC, 'MAC announced for the address'),
  source: optional(MAC, 'source MAC of the frame; absent in a cooked capture'),
  form: field(TEXT, '`request-broadcast` and so on, `na-override`'),
  dialect: optional(DIALECT, 'dialect, and the software that uses it; absent for IPv6'),
  sinceClaimNs: optional(DURATION, 'time since the last claim to the address'),
});

const TENURE = object<Tenure>('tenure', {
  ...MARK_FIELDS,
  mac: field(MAC, 'MAC of the owner from then on'),
  how: field(TENURE_HOW, 'how the owner changed'),
  by: field(CLAIM, 'what shows it'),
  evidence: optional(EVIDENCE, 'evidence of a conflict'),
  from: optional(MAC, 'previous owner'),
});

const ANSWER_RUN = object<AnswerRun>('run-from', {
  ...RUN_FIELDS,
  mac: field(MAC, 'source MAC'),
  answers: field(COUNT, 'frames that answer a question in the capture'),
  isForwarded: optional(BOOLEAN, 'they have crossed a router, whose MAC it is'),
  firstAnswer: optional(MARK, 'the first of these'),
  lastAnswer: optional(MARK, 'the last of these'),
});

const CLAIMANT = object<Claimant>('claimant', {
  mac: field(MAC, 'the claimant'),
  claims: field(COUNT, 'number of claims'),
  first: field(MARK, 'the first time'),
  last: field(MARK, 'the last time'),
  kinds: field(listOf(CLAIM_KIND), 'kinds of claims'),
});

const CLAIM_RUN = object<ClaimRun>('claim-run', {...RUN_FIELDS, mac: field(MAC, 'the claimant')});

const QUESTION = object<Question>('question', {
  ...MARK_FIELDS,
  mac: field(MAC, 'MAC of the sender'),
  ip: field(IP, 'address of the sender'),
  answer: optional(
    object<NonNullable<Question['answer']>>('question-answer', {
      ...MARK_FIELDS,
      mac: field(MAC, 'MAC that answers'),
    }),
    'first answer within a second',
  ),
  again: optional(MARK, 'last answer of the same machine, if it answered more than once'),
});

const PROBE = object<ProbeSighting>('probe-seen', {
  ...MARK_FIELDS,
  mac: field(MAC, 'MAC of the prober'),
});

const DOUBLE = object<DoubleAnswer>('double-answer', {
  ...MARK_FIELDS,
  question: field(MARK, 'the question that both answered'),
  asker: field(IP, 'address of the sender of the question'),
  macs: field(listOf(MAC), 'the two MACs'),
});

const REFUSAL = object<Refusal>('refusal', {
  ...MARK_FIELDS,
  by: field(IP, 'source of the error'),
  byMac: optional(MAC, 'its MAC; absent in a cooked capture'),
  to: field(IP, 'address of the sender of the question'),
  reason: field(TEXT, 'reason in words'),
  count: field(COUNT, 'number of refusals'),
  isService: field(BOOLEAN, 'whether a connection was refused, rather than a port probe'),
});

const BEYOND = object<Beyond>('beyond', {
  announcements: field(COUNT, 'announcements'),
  tenures: field(COUNT, 'changes of owner'),
  senders: field(COUNT, 'senders'),
  runs: field(COUNT, 'runs of frames'),
  questions: field(COUNT, 'questions'),
  probes: field(COUNT, 'probes'),
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
  questionsAnswered: field(COUNT, 'questions to it that were answered'),
  questionsUnanswered: field(COUNT, 'questions to it that were not answered'),
  doubleAnswers: field(listOf(DOUBLE), 'questions that two MACs answered'),
  isWithoutOverride: field(BOOLEAN, 'whether advertisements came without Override (IPv6)'),
  refusals: field(listOf(REFUSAL), 'refused connections and requests'),
  invalid: field(listOf(ANNOUNCEMENT), 'announcements of a MAC that no interface can have'),
  beyond: field(BEYOND, 'number of items beyond those kept'),
});
