/**
 * What is seen of an address in a capture, field by field.
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
import type {Mark, Run} from '../mark.js';
import {BOUNDS} from './common.js';
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
  MOMENT,
  object,
  optional,
  type Shape,
  TEXT,
} from './shape.js';

export const MARK_FIELDS: Described<Mark> = {
  at: field(MOMENT, 'when'),
  frame: field(COUNT, 'in which frame, from 1'),
};

export const MARK = object<Mark>('moment', MARK_FIELDS);

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
    everyOf<RunCause['what']>({announcement: true, 'own-question': true, 'side-traffic': true}),
    'which of them',
  ),
});

export const SENT_RUN = object<SentRun>('run-to', {
  ...RUN_FIELDS,
  to: optional(MAC, 'the MAC they are sent to; absent in a cooked capture'),
  answered: field(COUNT, 'questions in them that were answered'),
  unanswered: field(COUNT, 'questions that were not'),
  refused: field(COUNT, 'questions that were refused'),
  firstUnanswered: optional(MARK, 'the first that asked in vain'),
  lastUnanswered: optional(MARK, 'the last that asked in vain'),
  firstAnswer: optional(MARK, 'the first answer'),
  lastAnswer: optional(MARK, 'the last answer'),
  cause: optional(CAUSE, 'what made the sender choose this MAC'),
});

const DARK_FIELDS: Described<Omit<DarkStretch, 'bounds'>> = {
  lastAnswer: optional(MARK, 'the last answer before; absent when the capture begins without'),
  lastAsked: optional(MARK, 'when what it answered had been asked'),
  firstUnanswered: field(MARK, 'the first question in vain'),
  lastUnanswered: field(MARK, 'the last question in vain'),
  questions: field(COUNT, 'how many they were'),
  firstAnswer: optional(MARK, 'the first answer after; absent when there is none'),
  nextAsked: optional(MARK, 'when what it answers was asked'),
};

/** As `explanation` has it, with its bounds beside. */
export const OUTAGE = object<
  Omit<DarkStretch, 'bounds'> & {asker?: string; leastNs: bigint; mostNs?: bigint}
>('outage', {
  ...DARK_FIELDS,
  leastNs: field(DURATION, 'it lasted at least so long'),
  mostNs: optional(DURATION, 'at most so long; absent when it had not ended'),
  asker: optional(IP, 'who alone was not answered; absent when nobody was'),
});

const DARK = object<DarkStretch>('dark', {...DARK_FIELDS, bounds: field(BOUNDS, 'how long it was')});

const ASKED = object<AskedKind>('asked', {
  protocol: field(
    everyOf<AskedKind['protocol']>({echo: true, tcp: true, udp: true, neighbour: true}),
    'how it asked',
  ),
  port: field(COUNT, 'of the address; 0 where there are none'),
  settled: field(COUNT, 'questions of which is known what became of them'),
  answered: field(COUNT, 'of them'),
});

const SENDER = object<Sender>('sender', {
  ip: field(IP, 'who speaks to the address'),
  mac: optional(MAC, 'its MAC; absent in a cooked capture'),
  isRouted: field(BOOLEAN, 'whether it is behind a router'),
  runs: field(listOf(SENT_RUN), 'its frames, alike in a row'),
  dark: field(listOf(DARK), 'when it was not answered'),
  asked: field(listOf(ASKED), 'what it asked, by kind'),
});

const DIALECT: Shape = object<NonNullable<Announcement['dialect']>>('dialect', {
  id: field(TEXT, 'of the form'),
  speakers: field(
    listOf(
      object<NonNullable<Announcement['dialect']>['speakers'][number]>('speaker', {
        name: field(TEXT, 'of a program or system'),
        source: field(TEXT, 'where that is known from'),
      }),
    ),
    'who announces so',
  ),
  ignoredBy: field(
    listOf(
      object<NonNullable<Announcement['dialect']>['ignoredBy'][number]>('ignorer', {
        name: field(TEXT, 'of a program or system'),
        when: field(TEXT, 'it ignores it'),
        source: field(TEXT, 'where that is known from'),
      }),
    ),
    'who ignores it',
  ),
  warnings: field(listOf(TEXT), 'what is wrong with this one'),
});

const ANNOUNCEMENT = object<Announcement>('announcement', {
  ...MARK_FIELDS,
  mac: field(MAC, 'that it gives the address'),
  source: optional(MAC, 'that the frame is from; absent in a cooked capture'),
  form: field(TEXT, '`request-broadcast` and so on, `na-override`'),
  dialect: optional(DIALECT, 'who speaks so; absent for IPv6'),
  sinceClaimNs: optional(DURATION, 'since the address was last claimed by anybody'),
});

