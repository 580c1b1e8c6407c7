import {
  DecodeError,
  decodeHsrpPacket,
  encodeHsrpPacket,
  type HsrpGroup,
  type HsrpMd5,
  type HsrpPacket,
  parseIpv4,
  parseIpv6,
  parseMac,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {hsrpPassword} from '#arp/wire/router/hsrp-authentication';
import {octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, concat, hex, toHex} from '../helpers/hex.js';
import {hsrpPackets} from '../helpers/router-arbitraries.js';

const CISCO = {type: 'text', data: hex('636973636f000000')} as const;
const GROUP: HsrpGroup = {
  ...{operation: 'hello', state: 'active', group: 10, priority: 110, helloMs: 3000, holdMs: 10_000},
  ...{virtualIp: parseIpv4('10.3.2.200'), identifier: undefined},
};
const GROUP_2: HsrpGroup = {...GROUP, group: 4095, identifier: parseMac('02:00:00:00:00:10')};
const MD5: HsrpMd5 = {
  ...{type: 'md5', algorithm: 1, flags: 0, source: parseIpv4('10.3.2.10'), keyId: 5},
  digest: hex('000102030405060708090a0b0c0d0e0f'),
};
const MD5_WIRE = '041c 01 00 0000 0a03020a 00000005 000102030405060708090a0b0c0d0e0f';

const VECTORS: readonly (readonly [title: string, packet: HsrpPacket, wire: string])[] = [
  [
    'version 1, with its default password',
    {version: 1, groups: [GROUP], interfaceState: undefined, authentication: CISCO},
    '00 00 10 03 0a 6e 0a 00 | 636973636f000000 | 0a0302c8',
  ],
  [
    'version 1, a coup, with an MD5',
    {version: 1, groups: [{...GROUP, operation: 'coup'}], interfaceState: undefined, authentication: MD5},
    `00 01 10 03 0a 6e 0a 00 | 0000000000000000 | 0a0302c8 | ${MD5_WIRE}`,
  ],
  [
    'version 1, a resignation',
    {
      ...{version: 1, interfaceState: undefined, authentication: CISCO},
      groups: [{...GROUP, operation: 'resign', state: 'initial', priority: 0}],
    },
    '00 02 00 03 0a 00 0a 00 | 636973636f000000 | 0a0302c8',
  ],
  [
    'version 1, how many groups an interface has',
    {
      ...{version: 1, groups: [], authentication: {type: 'none'}},
      interfaceState: {activeGroups: 3, passiveGroups: 1, state: 2},
    },
    '00 03 | 0001 000a | 02 00 0003 0001 00000000',
  ],
  [
    'version 2 over IPv4',
    {version: 2, groups: [GROUP_2], interfaceState: undefined, authentication: CISCO},
    '0128 02 00 06 04 0fff 020000000010 0000006e 00000bb8 00002710 0a0302c8 000000000000000000000000' +
      '| 0308 636973636f000000',
  ],
  [
    'version 2 over IPv6, standby, with an MD5',
    {
      ...{version: 2, interfaceState: undefined, authentication: MD5},
      groups: [{...GROUP_2, state: 'standby', virtualIp: parseIpv6('fe80::5:73ff:fea0:a')}],
    },
    '0128 02 00 05 06 0fff 020000000010 0000006e 00000bb8 00002710 fe80000000000000000573fffea0000a' +
      `| ${MD5_WIRE}`,
  ],
  [
    'version 2, how many groups an interface has',
    {
      ...{version: 2, groups: [], authentication: {type: 'none'}},
      interfaceState: {activeGroups: 2, passiveGroups: 0, state: undefined},
    },
    '0204 0002 0000',
  ],
];

for (const [title, packet, wire] of VECTORS) {
  test(`both ways: ${title}`, t => {
    t.deepEqual(decodeHsrpPacket(atOddOffset(hex(wire))), packet);
    t.is(toHex(encodeHsrpPacket(packet)), toHex(hex(wire)));
  });
}

const REJECTS: readonly (readonly [title: string, wire: string, code: string, message: string])[] = [
  ['nothing', '', 'TRUNCATED', 'hsrp: expected at least 1 octets, got 0'],
  ['version 1 cut', '00 00 10 03', 'TRUNCATED', 'hsrp: expected at least 20 octets, got 4'],
  ['an interface cut', '00 03 0001', 'TRUNCATED', 'hsrp: expected at least 16 octets, got 4'],
  [
    'operation 4',
    '00 04 10 03 0a 6e 0a 00 | 636973636f000000 | 0a0302c8',
    'UNSUPPORTED',
    'hsrp: expected operation 0, 1 or 2, got 4',
  ],
  [
    'a state of two bits',
    '00 00 03 03 0a 6e 0a 00 | 636973636f000000 | 0a0302c8',
    'UNSUPPORTED',
    'hsrp: expected state 0, 1, 2, 4, 8 or 16, got 3',
  ],
  ['an element cut', '0128 02', 'TRUNCATED', 'hsrp: expected at least 42 octets, got 3'],
  ['an element without a length', '01', 'TRUNCATED', 'hsrp: expected at least 2 octets, got 1'],
  [
    'a password alone',
    '0308 636973636f000000',
    'UNSUPPORTED',
    'hsrp: expected a group or an interface, got neither',
  ],
  [
    'a group of another length',
    '0103 020000',
    'MALFORMED',
    'hsrp: expected a length of 40 for type 1, got 3',
  ],
  [
    'a group of version 3',
    `0128 03 00 06 04 ${'00'.repeat(36)}`,
    'UNSUPPORTED',
    'hsrp: expected version 2 and family 4 or 6, got 3 and 4',
  ],
  [
    'state 7 of version 2',
    `0128 02 00 07 04 ${'00'.repeat(36)}`,
    'UNSUPPORTED',
    'hsrp: expected state 0 to 6, got 7',
  ],
];

for (const [title, wire, code, message] of REJECTS) {
  test(`refuses ${title}`, t => {
    t.throws(() => decodeHsrpPacket(hex(wire)), {instanceOf: DecodeError, code, message});
  });
}

const V1: HsrpPacket = {version: 1, groups: [GROUP], interfaceState: undefined, authentication: CISCO};
const V2: HsrpPacket = {...V1, version: 2, groups: [GROUP_2]};
const UNFIT: readonly (readonly [packet: HsrpPacket, message: string])[] = [
  [{...V1, groups: [{...GROUP, group: 256}]}, 'hsrp group: expected 0 to 255, got 256'],
  [{...V1, groups: [{...GROUP, helloMs: 250}]}, 'hsrp hello time in seconds: expected 0 to 255, got 0.25'],
  [
    {...V1, groups: [{...GROUP, state: 'disabled'}]},
    'hsrp version 1 state: expected a state of that version, got disabled',
  ],
  [
    {...V1, groups: [{...GROUP, virtualIp: parseIpv6('fe80::1')}]},
    'hsrp version 1 address: expected an IPv4 address, got fe80::1',
  ],
  [{...V1, groups: [GROUP, GROUP]}, 'hsrp version 1: expected one group or an interface, got 2 groups'],
  [{...V1, groups: [GROUP_2]}, 'hsrp group: expected 0 to 255, got 4095'],
  [{...V2, groups: [{...GROUP_2, group: 65_536}]}, 'hsrp group: expected 0 to 65535, got 65536'],
  [{...V2, groups: []}, 'hsrp version 2: expected a group or an interface, got neither'],
  [{...V2, groups: [GROUP]}, 'hsrp version 2 identifier: expected one, got none'],
  [{...V2, authentication: {type: 'text', data: hex('00')}}, 'hsrp password: expected 8 octets, got 1'],
  [{...V2, authentication: {...MD5, digest: hex('00')}}, 'hsrp digest: expected 16 octets, got 1'],
];

for (const [packet, message] of UNFIT) {
  test(`does not encode: ${message}`, t => {
    t.throws(() => encodeHsrpPacket(packet), {code: 'BAD_ARGUMENT', message});
  });
}

test('a password is shown, and eight zeros are none', t => {
  t.is(hsrpPassword(CISCO), 'cisco');
  t.is(hsrpPassword(MD5), undefined);
  const wire = hex('00 00 10 03 0a 6e 0a 00 | 0000000000000000 | 0a0302c8');
  t.deepEqual(decodeHsrpPacket(wire).authentication, {type: 'none'});
});

test('elements of other types, and octets behind version 1, are skipped', t => {
  t.deepEqual(decodeHsrpPacket(concat(hex('7f02 abcd'), encodeHsrpPacket(V2))), V2);
  t.deepEqual(decodeHsrpPacket(concat(encodeHsrpPacket(V1), hex('0401'))), V1);
});

test('decode(encode(packet)) is the packet', t => {
  fc.assert(
    fc.property(hsrpPackets, packet => t.deepEqual(decodeHsrpPacket(encodeHsrpPacket(packet)), packet)),
  );
});

test('any octets are a packet or a DecodeError', t => {
  const damaged = fc.tuple(hsrpPackets, fc.nat(), octets(1)).map(([packet, where, value]) => {
    const bytes = encodeHsrpPacket(packet);
    bytes.set(value, where % bytes.length);
    return bytes;
  });
  fc.assert(
    fc.property(fc.oneof(octets(60), damaged), bytes => {
      valueOrDecodeError(() => decodeHsrpPacket(bytes));
    }),
    {numRuns: 1000},
  );
  t.pass();
});
