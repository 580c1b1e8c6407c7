/**
 * What is seen of virtual routers in a capture, field by field.
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
import {MARK, MARK_FIELDS} from './facts.js';
import {
  BOOLEAN,
  COUNT,
  DURATION,
  everyOf,
  field,
  IP,
  listOf,
  MAC,
  NUMBER,
  object,
  optional,
  TEXT,
} from './shape.js';

const MASTERSHIP = object<Mastership>('mastership', {
  ...MARK_FIELDS,
  router: field(IP, 'source of the advertisements'),
  mac: optional(MAC, 'its MAC; absent in a cooked capture'),
  priority: field(NUMBER, 'as it first advertised it'),
  last: field(MARK, 'its last advertisement'),
  count: field(COUNT, 'of advertisements'),
  resigned: field(BOOLEAN, 'whether it said that it gives up'),
});

const PRIORITY_CHANGE = object<PriorityChange>('priority-change', {
  ...MARK_FIELDS,
  from: field(NUMBER, 'what it was'),
  to: field(NUMBER, 'what it became'),
});

const SPEAKER = object<Speaker>('router-speaker', {
  ...MARK_FIELDS,
  router: field(IP, 'who advertises'),
  mac: optional(MAC, 'its MAC; absent in a cooked capture'),
  last: field(MARK, 'its last advertisement'),
  count: field(COUNT, 'of advertisements'),
  firstPriority: field(NUMBER, 'as it first was'),
  priority: field(NUMBER, 'as it last was'),
  changes: field(listOf(PRIORITY_CHANGE), 'of its priority'),
  intervalNs: field(DURATION, 'between two advertisements, as it says'),
  lists: field(listOf(listOf(IP)), 'the lists of addresses that it advertised'),
  reading: optional(
    everyOf<ChecksumReading>({'pseudo-header': true, plain: true}),
    'what its checksum covers (VRRP 3 over IPv4)',
  ),
  authentication: optional(TEXT, 'in words'),
  signed: field(COUNT, 'advertisements with a trailer of `auth_hmac`'),
  clockAheadNs: optional(DURATION, "the sender's clock against the capture's, by its first trailer"),
  foreignSignatures: optional(COUNT, 'signed by none of the keys given; absent without `--key`'),
  firstForeign: optional(MARK, 'the first of those'),
});

const RIVALRY = object<Rivalry>('rivalry', {
  ...MARK_FIELDS,
  master: field(IP, 'who is master'),
  masterMac: optional(MAC, 'its MAC'),
  rival: field(IP, 'who advertises all the same'),
  rivalMac: optional(MAC, 'its MAC'),
  last: field(MARK, 'the last time'),
  count: field(COUNT, 'of its advertisements'),
});

const MASTERLESS = object<MasterlessStretch>('masterless', {
  ...MARK_FIELDS,
  last: field(MARK, 'when there was one again'),
  master: field(IP, 'who was master before'),
  next: field(IP, 'who was master after'),
  resigned: field(BOOLEAN, 'whether the master had given up'),
  isKnown: field(BOOLEAN, 'whether it was master for sure'),
});

export const ROUTER = object<RouterFacts>('router', {
  protocol: field(
    everyOf<RouterFacts['protocol']>({
      ...{VRRPv2: true, VRRPv3: true, CARP: true, HSRPv1: true, HSRPv2: true, GLBP: true},
    }),
    'which',
  ),
  id: field(COUNT, 'VRID, VHID or group'),
  network: field(TEXT, 'interface and VLANs'),
  addresses: field(listOf(IP), 'that it is for'),
  intervalNs: field(DURATION, 'between two advertisements'),
  masters: field(listOf(MASTERSHIP), 'one after the other'),
  speakers: field(listOf(SPEAKER), 'who advertised, master or not'),
  rivalries: field(listOf(RIVALRY), 'two masters at once'),
  masterless: field(listOf(MASTERLESS), 'when there was none'),
  wrongChecksums: field(COUNT, 'advertisements'),
  password: optional(TEXT, 'that everybody can read in the capture'),
  beyondMasters: field(COUNT, 'masters that are not kept'),
});