const TENURE = object<Tenure>('tenure', {
  ...MARK_FIELDS,
  mac: field(MAC, 'who has the address from then on'),
  how: field(TENURE_HOW, 'it came to that'),
  by: field(CLAIM, 'by what it is known'),
  evidence: optional(EVIDENCE, 'of a conflict'),
  from: optional(MAC, 'who had it until then'),
});

const ANSWER_RUN = object<AnswerRun>('run-from', {
  ...RUN_FIELDS,
  mac: field(MAC, 'they are from'),
  answers: field(COUNT, 'of them that answer a question which is seen'),
  firstAnswer: optional(MARK, 'the first of these'),
  lastAnswer: optional(MARK, 'the last of these'),
});

const CLAIMANT = object<Claimant>('claimant', {
  mac: field(MAC, 'who claims the address'),
  claims: field(COUNT, 'how often'),
  first: field(MARK, 'the first time'),
  last: field(MARK, 'the last time'),
  kinds: field(listOf(CLAIM_KIND), 'in which ways'),
});

const CLAIM_RUN = object<ClaimRun>('claim-run', {...RUN_FIELDS, mac: field(MAC, 'who claims it in a row')});

const QUESTION = object<Question>('question', {
  ...MARK_FIELDS,
  mac: field(MAC, 'who asks for the address'),
  ip: field(IP, 'who asks for the address'),
  answer: optional(
    object<NonNullable<Question['answer']>>('question-answer', {
      ...MARK_FIELDS,
      mac: field(MAC, 'who answers'),
    }),
    'the first within a second',
  ),
  again: optional(MARK, 'the last answer of the same machine to it, where there were several'),
});

const PROBE = object<ProbeSighting>('probe-seen', {
  ...MARK_FIELDS,
  mac: field(MAC, 'who asks whether it is in use'),
});

const DOUBLE = object<DoubleAnswer>('double-answer', {
  ...MARK_FIELDS,
  question: field(MARK, 'that both answered'),
  asker: field(IP, 'who had asked'),
  macs: field(listOf(MAC), 'the two'),
});

const REFUSAL = object<Refusal>('refusal', {
  ...MARK_FIELDS,
  by: field(IP, 'who refuses'),
  byMac: optional(MAC, 'its MAC; absent in a cooked capture'),
  to: field(IP, 'who had asked'),
  reason: field(TEXT, 'in words'),
  count: field(COUNT, 'how often'),
  isService: field(BOOLEAN, 'whether a connection was refused, and no probe of a port'),
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
  network: field(TEXT, 'interface and VLANs, `eth0 VLAN 10`; empty where the file names none'),
  iface: field(TEXT, 'the interface alone'),
  vlans: field(TEXT, '`10`, `100.10`; empty without tags'),
  interests: field(listOf(INTERESTS), 'why it is told of'),
  first: field(MARK, 'when it was first seen'),
  last: field(MARK, 'when it was last seen'),
  tenures: field(listOf(TENURE), 'who had it, one after the other'),
  announcements: field(listOf(ANNOUNCEMENT), 'what was told to everybody'),
  claimants: field(listOf(CLAIMANT), 'everybody who claimed it'),
  claimRuns: field(listOf(CLAIM_RUN), 'claims of one in a row'),
  answers: field(listOf(ANSWER_RUN), 'frames from it, by MAC in a row'),
  senders: field(listOf(SENDER), 'who spoke to it'),
  questions: field(listOf(QUESTION), 'who asked for it'),
  probes: field(listOf(PROBE), 'who asked whether it is in use'),
  proxies: field(listOf(MAC), 'who answers for many others as well'),
  dark: field(listOf(DARK), 'when nobody was answered'),
  questionsAnswered: field(COUNT, 'questions to it'),
  questionsUnanswered: field(COUNT, 'questions to it'),
  doubleAnswers: field(listOf(DOUBLE), 'questions that two answered'),
  isWithoutOverride: field(BOOLEAN, 'whether answers came without Override (IPv6)'),
  refusals: field(listOf(REFUSAL), 'what was refused'),
  invalid: field(listOf(ANNOUNCEMENT), 'announcements of a MAC that nobody can have'),
  beyond: field(BEYOND, 'how many more there were than are kept'),
});
