import {
  DecodeError,
  decodeGlbpPacket,
  encodeGlbpPacket,
  GLBP_STATE,
  type GlbpPacket,
  parseIpv4,
  parseIpv6,
  parseMac,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {glbpPassword} from '#arp/wire/router/glbp';
import {octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, concat, hex, toHex} from '../helpers/hex.js';
import {glbpPackets} from '../helpers/router-arbitraries.js';

const HELLO = {
  ...{state: GLBP_STATE.active, priority: 110, helloMs: 3000, holdMs: 10_000},
  ...{redirectSeconds: 600, timeoutSeconds: 14_400, virtualIp: parseIpv4('10.3.2.200')},
} as const;
const FORWARDER = {
  ...{forwarder: 1, state: GLBP_STATE.active, priority: 167, weight: 100},
  virtualMac: parseMac('00:07:b4:00:0a:01'),
};
const PACKET: GlbpPacket = {
  ...{group: 10, owner: parseMac('02:00:00:00:00:10'), hello: HELLO, forwarders: [FORWARDER]},
  authentication: {type: 'text', data: hex('736563726574')},
};

const VECTORS: readonly (readonly [title: string, packet: GlbpPacket, wire: string])[] = [
  [
    'a hello with a forwarder and a password',
    PACKET,
    '01 00 000a 0000 020000000010 |' +
      '01 1c 00 20 00 6e 0000 00000bb8 00002710 0258 3840 0000 01 04 0a0302c8 |' +
      '02 14 01 20 00 a7 64 00000000000000 0007b4000a01 |' +
      '03 0a 01 06 736563726574',
  ],
  [
    'a hello over IPv6, authenticated by a key chain',
    {
      ...{group: 1023, owner: parseMac('02:00:00:00:00:10'), forwarders: []},
      hello: {...HELLO, state: GLBP_STATE.standby, virtualIp: parseIpv6('fe80::7:b4ff:fe00:a01')},
      authentication: {type: 'md5-chain', keyId: 7, digest: hex('000102030405060708090a0b0c0d0e0f')},
    },
    '01 00 03ff 0000 020000000010 |' +
      '01 28 00 10 00 6e 0000 00000bb8 00002710 0258 3840 0000 02 10 fe800000000000000007b4fffe000a01 |' +
      '03 18 03 14 00000007 000102030405060708090a0b0c0d0e0f',
  ],
  [
    'a sender that has yet to learn the address',
    {
      ...{group: 1, owner: parseMac('02:00:00:00:00:10'), forwarders: [], authentication: {type: 'none'}},
      hello: {...HELLO, state: GLBP_STATE.listen, virtualIp: undefined},
    },
    '01 00 0001 0000 020000000010 | 01 18 00 04 00 6e 0000 00000bb8 00002710 0258 3840 0000 00 00',
  ],
];

for (const [title, packet, wire] of VECTORS) {
  test(`both ways: ${title}`, t => {
    t.deepEqual(decodeGlbpPacket(atOddOffset(hex(wire))), packet);
    t.is(toHex(encodeGlbpPacket(packet)), toHex(hex(wire)));
  });
}

const HEADER = '01 00 000a 0000 020000000010';
const REJECTS: readonly (readonly [title: string, wire: string, code: string, message: string])[] = [
  ['nothing', '', 'TRUNCATED', 'glbp: expected at least 12 octets, got 0'],
  ['another version', `02 ${HEADER.slice(3)}`, 'UNSUPPORTED', 'glbp: expected version 1, got 2'],
  ['half an element', `${HEADER} 01`, 'TRUNCATED', 'glbp: expected at least 14 octets, got 13'],
  [
    'an element that does not count itself',
    `${HEADER} 0101`,
    'MALFORMED',
    'glbp: expected an element of 2 octets or more, got 1',
  ],
  ['an element cut', `${HEADER} 0214 01`, 'TRUNCATED', 'glbp: expected at least 32 octets, got 15'],
  ['a short hello', `${HEADER} 0103 00`, 'TRUNCATED', 'glbp: expected at least 24 octets, got 3'],
  ['a short forwarder', `${HEADER} 0203 00`, 'TRUNCATED', 'glbp: expected at least 20 octets, got 3'],
  [
    'an IPv4 address of 16 octets',
    `${HEADER} 01 28 00 20 00 6e 0000 00000bb8 00002710 0258 3840 0000 01 10 ${'00'.repeat(16)}`,
    'MALFORMED',
    'glbp: expected an address of 4 octets, got 16',
  ],
  ['a password cut', `${HEADER} 03 05 01 08 00`, 'TRUNCATED', 'glbp: expected at least 12 octets, got 5'],
  [
    'a key chain without its key',
    `${HEADER} 03 05 03 01 00`,
    'TRUNCATED',
    'glbp: expected at least 8 octets, got 5',
  ],
];

for (const [title, wire, code, message] of REJECTS) {
  test(`refuses ${title}`, t => {
    t.throws(() => decodeGlbpPacket(hex(wire)), {instanceOf: DecodeError, code, message});
  });
}

const UNFIT: readonly (readonly [packet: GlbpPacket, message: string])[] = [
  [{...PACKET, group: 65_536}, 'glbp group: expected 0 to 65535, got 65536'],
  [{...PACKET, hello: {...HELLO, priority: 256}}, 'glbp priority: expected 0 to 255, got 256'],
  [{...PACKET, forwarders: [{...FORWARDER, weight: -1}]}, 'glbp weight: expected 0 to 255, got -1'],
  [
    {...PACKET, authentication: {type: 'text', data: new Uint8Array(252)}},
    'glbp authentication length: expected 0 to 251, got 252',
  ],
];

for (const [packet, message] of UNFIT) {
  test(`does not encode: ${message}`, t => {
    t.throws(() => encodeGlbpPacket(packet), {code: 'BAD_ARGUMENT', message});
  });
}

test('a password is shown, and elements of other types are skipped', t => {
  t.is(glbpPassword(PACKET.authentication), 'secret');
  t.is(glbpPassword({type: 'none'}), undefined);
  const [head, rest] = [encodeGlbpPacket(PACKET).subarray(0, 12), encodeGlbpPacket(PACKET).subarray(12)];
  t.deepEqual(decodeGlbpPacket(concat(head, hex('7f04abcd'), rest)), PACKET);
});

test('decode(encode(packet)) is the packet', t => {
  fc.assert(
    fc.property(glbpPackets, packet => t.deepEqual(decodeGlbpPacket(encodeGlbpPacket(packet)), packet)),
  );
});

test('any octets are a packet or a DecodeError', t => {
  const behindHeader = octets(60).map(bytes => concat(hex(HEADER), bytes));
  fc.assert(
    fc.property(fc.oneof(octets(60), behindHeader), bytes => {
      valueOrDecodeError(() => decodeGlbpPacket(bytes));
    }),
    {numRuns: 1000},
  );
  t.pass();
});
