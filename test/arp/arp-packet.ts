import {type ArpPacket, DecodeError, decodeArpPacket, encodeArpPacket, parseIpv4, parseMac} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {ARP_PACKET_LENGTH} from '#arp/wire/arp/arp-layout';
import {arpPackets, octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, concat, hex} from '../helpers/hex.js';

const active = parseMac('02:00:00:00:00:10');
const passive = parseMac('02:00:00:00:00:11');
const broadcast = parseMac('ff:ff:ff:ff:ff:ff');
const zero = parseMac('00:00:00:00:00:00');
const vip = parseIpv4('10.3.2.200');
const external = parseIpv4('10.3.2.50');
const nobody = parseIpv4('0.0.0.0');

//   hardware, protocol, lengths, operation | sender MAC, IP        | target MAC, IP
const VECTORS: readonly (readonly [title: string, packet: ArpPacket, wire: string])[] = [
  [
    'gratuitous request, target ff',
    {operation: 'request', senderMac: passive, senderIp: vip, targetMac: broadcast, targetIp: vip},
    '0001 0800 06 04 0001 | 020000000011 0a0302c8 | ffffffffffff 0a0302c8',
  ],
  [
    'gratuitous request, target zero (RFC 5227 §2.3)',
    {operation: 'request', senderMac: passive, senderIp: vip, targetMac: zero, targetIp: vip},
    '0001 0800 06 04 0001 | 020000000011 0a0302c8 | 000000000000 0a0302c8',
  ],
  [
    'gratuitous reply, target self',
    {operation: 'reply', senderMac: passive, senderIp: vip, targetMac: passive, targetIp: vip},
    '0001 0800 06 04 0002 | 020000000011 0a0302c8 | 020000000011 0a0302c8',
  ],
  [
    'probe (RFC 5227 §2.1.1)',
    {operation: 'request', senderMac: passive, senderIp: nobody, targetMac: zero, targetIp: vip},
    '0001 0800 06 04 0001 | 020000000011 00000000 | 000000000000 0a0302c8',
  ],
  [
    'reply to one who asked',
    {operation: 'reply', senderMac: active, senderIp: vip, targetMac: passive, targetIp: external},
    '0001 0800 06 04 0002 | 020000000010 0a0302c8 | 020000000011 0a030232',
  ],
];

const GRATUITOUS = hex('0001 0800 06 04 0001 | 020000000011 0a0302c8 | ffffffffffff 0a0302c8');

for (const [title, packet, wire] of VECTORS) {
  test(`encodes: ${title}`, t => {
    t.deepEqual(encodeArpPacket(packet), hex(wire));
  });
  test(`decodes: ${title}`, t => {
    t.deepEqual(decodeArpPacket(hex(wire)), packet);
  });
  test(`decodes at an odd offset of a larger buffer: ${title}`, t => {
    t.deepEqual(decodeArpPacket(atOddOffset(hex(wire))), packet);
  });
  test(`decodes with padding: ${title}`, t => {
    t.deepEqual(decodeArpPacket(concat(hex(wire), new Uint8Array(18))), packet);
    t.deepEqual(decodeArpPacket(concat(hex(wire), new Uint8Array(18).fill(0xff))), packet);
  });
}

const rejects = test.macro({
  exec(t, _title: string, wire: string, code: string, offset: number, message: string) {
    const error = t.throws(() => decodeArpPacket(hex(wire)), {instanceOf: DecodeError});
    t.is(error.message, message);
    t.is(error.code, code as typeof error.code);
    t.is(error.layer, 'arp');
    t.is(error.offset, offset);
  },
  title: (_, title) => `refuses ${title}`,
});

const ADDRESSES = '020000000011 0a0302c8 | ffffffffffff 0a0302c8';
const kind = (got: string) => `arp: expected IPv4 over Ethernet (1/0x0800/6/4), got ${got}`;
const operation = (got: string) => `arp: expected a request (1) or a reply (2), got operation ${got}`;

test(rejects, 'nothing', '', 'TRUNCATED', 0, 'arp: expected at least 28 octets, got 0');
test('IEEE 802 hardware is Ethernet as well, as in Linux', t => {
  const [packet] = VECTORS.map(([, packet]) => packet);
  t.deepEqual(decodeArpPacket(concat(hex('0006'), GRATUITOUS.subarray(2))), packet);
});

