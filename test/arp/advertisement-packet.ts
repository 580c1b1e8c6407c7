import {
  type AdvertisementPacket,
  DecodeError,
  decodeFrame,
  decodeVrrpOrCarp,
  decodeVrrpPacket,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_IPV6,
  encodeCarpPacket,
  encodeEthernetFrame,
  encodeIpv4Packet,
  encodeIpv6Packet,
  encodeVrrpPacket,
  LINK_TYPE_ETHERNET,
  PROTOCOL_AH,
  PROTOCOL_VRRP,
  parseIpv4,
  parseIpv6,
  parseMac,
  VRRP_GROUP,
  VRRP_GROUP_IPV6,
  type VrrpV2Packet,
  type VrrpV3Packet,
} from '@vip/arp';
import {describeFrame} from '@vip/arp/describe';
import test from 'ava';
import fc from 'fast-check';
import {decodeAuthenticationHeader} from '#arp/wire/ip/authentication-header';
import {carpPackets, ipv6s, macs, octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, hex, toHex} from '../helpers/hex.js';
import {realFrame, realFrames} from '../helpers/vectors.js';

const MACS = {
  ...{destination: parseMac('01:00:5e:00:00:12'), source: parseMac('02:00:00:00:00:11'), tags: []},
};
const AH = realFrame('vrrp-carriers', 'version 2, authentication AH, priority 150');
const OVER_IPV6 = realFrame('vrrp-carriers', 'version 3 over IPv6, two addresses, priority 150');
const ends = {source: parseIpv6('fe80::11'), destination: VRRP_GROUP_IPV6};

const PASS: VrrpV2Packet = {
  ...{version: 2, virtualRouterId: 51, priority: 150, intervalSeconds: 1, authenticationType: 1},
  ...{authenticationData: hex('7365637265743132'), addresses: [parseIpv4('10.3.2.200')]},
};

function read(bytes: Uint8Array): AdvertisementPacket {
  const frame = decodeFrame(bytes, LINK_TYPE_ETHERNET);
  if (frame.kind === 'vrrp' || frame.kind === 'carp') return frame.packet;
  throw new Error(`expected an advertisement, got ${frame.kind}`);
}

test("keepalived's version 2 behind an authentication header is read", t => {
  const {source, destination, advertisement} = read(AH);
  t.deepEqual([source, destination] as string[], ['10.3.2.11', '224.0.0.18']);
  t.like(advertisement, {protocol: 'vrrp', checksum: 'correct'});
  t.like(advertisement.packet, {version: 2, virtualRouterId: 51, priority: 150, authenticationType: 2});
});

test('authentication: none, a clear-text password, an authentication header', t => {
  const {authentication, hops, payload} = read(AH);
  t.deepEqual([authentication, hops], [{type: 'ah', sequence: 1}, 255]);
  t.is(toHex(payload), toHex(AH.subarray(58)));
  t.deepEqual(read(OVER_IPV6).authentication, {type: 'none'});
  const texts = [...realFrames('keepalived')].flatMap(([title, frame]) =>
    title.startsWith('announcement') ? [] : [read(frame).authentication],
  );
  t.true(texts.some(text => text?.type === 'text' && text.password === 'secret12'));
  const ipv4 = {source: parseIpv4('10.3.2.11'), destination: VRRP_GROUP};
  const message = encodeVrrpPacket({...PASS, authenticationType: 2}, ipv4);
  const packet = encodeIpv4Packet({...ipv4, ttl: 255, protocol: PROTOCOL_VRRP, payload: message});
  const without = encodeEthernetFrame({...MACS, etherType: ETHER_TYPE_IPV4, payload: packet});
  t.deepEqual(read(without).authentication, {type: 'other', number: 2});
});

test('an advertisement behind extension headers, and an authentication header within IPv6, is read', t => {
  const message = OVER_IPV6.subarray(54);
  const extensions = [
    {number: 0, content: hex('00 0104 00000000')},
    {number: PROTOCOL_AH, content: hex('04 0000 00000001 00000009 000000000000000000000000')},
  ];
  const packet = encodeIpv6Packet({
    ...{...ends, hopLimit: 255, extensions, protocol: PROTOCOL_VRRP, payload: message},
  });
  const frame = encodeEthernetFrame({
    ...{destination: parseMac('33:33:00:00:00:12'), source: parseMac('02:00:00:00:00:11')},
    ...{tags: [], etherType: ETHER_TYPE_IPV6, payload: packet},
  });
  const {advertisement, authentication} = read(frame);
  t.deepEqual(authentication, {type: 'ah', sequence: 9});
  t.like(advertisement, {protocol: 'vrrp', checksum: 'correct'});
  const {kind, fields} = describeFrame(frame);
  t.is(kind, 'vrrp');
  t.is(fields.map(({octets}) => toHex(octets)).join(''), toHex(frame));
  t.is(describeFrame(frame.subarray(0, 70)).kind, 'unreadable');
});

test("keepalived's version 3 over IPv6 is read, to the octet", t => {
  const {source, destination, advertisement} = read(atOddOffset(OVER_IPV6));
  t.deepEqual({source, destination}, ends);
  const packet: VrrpV3Packet = {
    ...{version: 3, virtualRouterId: 51, priority: 150, intervalCentiseconds: 100},
    addresses: [parseIpv6('fe80::200'), parseIpv6('fd00:3:2::200')],
  };
  t.deepEqual(advertisement, {
    ...{protocol: 'vrrp', packet, trailer: undefined},
    ...{checksum: 'correct', checksumReading: 'pseudo-header'},
  });
  t.is(toHex(encodeVrrpPacket(packet, ends)), toHex(OVER_IPV6.subarray(54)));
});

