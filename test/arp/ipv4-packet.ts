import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  DecodeError,
  decodeIpv4Packet,
  encodeIpv4Packet,
  internetChecksum,
  isIpv4ChecksumCorrect,
  PROTOCOL_ICMP,
  parseIpv4,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {decodeIpv4Start} from '#arp/wire/ip/ipv4-packet';
import {ipv4Packets, octets} from '../helpers/arbitraries.js';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, concat, hex, toHex} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const ADDRESSES = '0a030232 0a0302c8';

test('a packet of ping is decoded', t => {
  const expected = {
    ...{source: '10.3.2.50', destination: '10.3.2.200', ttl: 64, protocol: PROTOCOL_ICMP, fragmentOffset: 0},
    ...{dscp: 0, ecn: 0, identification: 1, dontFragment: true, moreFragments: false, options: hex('')},
    payload: hex('abcd'),
  };
  const wire = hex(`45 00 0016 | 0001 4000 | 40 01 0000 | ${ADDRESSES} | abcd`);
  t.deepEqual(decodeIpv4Packet(wire) as unknown, expected);
  t.deepEqual(decodeIpv4Packet(atOddOffset(wire)) as unknown, expected);
});

test('options are kept, padding is cut off, the fragment offset is in octets', t => {
  const wire = hex(`46 00 0019 | 0001 20b9 | ff 11 0000 | ${ADDRESSES} | 01010100 | ab`);
  const packet = decodeIpv4Packet(concat(wire, hex('000000')));
  t.deepEqual(packet.payload, hex('ab'));
  t.deepEqual(packet.options, hex('01010100'));
  t.true(packet.moreFragments);
  t.false(packet.dontFragment);
  t.is(packet.fragmentOffset, 0xb9 * 8);
  t.is(packet.ttl, 255);
  t.is(packet.protocol, 17);
});

const REJECTS: readonly (readonly [
  title: string,
  wire: string,
  code: string,
  offset: number,
  message: string,
])[] = [
  ['nothing', '', 'TRUNCATED', 0, 'ipv4: expected at least 20 octets, got 0'],
  [
    '19 octets',
    `45 00 0014 | 0001 0000 | 40 01 0000 | 0a030232 0a0302`,
    'TRUNCATED',
    19,
    'ipv4: expected at least 20 octets, got 19',
  ],
  [
    'version 6',
    `60 00 0014 | 0001 0000 | 40 01 0000 | ${ADDRESSES}`,
    'MALFORMED',
    0,
    'ipv4: expected version 4, got 6',
  ],
  [
    'a header of 16',
    `44 00 0014 | 0001 0000 | 40 01 0000 | ${ADDRESSES}`,
    'MALFORMED',
    0,
    'ipv4: expected a header of 20 octets or more, got 16',
  ],
  [
    'a total below the header',
    `46 00 0014 | 0001 0000 | 40 01 0000 | ${ADDRESSES} | 00000000`,
    'MALFORMED',
    2,
    'ipv4: expected a total length of 24 or more, got 20',
  ],
  [
    'a total beyond the end',
    `45 00 0015 | 0001 0000 | 40 01 0000 | ${ADDRESSES}`,
    'TRUNCATED',
    20,
    'ipv4: expected at least 21 octets, got 20',
  ],
];

for (const [title, wire, code, offset, message] of REJECTS) {
  test(`refuses ${title}`, t => {
    const error = t.throws(() => decodeIpv4Packet(hex(wire)), {instanceOf: DecodeError, message});
    t.is(error?.code as string, code);
    t.is(error?.layer, 'ipv4');
    t.is(error?.offset, offset);
  });
}

test('any octets are a packet or a DecodeError, and the payload lies within them', t => {
  const likely = fc
    .tuple(fc.integer({min: 0x43, max: 0x4f}), octets(80))
    .map(([first, rest]) => concat(Uint8Array.of(first, 0, 0), rest));
  fc.assert(
    fc.property(fc.oneof(octets(80), likely), bytes => {
      const packet = valueOrDecodeError(() => decodeIpv4Packet(bytes));
      if (!(packet instanceof DecodeError)) t.true(packet.payload.length <= bytes.length - 20);
    }),
    {numRuns: 2000},
  );
  t.pass();
});

