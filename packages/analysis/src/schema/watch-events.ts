/**
 * What `vip watch` prints, field by field: its files are read by other programs.
 *
 * @module
 */

import {VERDICTS} from '../explain/verdict.js';
import {MOVE_KINDS} from '../watch/address-event.js';
import {
  type AdvertGapEvent,
  type AdvertGapOverEvent,
  type AnnouncementsEvent,
  type AskedService,
  type AskedTimesEvent,
  type DarkEvent,
  type DarkOverEvent,
  type FaultEvent,
  type MovedEvent,
  type OwnerEvent,
  type TwoOwnersEvent,
  type TwoOwnersOverEvent,
  WATCH_SUBJECTS,
  type WatchEvent,
  type WatchedEvent,
} from '../watch/event.js';
import {SERVICE_NAME} from './facts/stretches.js';
import {
  BOOLEAN,
  COUNT,
  DURATION,
  field,
  IP,
  listOf,
  MAC,
  MOMENT,
  type ObjectShape,
  object,
  optional,
  TEXT,
  wordsOf,
} from './shape.js';
import {
  ITS_SERVICE,
  JUDGED,
  kindOfEvent,
  OF_ADDRESS,
  REPORTED,
  STRETCHES,
  VIRTUAL_ROUTER_ID,
} from './watch-event-fields.js';

export const WATCH_EVENTS = {
  owner: object<OwnerEvent>('owner', {
    kind: kindOfEvent('owner'),
    ...OF_ADDRESS,
    mac: field(MAC, 'the MAC that has it'),
  }),
  moved: object<MovedEvent>('moved', {
    kind: kindOfEvent('moved'),
    ...OF_ADDRESS,
    ...JUDGED,
    move: field(wordsOf(MOVE_KINDS), 'what kind of change it is'),
    from: optional(MAC, 'the old owner'),
    to: field(MAC, 'the new owner'),
    fromRouter: optional(IP, 'the old master, where both share a virtual MAC'),
    toRouter: optional(IP, 'the new master, where both share a virtual MAC'),
    staleFrames: field(COUNT, 'frames that were sent to another MAC in the meantime'),
    isUnwatched: optional(BOOLEAN, 'present if it may have happened while `vip watch` was not running'),
    leastNs: optional(DURATION, 'lower bound of the outage; absent if there was none, or no client asked'),
    mostNs: optional(DURATION, 'its upper bound; absent while it lasts'),
  }),
  dark: object<DarkEvent>('dark', {
    kind: kindOfEvent('dark'),
    ...OF_ADDRESS,
    ...ITS_SERVICE,
    lastAnswer: optional(MOMENT, 'the last answer before it; absent if there was none'),
    questions: field(COUNT, 'unanswered questions so far'),
    leastNs: field(DURATION, 'from the first of them to the last'),
  }),
  'dark-over': object<DarkOverEvent>('dark-over', {
    kind: kindOfEvent('dark-over'),
    ...OF_ADDRESS,
    ...JUDGED,
    ...ITS_SERVICE,
    since: field(MOMENT, 'the first unanswered question; `at` is the next answer'),
    questions: field(
      COUNT,
      'unanswered questions; at least that many if it lasted for more than ten minutes, or nobody asks any more',
    ),
    leastNs: field(DURATION, 'lower bound of how long it lasted'),
    mostNs: optional(DURATION, 'upper bound; absent if it is not known that it ended'),
    isGivenUp: optional(
      BOOLEAN,
      'present if no client asks any more, so that it is unknown whether one would be answered',
    ),
    move: optional(TEXT, '`id` of the move that explains it'),
  }),
  'two-owners': object<TwoOwnersEvent>('two-owners', {
    kind: kindOfEvent('two-owners'),
    ...OF_ADDRESS,
    ...JUDGED,
    owners: field(listOf(MAC), 'the MACs that claim it'),
  }),
  'two-owners-over': object<TwoOwnersOverEvent>('two-owners-over', {
    kind: kindOfEvent('two-owners-over'),
    ...OF_ADDRESS,
    since: field(MOMENT, 'when it was found; `at` is when one was last seen to contradict the other'),
  }),
  announced: object<AnnouncementsEvent>('announced', {
    kind: kindOfEvent('announced'),
    ...OF_ADDRESS,
    mac: field(MAC, 'MAC announced for the address'),
    forms: field(listOf(TEXT), 'forms used, each once'),
    count: field(COUNT, 'announcements in the set'),
  }),
  asked: object<AskedTimesEvent>('asked', {
    kind: kindOfEvent('asked'),
    ...OF_ADDRESS,
    stretches: field(
      STRETCHES,
      'when it was asked since this was last reported; `at` is the end of the last one',
    ),
    services: optional(
      listOf(
        object<AskedService>('asked-service', {
          ...SERVICE_NAME,
          stretches: field(STRETCHES, 'when this service was asked'),
        }),
      ),
      'the same for its services, at most 16',
    ),
  }),
  fault: object<FaultEvent>('fault', {
    kind: kindOfEvent('fault'),
    ...OF_ADDRESS,
    verdict: field(wordsOf(VERDICTS), 'see [explain.md](explain.md#verdicts)'),
    evidence: field(TEXT, 'what shows it, a sentence'),
    remedy: field(TEXT, 'what to do about it'),
  }),
  'advert-gap': object<AdvertGapEvent>('advert-gap', {
    kind: kindOfEvent('advert-gap'),
    ...REPORTED,
    network: field(TEXT, 'interface and VLANs'),
    protocol: field(TEXT, 'protocol and version'),
    vrid: field(VIRTUAL_ROUTER_ID, 'number of the virtual router'),
    router: field(IP, 'the master that fell silent'),
    intervalNs: field(DURATION, 'how often it advertised'),
    addresses: field(listOf(IP), 'its addresses that are watched, at most 16'),
    isAllSilent: optional(
      BOOLEAN,
      'present if nothing at all has been seen on that interface since: the watch itself may be cut off',
    ),
  }),
  'advert-gap-over': object<AdvertGapOverEvent>('advert-gap-over', {
    kind: kindOfEvent('advert-gap-over'),
    ...REPORTED,
    network: field(TEXT, 'interface and VLANs'),
    protocol: field(TEXT, 'protocol and version'),
    vrid: field(VIRTUAL_ROUTER_ID, 'number of the virtual router'),
    router: field(IP, 'the master that is heard now'),
    since: field(MOMENT, 'the last advertisement before it'),
    lastedNs: field(DURATION, 'time from that advertisement to the next'),
  }),
  watch: object<WatchEvent>('watch', {
    kind: kindOfEvent('watch'),
    ...REPORTED,
    what: field(wordsOf(WATCH_SUBJECTS), 'its subject'),
    text: field(TEXT, 'a sentence without a full stop'),
    iface: optional(TEXT, 'the interface that it is about'),
    isWatched: optional(BOOLEAN, 'whether that interface, or else that place, is watched from now on'),
    since: optional(MOMENT, 'what happened from then until `at` may be missing'),
  }),
} as const satisfies Readonly<Record<WatchedEvent['kind'], ObjectShape>>;
