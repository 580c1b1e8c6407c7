/**
 * Claims to an address: who announced, held, asked for and probed it, field by field.
 *
 * @module
 */

import type {ClaimKind, ConflictEvidence} from '@vip/arp/ownership';
import type {
  Announcement,
  Claimant,
  ClaimRun,
  DoubleAnswer,
  ProbeSighting,
  Tenure,
  WhoHasQuestion,
} from '../../explain/claim-facts.js';
import {MARK, MARK_FIELDS} from '../frame-marks.js';
import {
  COUNT,
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
} from '../shape.js';
import {RUN_FIELDS} from './run.js';

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

export const ANNOUNCEMENT = object<Announcement>('announcement', {
  ...MARK_FIELDS,
  mac: field(MAC, 'MAC announced for the address'),
  source: optional(MAC, 'source MAC of the frame; absent in a cooked capture'),
  form: field(TEXT, '`request-broadcast` and so on, `na-override`'),
  dialect: optional(DIALECT, 'dialect, and the software that uses it; absent for IPv6'),
  sinceClaimNs: optional(DURATION, 'time since the last claim to the address'),
  seen: optional(COUNT, 'how often it was seen, if more than once: its copies were left out'),
});

export const TENURE = object<Tenure>('tenure', {
  ...MARK_FIELDS,
  mac: field(MAC, 'MAC of the owner from then on'),
  how: field(TENURE_HOW, 'how the owner changed'),
  by: field(CLAIM, 'what shows it'),
  evidence: optional(EVIDENCE, 'evidence of a conflict'),
  from: optional(MAC, 'previous owner'),
});

export const CLAIMANT = object<Claimant>('claimant', {
  mac: field(MAC, 'the claimant'),
  claims: field(COUNT, 'number of claims'),
  first: field(MARK, 'its first claim'),
  last: field(MARK, 'its last claim'),
  kinds: field(listOf(CLAIM_KIND), 'kinds of claims'),
  sources: optional(listOf(MAC), 'other MACs from which its ARP requests came'),
});

export const CLAIM_RUN = object<ClaimRun>('claim-run', {...RUN_FIELDS, mac: field(MAC, 'the claimant')});

export const QUESTION = object<WhoHasQuestion>('question', {
  ...MARK_FIELDS,
  mac: field(MAC, 'MAC of the sender'),
  ip: field(IP, 'address of the sender'),
  answer: optional(
    object<NonNullable<WhoHasQuestion['answer']>>('question-answer', {
      ...MARK_FIELDS,
      mac: field(MAC, 'MAC that answers'),
    }),
    'first answer within a second',
  ),
  again: optional(MARK, 'last answer of the same machine, if it answered more than once'),
});

export const PROBE = object<ProbeSighting>('probe-seen', {
  ...MARK_FIELDS,
  mac: field(MAC, 'MAC of the prober'),
});

export const DOUBLE = object<DoubleAnswer>('double-answer', {
  ...MARK_FIELDS,
  question: field(MARK, 'the question that both answered'),
  asker: field(IP, 'address of the sender of the question'),
  macs: field(listOf(MAC), 'the two MACs'),
});
