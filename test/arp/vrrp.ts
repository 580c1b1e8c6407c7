import {
  DecodeError,
  decodeEthernetFrame,
  decodeIpv4Packet,
  decodeVrrpPacket,
  encodeVrrpPacket,
  internetChecksum,
  parseIpv4,
  parseIpv6,
  VipError,
  type VrrpPacket,
  type VrrpV2Packet,
  type VrrpV3Packet,
  vrrpChecksumReading,
  vrrpChecksumVerdict,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {vrrpPassword} from '#arp/wire/router/vrrp-authentication';
import {octets, vrrpEndpoints, vrrpPackets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, concat, hex, toHex} from '../helpers/hex.js';
import {realFrames} from '../helpers/vectors.js';

const endpoints = {source: parseIpv4('10.3.2.210'), destination: parseIpv4('224.0.0.18')};
const vip = parseIpv4('10.3.2.200');

const PASS: VrrpV2Packet = {
  version: 2,
  virtualRouterId: 51,
  priority: 150,
  intervalSeconds: 1,
  authenticationType: 1,
  authenticationData: hex('7365637265743132'),
  addresses: [vip],
};
const FAST: VrrpV3Packet = {
  version: 3,
  virtualRouterId: 51,
  priority: 150,
  intervalCentiseconds: 50,
  addresses: [vip],
};

//   version and type, router, priority, count | authentication and seconds, or centiseconds | checksum | addresses | data
const VECTORS: readonly (readonly [title: string, packet: VrrpPacket, wire: string])[] = [
  [
    'version 2 with a password (keepalived 2.2.7)',
    PASS,
    '21 33 96 01 | 01 01 | cd80 | 0a0302c8 | 7365637265743132',
  ],
  [
    'version 2 without addresses',
    {
      ...PASS,
      virtualRouterId: 1,
      priority: 255,
      intervalSeconds: 255,
      authenticationType: 0,
      authenticationData: hex('0000000000000000'),
      addresses: [],
    },
    '21 01 ff 00 | 00 ff | defe | | 0000000000000000',
  ],
  ['version 3 (keepalived 2.2.7)', FAST, '31 33 96 01 | 0032 | 3e6a | 0a0302c8'],
  [
    'version 3, two addresses, the longest interval',
    {
      ...FAST,
      virtualRouterId: 255,
      priority: 0,
      intervalCentiseconds: 4095,
      addresses: [vip, parseIpv4('10.3.2.201')],
    },
    '31 ff 00 02 | 0fff | b700 | 0a0302c8 0a0302c9',
  ],
];

for (const [title, packet, wire] of VECTORS) {
  test(`encodes ${title}`, t => t.is(toHex(encodeVrrpPacket(packet, endpoints)), toHex(hex(wire))));
  test(`decodes ${title}`, t => {
    t.deepEqual(decodeVrrpPacket(hex(wire), endpoints), packet);
    t.deepEqual(decodeVrrpPacket(atOddOffset(hex(wire)), endpoints), packet);
    t.is(vrrpChecksumVerdict(atOddOffset(hex(wire)), endpoints), 'correct');
  });
}

const REJECTS: readonly (readonly [title: string, wire: string, code: string, message: string])[] = [
  ['nothing', '', 'TRUNCATED', 'vrrp: expected at least 8 octets, got 0'],
  ['a header cut', '21 33 96 01 01 01 cd', 'TRUNCATED', 'vrrp: expected at least 8 octets, got 7'],
  [
    'an address cut',
    '31 33 96 01 | 0032 | 3e6a | 0a0302',
    'TRUNCATED',
    'vrrp: expected at least 12 octets, got 11',
  ],
  [
    'version 2 without authentication data',
    '21 33 96 01 | 00 01 | 0000 | 0a0302c8',
    'TRUNCATED',
    'vrrp: expected at least 20 octets, got 12',
  ],
  [
    'more addresses than octets',
    '31 33 96 ff | 0032 | 3e6a | 0a0302c8',
    'TRUNCATED',
    'vrrp: expected at least 1028 octets, got 12',
  ],
  [
    'version 4',
    '41 33 96 01 | 0032 | 3e6a | 0a0302c8',
    'UNSUPPORTED',
    'vrrp: expected an advertisement (type 1) of version 2 or 3, got type 1 of version 4',
  ],
  [
    'type 2',
    '32 33 96 01 | 0032 | 3e6a | 0a0302c8',
    'UNSUPPORTED',
    'vrrp: expected an advertisement (type 1) of version 2 or 3, got type 2 of version 3',
  ],
];

for (const [title, wire, code, message] of REJECTS) {
  test(`refuses ${title}`, t => {
    t.throws(() => decodeVrrpPacket(hex(wire), endpoints), {instanceOf: DecodeError, code, message});
  });
}

const UNFIT: readonly (readonly [packet: VrrpPacket, message: string])[] = [
  [{...PASS, virtualRouterId: 256}, 'vrrp virtual router id: expected 0 to 255, got 256'],
  [{...PASS, priority: -1}, 'vrrp priority: expected 0 to 255, got -1'],
  [{...PASS, intervalSeconds: 0.5}, 'vrrp interval in seconds: expected 0 to 255, got 0.5'],
  [{...PASS, authenticationData: hex('00')}, 'vrrp authentication data: expected 8 octets, got 1'],
  [{...FAST, intervalCentiseconds: 4096}, 'vrrp interval in centiseconds: expected 0 to 4095, got 4096'],
  [
    {...FAST, addresses: Array.from({length: 256}, () => vip)},
    'vrrp count of addresses: expected 0 to 255, got 256',
  ],
];

for (const [packet, message] of UNFIT) {
  test(`does not encode: ${message}`, t => {
    const error = t.throws(() => encodeVrrpPacket(packet, endpoints), {instanceOf: VipError, message});
    t.is(error?.code, 'BAD_ARGUMENT');
  });
}

test('a wrong checksum is reported, not refused', t => {
  const bytes = hex('21 33 96 01 | 01 01 | cd81 | 0a0302c8 | 7365637265743132');
  t.deepEqual(decodeVrrpPacket(bytes, endpoints), PASS);
  t.is(vrrpChecksumVerdict(bytes, endpoints), 'wrong');
});

test('version 3 summed without the pseudo-header, as by old keepalived, is distinguished from a wrong checksum', t => {
  t.is(vrrpChecksumVerdict(hex('31 33 96 01 | 0032 | 2bce | 0a0302c8'), endpoints), 'without-pseudo-header');
  t.is(vrrpChecksumVerdict(hex('31 33 96 01 | 0032 | 2bcf | 0a0302c8'), endpoints), 'wrong');
});

test('version 3 is written without the pseudo-header when that is asked for, and version 2 with it', t => {
  t.is(toHex(encodeVrrpPacket(FAST, endpoints, 'plain')), '313396010032' + '2bce' + '0a0302c8');
  t.is(vrrpChecksumReading(encodeVrrpPacket(PASS, endpoints, 'pseudo-header'), endpoints), 'pseudo-header');
});

test('over IPv6 there is only one reading', t => {
  const ipv6 = {source: parseIpv6('fe80::11'), destination: parseIpv6('ff02::12')};
  const bytes = hex('31 33 96 00 | 0032 | 0000');
  new DataView(bytes.buffer).setUint16(6, internetChecksum(bytes));
  t.is(vrrpChecksumReading(bytes, ipv6), 'plain');
  t.is(vrrpChecksumVerdict(bytes, ipv6), 'wrong');
});

const READINGS: readonly (readonly [wire: string, reading: string, checksum: string])[] = [
  ['31 33 96 01 | 0032 | 3e6a | 0a0302c8', 'pseudo-header', 'correct'],
  ['31 33 96 01 | 0032 | 2bce | 0a0302c8', 'plain', 'without-pseudo-header'],
  ['31 33 96 01 | 0032 | 2bcf | 0a0302c8', 'neither', 'wrong'],
  ['21 33 96 01 | 01 01 | cd80 | 0a0302c8 | 7365637265743132', 'plain', 'correct'],
];

for (const [wire, reading, checksum] of READINGS) {
  test(`a checksum fits: ${reading}, ${checksum}: ${wire}`, t => {
    t.is(vrrpChecksumReading(hex(wire), endpoints), reading as never);
    t.is(vrrpChecksumVerdict(hex(wire), endpoints), checksum as never);
  });
}

test('a checksum that fits with the pseudo-header and without is correct', t => {
  // The source is the complement of the protocol and the length, so that the pseudo-header adds nothing.
  const zero = {source: parseIpv4('255.131.0.0'), destination: parseIpv4('0.0.0.0')};
  const bytes = encodeVrrpPacket(FAST, zero);
  t.is(vrrpChecksumReading(bytes, zero), 'both');
  t.is(vrrpChecksumVerdict(bytes, zero), 'correct');
});

test('version 3 from another address than the sender summed is wrong', t => {
  const other = {...endpoints, source: parseIpv4('10.3.2.211')};
  t.is(vrrpChecksumVerdict(hex('31 33 96 01 | 0032 | 3e6a | 0a0302c8'), other), 'wrong');
});

test('a password is shown, but control characters in it are not', t => {
  t.is(vrrpPassword(PASS), 'secret12');
  t.is(vrrpPassword({...PASS, authenticationData: hex('61 1b 5b 33 00 62 00 00')}), 'a?[3');
  t.is(vrrpPassword({...PASS, authenticationType: 0}), undefined);
  t.is(vrrpPassword(FAST), undefined);
});

test('octets after the last field are ignored', t => {
  const wire = hex('21 33 96 01 | 01 01 | cd80 | 0a0302c8 | 7365637265743132');
  t.deepEqual(decodeVrrpPacket(concat(wire, hex('0102030405')), endpoints), PASS);
});

test('decode(encode(packet)) is the packet, and its checksum fits', t => {
  fc.assert(
    fc.property(vrrpPackets, vrrpEndpoints, (packet, ends) => {
      const bytes = encodeVrrpPacket(packet, ends);
      t.deepEqual(decodeVrrpPacket(bytes, endpoints), packet);
      t.is(vrrpChecksumVerdict(bytes, ends), 'correct');
    }),
  );
});

test('any octets are a packet or a DecodeError', t => {
  fc.assert(
    fc.property(octets(60), bytes => {
      const packet = valueOrDecodeError(() => decodeVrrpPacket(bytes, endpoints));
      if (!(packet instanceof DecodeError)) vrrpPassword(packet);
    }),
    {numRuns: 1000},
  );
  t.pass();
});

for (const [title, bytes] of realFrames('keepalived')) {
  if (title.startsWith('announcement')) continue;
  test(`keepalived's own: ${title}`, t => {
    const {source, destination, payload} = decodeIpv4Packet(decodeEthernetFrame(bytes).payload);
    const packet = decodeVrrpPacket(payload, {source, destination});
    t.is(packet.virtualRouterId, 51);
    t.deepEqual(packet.addresses, [vip]);
    t.is(vrrpChecksumVerdict(payload, {source, destination}), 'correct');
    t.is(toHex(encodeVrrpPacket(packet, {source, destination})), toHex(payload));
    if (packet.version === 2) t.is(vrrpPassword(packet), 'secret12');
    else t.is(packet.intervalCentiseconds, 50);
  });
}