test('both are described, field by field, and each octet once', t => {
  for (const [frame, summary, field] of [
    [AH, '10.3.2.11 > 224.0.0.18 VRRPv2 id 51, priority 150, 10.3.2.200', 'security index'],
    [OVER_IPV6, 'fe80::11 > ff02::12 VRRPv3 id 51, priority 150, fe80::200 fd00:3:2::200', 'hop limit'],
  ] as const) {
    const described = describeFrame(frame);
    t.is(described.kind, 'vrrp');
    t.is(described.summary, summary);
    t.true(described.fields.some(({name}) => name === field));
    t.is(described.fields.map(({octets}) => toHex(octets)).join(''), toHex(frame));
  }
});

test('a changed octet, or another router, spoils the checksum over IPv6', t => {
  const message = OVER_IPV6.subarray(54);
  const {checksum} = decodeVrrpOrCarp(message, {...ends, source: parseIpv6('fe80::12')});
  t.is(checksum, 'wrong');
});

test('advertisements that do not exist over IPv6, or not in this form, are refused', t => {
  const wire = hex('21 33 96 01 | 01 01 | cd80 | 0a0302c8 | 7365637265743132');
  t.throws(() => decodeVrrpPacket(wire, ends), {
    instanceOf: DecodeError,
    message: 'vrrp: expected version 3 over IPv6, got version 2',
  });
  t.throws(() => decodeVrrpPacket(OVER_IPV6.subarray(54, 93), ends), {
    message: 'vrrp: expected at least 40 octets, got 39',
  });
  const packet: VrrpV3Packet = {
    ...{version: 3, virtualRouterId: 1, priority: 1, intervalCentiseconds: 1},
    addresses: [parseIpv4('10.3.2.200')],
  };
  t.throws(() => encodeVrrpPacket(packet, ends), {
    message: 'vrrp: expected IPv6 addresses over IPv6, got 10.3.2.200',
  });
  t.throws(
    () => encodeVrrpPacket({...packet, addresses: []}, {...ends, destination: parseIpv4('224.0.0.18')}),
    {
      message: 'ip path: expected addresses of one family, got fe80::11 and 224.0.0.18',
    },
  );
});

const REJECTS: readonly (readonly [title: string, wire: string, code: string, message: string])[] = [
  ['11 octets', '70 04 0000 0a03020b 000000', 'TRUNCATED', 'expected at least 12 octets, got 11'],
  [
    'a length of 8',
    '70 00 0000 0a03020b 00000001',
    'MALFORMED',
    'expected a header of 12 octets or more, got 8',
  ],
  ['a proof cut', '70 04 0000 0a03020b 00000001 5098', 'TRUNCATED', 'expected at least 24 octets, got 14'],
];

for (const [title, wire, code, message] of REJECTS) {
  test(`an authentication header is refused: ${title}`, t => {
    const error = valueOrDecodeError(() => decodeAuthenticationHeader(hex(wire)));
    t.like(error, {code, layer: 'authentication header', message: `authentication header: ${message}`});
  });
}

test('another protocol after an authentication header is no advertisement', t => {
  const other = AH.slice();
  other[34] = 89;
  t.like(decodeFrame(other, LINK_TYPE_ETHERNET), {kind: 'ip', ip: {protocol: 89, authenticationSequence: 1}});
  t.is(describeFrame(other).kind, 'other');
});

test('the first fragment of an advertisement is a fragment, and no advertisement', t => {
  const fragment = AH.slice();
  fragment[20] = 0x20;
  t.like(decodeFrame(fragment, LINK_TYPE_ETHERNET), {kind: 'ip', ip: {isFragment: true, fragmentOffset: 0}});
});

/** Version 3 and CARP in a frame over IPv6. */
function overIpv6(payload: Uint8Array, source = ends.source): Uint8Array {
  const packet = {hopLimit: 255, protocol: PROTOCOL_VRRP, payload};
  const [destination, self] = fc.sample(macs, {seed: 1, numRuns: 2}) as [never, never];
  return encodeEthernetFrame({
    ...{destination, source: self, tags: [], etherType: ETHER_TYPE_IPV6},
    payload: encodeIpv6Packet({source, destination: VRRP_GROUP_IPV6, ...packet}),
  });
}

test('decode(encode(packet)) is the packet, over IPv6 as well', t => {
  const octet = fc.nat(255);
  const packets = fc.record({
    ...{version: fc.constant(3 as const), virtualRouterId: octet, priority: octet},
    ...{intervalCentiseconds: fc.nat(4095), addresses: fc.array(ipv6s, {maxLength: 9})},
  });
  fc.assert(
    fc.property(packets, ipv6s, carpPackets, (packet, source, carp) => {
      const wire = encodeVrrpPacket(packet, {...ends, source});
      t.like(read(overIpv6(wire, source)).advertisement, {protocol: 'vrrp', packet, checksum: 'correct'});
      const carried = read(overIpv6(encodeCarpPacket(carp))).advertisement;
      t.deepEqual(carried, {protocol: 'carp', packet: carp, checksum: 'correct'});
    }),
  );
});

test('any octets are an advertisement or a DecodeError', t => {
  for (const etherType of [0x0800, ETHER_TYPE_IPV6, 0x0806]) {
    fc.assert(
      fc.property(octets(90), payload => {
        const frame = encodeEthernetFrame({...MACS, etherType, payload});
        t.is(typeof decodeFrame(frame, LINK_TYPE_ETHERNET).kind, 'string');
      }),
    );
  }
  t.pass();
});