testWith('tshark')('tshark reads the same', t => {
  const packets = fc.sample(
    fc.record({
      options: fc.nat(10),
      ttl: fc.nat(255),
      protocol: fc.constantFrom(253, 254), // for experiments (RFC 3692), which no dissector takes further
      addresses: fc.uint8Array({minLength: 8, maxLength: 8}),
      payload: octets(40),
      padding: fc.nat(20),
    }),
    {numRuns: 200, seed: 11},
  );
  const wires = packets.map(({options, ttl, protocol, addresses, payload, padding}) => {
    const header = concat(
      hex('4500 0000 0001 0000'),
      Uint8Array.of(ttl, protocol, 0, 0),
      addresses,
      new Uint8Array(options * 4),
    );
    const view = new DataView(header.buffer);
    view.setUint8(0, 0x45 + options);
    view.setUint16(2, header.length + payload.length);
    view.setUint16(10, internetChecksum(header));
    return concat(header, payload, new Uint8Array(padding));
  });
  const file = join(temporaryDirectory(t), 'ip.pcap');
  writeFileSync(file, concat(pcapHeader({linkType: 101}), ...wires.map(wire => pcapRecord(wire))));
  const {rows} = tsharkFields(file, ['ip.src', 'ip.dst', 'ip.ttl', 'ip.proto', 'ip.hdr_len', 'ip.len']);
  t.deepEqual(
    rows.map(row => [
      row['ip.src'],
      row['ip.dst'],
      row['ip.ttl'],
      row['ip.proto'],
      Number(row['ip.len']) - Number(row['ip.hdr_len']),
    ]),
    wires.map(wire => {
      const {source, destination, ttl, protocol, payload} = decodeIpv4Packet(wire);
      return [source, destination, String(ttl), String(protocol), payload.length];
    }),
  );
});

test('trap: a record cut to the snap length is refused whole, and still gives its beginning', t => {
  const whole = hex('45000020 00000000 40110000 0a030232 0a0302c8 | 0035 0036 000c 0000 61626364');
  const cut = whole.subarray(0, 28);
  t.throws(() => decodeIpv4Packet(cut), {message: 'ipv4: expected at least 32 octets, got 28'});
  const {missing, ...packet} = decodeIpv4Start(cut);
  t.is(missing, 4);
  t.is(toHex(packet.payload), '00350036000c0000');
  t.deepEqual({...packet, payload: 0}, {...decodeIpv4Packet(whole), payload: 0} as never);
  t.is(decodeIpv4Start(whole).missing, 0);
  t.throws(() => decodeIpv4Start(hex('46000020 00000000 40110000 0a030232 0a0302c8')), {
    message: 'ipv4: expected at least 24 octets, got 20',
  });
});

const SENT = {
  source: parseIpv4('10.3.2.50'),
  destination: parseIpv4('10.3.2.200'),
  ttl: 64,
  protocol: PROTOCOL_ICMP,
};

test('an encoded packet has no options, must not be fragmented, and has a correct checksum', t => {
  const wire = hex(`45 00 0016 | 0000 4000 | 40 01 21e8 | ${ADDRESSES} | abcd`);
  t.is(internetChecksum(wire.subarray(0, 20)), 0);
  t.is(toHex(encodeIpv4Packet({...SENT, payload: hex('abcd')})), toHex(wire));
});

test('decode(encode(packet)) is the packet', t => {
  fc.assert(
    fc.property(ipv4Packets, packet => {
      const wire = encodeIpv4Packet(packet);
      t.deepEqual(decodeIpv4Packet(wire), packet);
      t.true(isIpv4ChecksumCorrect(wire));
      t.is(toHex(encodeIpv4Packet(decodeIpv4Packet(wire))), toHex(wire));
    }),
  );
});

test('what does not fit its field is refused', t => {
  const refuse = (change: object, message: string) =>
    t.throws(() => encodeIpv4Packet({...SENT, payload: hex(''), ...change}), {message});
  refuse({ttl: 256}, 'ipv4 time to live: expected 0 to 255, got 256');
  refuse({protocol: -1}, 'ipv4 protocol: expected 0 to 255, got -1');
  refuse({fragmentOffset: 4}, 'ipv4 fragment offset: expected a multiple of 8, got 4');
  refuse({options: hex('0101')}, 'ipv4 options: expected a multiple of 4 octets, got 2');
  refuse({dscp: 64}, 'ipv4 DSCP: expected 0 to 63, got 64');
  refuse({payload: new Uint8Array(65_516)}, 'ipv4 payload length: expected 0 to 65515, got 65516');
});
