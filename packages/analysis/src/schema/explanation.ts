/**
 * What `vip explain --json` prints, field by field.
 *
 * @module
 */

import type {CaptureFacts, ClockStep} from '../explain/capture-facts.js';
import type {FormerNote, VerdictObject} from '../explain/tell/explain-json.js';
import type {StoryEvent} from '../explain/tell/story/happening.js';
import {VERDICTS} from '../explain/verdict.js';
import type {FindingPart} from '../findings/finding-json.js';
import {CLAIM, TENURE_HOW} from './facts/claims.js';
import {CAUSE, SENT_RUN} from './facts/senders.js';
import {OUTAGE} from './facts/stretches.js';
import {ADDRESS_FACTS} from './facts.js';
import {FINDING_PART} from './finding.js';
import {MARK, MARK_FIELDS} from './frame-marks.js';
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

/** Fields of a verdict under the names they had before all findings had one shape. */
const VERDICT: Described<VerdictObject> = {
  verdict: field(wordsOf(VERDICTS), 'the same as `code`; see [explain.md](explain.md)'),
  frames: field(FRAMES, 'the frames of `where`'),
  fix: field(TEXT, 'the same as `remedy`'),
};

const VERDICT_FIELDS = {...VERDICT, ...FINDING_PART};

const FINDING = object<FindingPart & VerdictObject>('fault', VERDICT_FIELDS);

const NOTE = object<FindingPart & FormerNote>('note', {
  ...FINDING_PART,
  text: field(TEXT, 'the whole note, as it is printed'),
  frames: field(FRAMES, 'the frames of `where`'),
});

const HAPPENING = object<StoryEvent>('happening', {
  ...MARK_FIELDS,
  lastFrame: field(COUNT, 'its last frame; the same as `frame` for a single frame'),
  text: field(TEXT, 'a sentence'),
  capture: optional(TEXT, 'with several captures, the one that contains the first frame'),
  number: optional(COUNT, 'its number there; `frame` is then its number among the frames of all captures'),
});

const ANNOUNCEMENT_SET = untyped('announcement-set', {
  ...MARK_FIELDS,
  lastFrame: field(COUNT, 'last frame of the set'),
  count: field(COUNT, 'number of announcements'),
  forms: field(listOf(TEXT), 'forms used, each once'),
});

const SENDER_STORY = untyped('handover-sender', {
  ip: field(IP, 'address of the sender'),
  mac: optional(MAC, 'its MAC; absent in a cooked capture'),
  stale: field(listOf(SENT_RUN), 'frames to a MAC other than the new owner’s, not all answered'),
  followed: optional(SENT_RUN, 'first frames to the new owner; absent if there were none'),
  cause: optional(CAUSE, 'why it switched to the new owner'),
});

const HANDOVER = untyped('handover', {
  ...MARK_FIELDS,
  from: optional(MAC, 'the old owner'),
  to: field(MAC, 'the new owner'),
  fromRouter: optional(IP, 'previous master, if masters share a MAC'),
  toRouter: optional(IP, 'new master'),
  how: field(TENURE_HOW, 'how the owner changed'),
  by: field(CLAIM, 'what shows it'),
  isReturn: field(BOOLEAN, 'whether the new owner had it before'),
  keepsMac: field(BOOLEAN, 'whether another master took over the same MAC'),
  until: optional(MARK, 'the next handover'),
  lastOld: optional(MARK, 'the last answer of the old owner'),
  firstNew: optional(MARK, 'the first answer of the new owner'),
  ...VERDICT_FIELDS,
  outage: optional(OUTAGE, 'outage in which it falls, or which it begins'),
  announcements: field(listOf(ANNOUNCEMENT_SET), 'announcements by the new owner'),
  senders: field(listOf(SENDER_STORY), 'what each sender did'),
});

export const EXPLANATION = untyped('explanation', {
  kind: field(wordsOf('explanation'), 'what it is'),
  ip: field(IP, 'the address'),
  network: field(TEXT, 'interface and VLANs'),
  ...VERDICT_FIELDS,
  first: optional(
    untyped('first-owner', {
      ...MARK_FIELDS,
      mac: field(MAC, 'MAC of the owner'),
      how: field(TENURE_HOW, 'how the owner changed'),
      by: field(CLAIM, 'what shows it'),
    }),
    'first known owner',
  ),
  handovers: field(listOf(HANDOVER), 'handovers, each with its own verdict'),
  findings: field(listOf(FINDING), 'other faults'),
  notes: field(listOf(NOTE), 'observations that are not faults'),
  outages: field(
    listOf(OUTAGE),
    'stretches in which no sender was answered, or a single sender or a single service was not',
  ),
  story: field(listOf(HAPPENING), 'what happened, one sentence per event'),
  facts: field(ADDRESS_FACTS, 'everything that the capture shows of the address'),
});

const CLOCK_STEP = object<ClockStep>('clock-step', {
  ...MARK_FIELDS,
  by: field(DURATION, 'by how much the clock was set forward; negative if it was set back'),
});

export const EXPLAINED_CAPTURE = untyped('capture', {
  kind: field(wordsOf('summary'), 'what it is'),
  frames: field(COUNT, 'number of frames'),
  from: optional(MOMENT, 'time of the first frame; absent if there is none'),
  to: optional(MOMENT, 'time of the last frame'),
  arpFrames: field(COUNT, 'ARP frames'),
  unreadable: field(COUNT, 'frames that could not be read'),
  foreign: field(COUNT, 'frames of an unsupported link type'),
  copies: field(COUNT, 'duplicates of frames already seen'),
  forwarded: field(COUNT, 'of these, copies forwarded by a router'),
  isMirrored: field(
    BOOLEAN,
    'whether every frame is duplicated: mirrored from two ports, or merged from two places',
  ),
  truncated: field(COUNT, 'frames whose addresses were cut off by the snap length'),
  disorder: field(COUNT, 'frames stored out of chronological order'),
  clockSteps: field(listOf(CLOCK_STEP), 'moments at which the clock was set'),
  misplaced: optional(
    COUNT,
    'frames left out because they are much older than those before them, and too many to be sorted',
  ),
  addresses: field(COUNT, 'addresses explained'),
  routers: field(listOf(ROUTER), 'virtual routers'),
  busiestSecond: optional(
    object<NonNullable<CaptureFacts['busiestSecond']>>('busiest-second', {
      at: field(MOMENT, 'when it began'),
      frames: field(COUNT, 'number of these frames'),
    }),
    'the second with the most ARP and neighbour discovery frames',
  ),
  beyondAddresses: field(COUNT, 'addresses not tracked'),
  exit: field(wholeNumber(0, 3), 'the exit code'),
});
