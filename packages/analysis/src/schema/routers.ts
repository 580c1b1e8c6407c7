/**
 * What a capture shows of virtual routers, field by field.
 *
 * @module
 */

import type {ChecksumReading} from '../claims/advert.js';
import type {
  MasterlessStretch,
  Mastership,
  PriorityChange,
  Rivalry,
  RouterFacts,
  Speaker,
} from '../claims/router-facts.js';
import type {Interval} from '../collections/intervals.js';
import {MARK, MARK_FIELDS} from './frame-marks.js';
import {
  BOOLEAN,
  COUNT,
  DURATION,
  everyOf,
  field,
  IP,
  listOf,
  MAC,
  MOMENT,
  NUMBER,
  object,
  optional,
  TEXT,
} from './shape.js';

const MASTERSHIP = object<Mastership>('mastership', {
  ...MARK_FIELDS,
  router: field(IP, 'source of the advertisements'),
  mac: optional(MAC, 'its MAC; absent in a cooked capture'),
  priority: field(NUMBER, 'first priority advertised'),
  demotion: optional(NUMBER, 'how far it demoted itself then (CARP); absent if it did not'),
  last: field(MARK, 'its last advertisement'),
  lastOfMac: optional(MARK, 'the last from that MAC; absent if all are'),
  count: field(COUNT, 'number of advertisements'),
  resigned: field(BOOLEAN, 'whether it resigned'),
});

const PRIORITY_CHANGE = object<PriorityChange>('priority-change', {
  ...MARK_FIELDS,
  from: field(NUMBER, 'previous priority'),
  to: field(NUMBER, 'new priority'),
});

const SPEAKER = object<Speaker>('router-speaker', {
  ...MARK_FIELDS,
  router: field(IP, 'source of the advertisements'),
  mac: optional(MAC, 'its MAC; absent in a cooked capture'),
  last: field(MARK, 'its last advertisement'),
  count: field(COUNT, 'number of advertisements'),
  firstPriority: field(NUMBER, 'first priority advertised'),
  priority: field(NUMBER, 'last priority advertised'),
  changes: field(listOf(PRIORITY_CHANGE), 'changes of its priority (CARP: skew)'),
  demotions: optional(listOf(PRIORITY_CHANGE), 'changes of how far it demoted itself (CARP)'),
  intervalNs: field(DURATION, 'advertised interval'),
  lists: field(listOf(listOf(IP)), 'address lists that it advertised'),
  reading: optional(
    everyOf<ChecksumReading>({'pseudo-header': true, plain: true}),
    'what its checksum covers (VRRP 3 over IPv4)',
  ),
  authentication: optional(TEXT, 'authentication in words'),
  password: optional(TEXT, 'password, in clear text'),
  strayHops: optional(NUMBER, 'time to live with which its advertisements arrive, if that is not 255'),
  strayMac: optional(MAC, 'destination MAC of its advertisements, if that is not their group’s'),
  signed: field(COUNT, 'advertisements with a trailer of `auth_hmac`'),
  clockAheadNs: optional(
    DURATION,
    "how far the sender's clock is ahead of the capture's, by its first trailer",
  ),
  foreignSignatures: optional(
    COUNT,
    'advertisements signed with none of the given keys; absent without `--key`',
  ),
  firstForeign: optional(MARK, 'the first of those'),
});

const RIVALRY = object<Rivalry>('rivalry', {
  ...MARK_FIELDS,
  master: field(IP, 'the master'),
  masterMac: optional(MAC, 'its MAC'),
  rival: field(IP, 'the other router that advertises'),
  rivalMac: optional(MAC, 'its MAC'),
  last: field(MARK, 'its last advertisement'),
  count: field(COUNT, 'number of its advertisements'),
  isMutual: field(BOOLEAN, 'whether the master advertised again after the rival had'),
});

const MASTERLESS = object<MasterlessStretch>('masterless', {
  ...MARK_FIELDS,
  last: field(MARK, 'when there was a master again'),
  master: field(IP, 'master before it'),
  next: field(IP, 'master after it'),
  resigned: field(BOOLEAN, 'whether the previous master had resigned'),
  isKnown: field(BOOLEAN, 'whether the previous master is known with certainty'),
});

const SILENCE = object<Interval>('silence', {
  from: field(MOMENT, 'the last advertisement before it'),
  to: field(MOMENT, 'the next advertisement'),
});

export const ROUTER = object<RouterFacts>('router', {
  protocol: field(
    everyOf<RouterFacts['protocol']>({
      ...{VRRPv2: true, VRRPv3: true, CARP: true, HSRPv1: true, HSRPv2: true, GLBP: true},
    }),
    'protocol',
  ),
  id: field(COUNT, 'VRID, VHID or group'),
  network: field(TEXT, 'interface and VLANs'),
  addresses: field(listOf(IP), 'virtual addresses'),
  intervalNs: field(DURATION, 'advertisement interval'),
  masters: field(listOf(MASTERSHIP), 'masters, in order'),
  speakers: field(listOf(SPEAKER), 'routers that advertised, whether master or not'),
  rivalries: field(listOf(RIVALRY), 'stretches with two masters'),
  masterless: field(listOf(MASTERLESS), 'stretches without a master'),
  silences: field(
    listOf(SILENCE),
    'gaps between advertisements that are longer than two intervals; the first 256',
  ),
  wrongChecksums: field(COUNT, 'advertisements with a wrong checksum'),
  password: optional(TEXT, 'password in clear text'),
  beyondMasters: field(COUNT, 'masters beyond those kept'),
});
