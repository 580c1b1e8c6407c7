/**
 * What `vip explain --json` prints of several captures, field by field.
 *
 * @module
 */

import type {Run} from '../capture/mark.js';
import type {ClockObject, PairObject, PlacesObject} from '../places/places-json.js';
import {MARK} from './frame-marks.js';
import {
  BOOLEAN,
  COUNT,
  field,
  IP,
  listOf,
  MOMENT,
  NUMBER,
  object,
  optional,
  type Shape,
  TEXT,
  untyped,
  wordsOf,
} from './shape.js';

const NS: Shape = NUMBER;

const CLOCK = object<ClockObject>('clock', {
  place: field(TEXT, 'which capture'),
  fromFrame: field(
    COUNT,
    'first frame for which these values hold; a capture whose clock was set has several such entries',
  ),
  toFrame: field(COUNT, 'last frame for which they hold'),
  from: field(MOMENT, 'time of the first of these frames, by the clock of the reference'),
  to: field(MOMENT, 'time of the last'),
  aheadNs: field(NS, 'how far it is ahead of the reference midway between the two, in nanoseconds'),
  drift: field(NUMBER, 'how much faster it runs: 1e-6 is a microsecond per second'),
  boundNs: field(NS, 'largest possible error of `aheadNs`, in nanoseconds; 0 for the reference'),
  frames: field(COUNT, 'frames that other captures have as well'),
  dropped: field(COUNT, 'frames that the kernel dropped, according to the file'),
});

const PAIR = object<PairObject>('clock-pair', {
  a: field(TEXT, 'one capture'),
  b: field(TEXT, 'the other'),
  frames: field(COUNT, 'frames that both have'),
  there: field(COUNT, 'of these, known to have gone from `a` to `b`'),
  back: field(COUNT, 'of these, known to have gone from `b` to `a`'),
  boundNs: field(NS, 'uncertainty of intervals that span both, in nanoseconds'),
});

const HOP = object<PlacesObject['hops'][number]>('hop', {
  from: field(TEXT, 'where frames were sent'),
  to: field(TEXT, 'where they arrived'),
  count: field(COUNT, 'how many'),
  leastNs: field(NS, 'the shortest time, in nanoseconds'),
  medianNs: field(NS, 'the median'),
  mostNs: field(NS, 'the longest'),
});

const RUN = object<Run>('missing-run', {
  first: field(MARK, 'the first'),
  last: field(MARK, 'the last'),
  count: field(COUNT, 'how many'),
});

const PASSAGE = untyped('passage', {
  kind: field(TEXT, '`arp`, `vrrp`, `ipv4` and so on'),
  source: field(IP, 'source of the frames'),
  destination: optional(IP, 'destination of the frames; absent for frames addressed to all'),
  from: field(
    TEXT,
    'where they were sent or, if that was not captured, where they were first seen; the last such place if there are several',
  ),
  to: field(TEXT, 'where they should have arrived'),
  arrived: field(COUNT, 'how many did'),
  missing: field(COUNT, 'how many did not, or were missed by the capture'),
  isRouted: field(
    BOOLEAN,
    'whether there are routers in between that had forwarded frames like these before',
  ),
  isUnaddressed: field(
    BOOLEAN,
    'whether some of the missing frames were captured without their destination MAC; where those should have arrived is inferred from others like them',
  ),
  elsewhere: field(listOf(TEXT), 'where some of these went instead'),
  runs: field(listOf(RUN), 'the 64 longest runs of missing frames'),
  scattered: field(COUNT, 'how many of the missing frames were in runs of one or two'),
});

export const PLACES = object<PlacesObject>('places', {
  kind: field(wordsOf('places'), 'what it is'),
  reference: field(TEXT, 'the capture whose clock all times refer to'),
  clocks: field(listOf(CLOCK), 'the clock of each capture'),
  pairs: field(listOf(PAIR), 'what is known about each pair of clocks'),
  hops: field(listOf(HOP), 'how long frames took'),
  passages: field(listOf(PASSAGE), 'frames of one kind from one source, some of which did not arrive'),
  leftOut: field(COUNT, 'frames near a step of a clock, whose times are unknown'),
  unsteadyNs: field(
    NS,
    'by how much frames contradict one another on the assumption that the clocks are steady, in nanoseconds',
  ),
});