test(
  rejects,
  'InfiniBand hardware',
  `0020 0800 14 04 0001 | ${ADDRESSES}`,
  'UNSUPPORTED',
  0,
  kind('32/0x0800/20/4'),
);
test(
  rejects,
  'IPv6 as the protocol',
  `0001 86dd 06 04 0001 | ${ADDRESSES}`,
  'UNSUPPORTED',
  0,
  kind('1/0x86dd/6/4'),
);
test(
  rejects,
  'a misleading hardware length',
  `0001 0800 ff 04 0001 | ${ADDRESSES}`,
  'UNSUPPORTED',
  0,
  kind('1/0x0800/255/4'),
);
test(
  rejects,
  'a misleading protocol length',
  `0001 0800 06 ff 0001 | ${ADDRESSES}`,
  'UNSUPPORTED',
  0,
  kind('1/0x0800/6/255'),
);
test(rejects, 'no lengths', `0001 0800 00 00 0001 | ${ADDRESSES}`, 'UNSUPPORTED', 0, kind('1/0x0800/0/0'));
test(
  rejects,
  'lengths whose sum overflows an octet',
  `0001 0800 80 80 0001 | ${ADDRESSES}`,
  'UNSUPPORTED',
  0,
  kind('1/0x0800/128/128'),
);
test(rejects, 'operation 0', `0001 0800 06 04 0000 | ${ADDRESSES}`, 'UNSUPPORTED', 6, operation('0'));
test(rejects, 'RARP', `0001 0800 06 04 0003 | ${ADDRESSES}`, 'UNSUPPORTED', 6, operation('3 (RARP request)'));
test(
  rejects,
  'RARP reply',
  `0001 0800 06 04 0004 | ${ADDRESSES}`,
  'UNSUPPORTED',
  6,
  operation('4 (RARP reply)'),
);
test(
  rejects,
  'InARP',
  `0001 0800 06 04 0008 | ${ADDRESSES}`,
  'UNSUPPORTED',
  6,
  operation('8 (InARP request)'),
);
test(
  rejects,
  'InARP reply',
  `0001 0800 06 04 0009 | ${ADDRESSES}`,
  'UNSUPPORTED',
  6,
  operation('9 (InARP reply)'),
);
test(rejects, 'ARP-NAK', `0001 0800 06 04 000a | ${ADDRESSES}`, 'UNSUPPORTED', 6, operation('10 (ARP-NAK)'));
test(rejects, 'operation 257', `0001 0800 06 04 0101 | ${ADDRESSES}`, 'UNSUPPORTED', 6, operation('257'));

for (let length = 0; length < ARP_PACKET_LENGTH; length++) {
  test(`refuses a packet cut to ${length} octets`, t => {
    t.throws(() => decodeArpPacket(GRATUITOUS.subarray(0, length)), {
      instanceOf: DecodeError,
      code: 'TRUNCATED',
      message: `arp: expected at least 28 octets, got ${length}`,
    });
  });
}

test('decode(encode(packet)) is the packet', t => {
  fc.assert(fc.property(arpPackets, packet => t.deepEqual(decodeArpPacket(encodeArpPacket(packet)), packet)));
});

test('encode(decode(octets)) is the first 28 of the octets', t => {
  fc.assert(
    fc.property(octets(60), tail => {
      const bytes = concat(hex('0001 0800 06 04 0002'), tail);
      const packet = valueOrDecodeError(() => decodeArpPacket(bytes));
      if (packet instanceof DecodeError) t.true(bytes.length < ARP_PACKET_LENGTH);
      else t.deepEqual(encodeArpPacket(packet), bytes.slice(0, ARP_PACKET_LENGTH));
    }),
  );
});

test('any octets are a packet or a DecodeError', t => {
  fc.assert(
    fc.property(octets(70), fc.nat(27), (bytes, kept) => {
      for (const input of [bytes, concat(GRATUITOUS.subarray(0, kept), bytes)]) {
        const packet = valueOrDecodeError(() => decodeArpPacket(input));
        if (!(packet instanceof DecodeError)) t.is(encodeArpPacket(packet).length, ARP_PACKET_LENGTH);
      }
    }),
    {numRuns: 1000},
  );
  t.pass();
});
