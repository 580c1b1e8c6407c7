/**
 * What `vip explain --json` prints, field by field.
 *
 * @module
 */

import type {CaptureFacts, ClockStep} from '../explain/facts.js';
import type {Note} from '../explain/notes/note.js';
import type {Happening} from '../explain/story.js';
import {type Finding, VERDICTS} from '../explain/verdict.js';
import {ADDRESS_FACTS, CAUSE, CLAIM, MARK, MARK_FIELDS, OUTAGE, SENT_RUN, TENURE_HOW} from './facts.js';
import {ROUTER} from './routers.js';
import {
  BOOLEAN,
  COUNT,
  type Described,
  DURATION,
  field,
  IP,
  listOf,
  MAC,
  MOMENT,
  object,
  optional,
  TEXT,
  untyped,
  wholeNumber,
  wordsOf,
} from './shape.js';

const FRAMES = listOf(COUNT);

const FINDING_FIELDS: Described<Finding> = {
  verdict: field(wordsOf(VERDICTS), 'see [explain.md](explain.md)'),
  evidence: field(TEXT, 'what shows it, a sentence'),
  frames: field(FRAMES, 'the frames that show it'),
  fix: field(TEXT, 'what to do; empty when nothing is to be done'),
};

const FINDING = object<Finding>('finding', FINDING_FIELDS);

const NOTE = object<Note>('note', {
  code: field(TEXT, 'what kind of note'),
  text: field(TEXT, 'a sentence'),
  frames: field(FRAMES, 'the frames that show it'),
});

const HAPPENING = object<Happening>('happening', {
  ...MARK_FIELDS,
  lastFrame: field(COUNT, 'where it ended; the same as `frame` for one frame'),
  text: field(TEXT, 'a sentence'),
});

const ANNOUNCEMENT_SET = untyped('announcement-set', {
  ...MARK_FIELDS,
  lastFrame: field(COUNT, 'where the set ended'),
  count: field(COUNT, 'of announcements'),
  forms: field(listOf(TEXT), 'each once'),
});

const SENDER_STORY = untyped('handover-sender', {
  ip: field(IP, 'who speaks to the address'),
  mac: optional(MAC, 'its MAC; absent in a cooked capture'),
  stale: field(listOf(SENT_RUN), 'frames to another than the new owner, not all answered'),
  followed: optional(SENT_RUN, 'the first to the new owner; absent when there were none'),
  cause: optional(CAUSE, 'what made it follow'),
});

const HANDOVER = untyped('handover', {
  ...MARK_FIELDS,
  from: optional(MAC, 'the old owner'),
  to: field(MAC, 'the new owner'),
  fromRouter: optional(IP, 'who advertised before, where masters share a MAC'),
  toRouter: optional(IP, 'who advertises now'),
  how: field(TENURE_HOW, 'it came to that'),
  by: field(CLAIM, 'by what it is known'),
  isReturn: field(BOOLEAN, 'whether the new owner had it before'),
  keepsMac: field(BOOLEAN, 'whether another master took over the same MAC'),
  until: optional(MARK, 'the next handover'),
  lastOld: optional(MARK, 'the last answer of the old owner'),
  firstNew: optional(MARK, 'the first answer of the new owner'),
  ...FINDING_FIELDS,
  outage: optional(OUTAGE, 'that it lies in or begins'),
  announcements: field(listOf(ANNOUNCEMENT_SET), 'by the new owner'),
  senders: field(listOf(SENDER_STORY), 'what each did'),
});

export const EXPLANATION = untyped('explanation', {
  kind: field(wordsOf('explanation'), 'what it is'),
  ip: field(IP, 'the address'),
  network: field(TEXT, 'interface and VLANs'),
  ...FINDING_FIELDS,
  first: optional(
    untyped('first-owner', {
      ...MARK_FIELDS,
      mac: field(MAC, 'who'),
      how: field(TENURE_HOW, 'it came to that'),
      by: field(CLAIM, 'by what it is known'),
    }),
    'who had it first',
  ),
  handovers: field(listOf(HANDOVER), 'each with its own verdict'),
  findings: field(listOf(FINDING), 'what was wrong besides'),
  notes: field(listOf(NOTE), 'what is worth knowing and no fault'),
  outages: field(listOf(OUTAGE), 'when nobody, or one of the senders, was answered'),
  story: field(listOf(HAPPENING), 'what happened, sentence by sentence'),
  facts: field(ADDRESS_FACTS, 'all that was seen of the address'),
});

const CLOCK_STEP = object<ClockStep>('clock-step', {
  ...MARK_FIELDS,
  by: field(DURATION, 'negative when it was set back'),
});

export const EXPLAINED_CAPTURE = untyped('capture', {
  kind: field(wordsOf('summary'), 'what it is'),
  frames: field(COUNT, 'in all'),
  from: optional(MOMENT, 'the first; absent when there is none'),
  to: optional(MOMENT, 'the last'),
  arpFrames: field(COUNT, 'of ARP'),
  unreadable: field(COUNT, 'that could not be read'),
  foreign: field(COUNT, 'of a link type that is not read'),
  copies: field(COUNT, 'that were seen twice'),
  truncated: field(COUNT, 'whose addresses the snap length cut off'),
  disorder: field(COUNT, 'that came later than others of a later time'),
  clockSteps: field(listOf(CLOCK_STEP), 'when the clock was set'),
  addresses: field(COUNT, 'that are explained'),
  routers: field(listOf(ROUTER), 'virtual routers'),
  busiestSecond: optional(
    object<NonNullable<CaptureFacts['busiestSecond']>>('busiest-second', {
      at: field(MOMENT, 'when it began'),
      frames: field(COUNT, 'of ARP and neighbour discovery'),
    }),
    'with most of them',
  ),
  beyondAddresses: field(COUNT, 'addresses that were not followed'),
  exit: field(wholeNumber(0, 3), 'the exit code'),
});
