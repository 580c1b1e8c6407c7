import {
  DecodeError,
  decodeTcpSegment,
  encodeTcpSegment,
  isTcpChecksumCorrect,
  parseIpv4,
  type TcpSegment,
  tcpChecksum,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {ipv4s, ipv6s, octets, tcpFields} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, hex} from '../helpers/hex.js';

const SYN: TcpSegment = {
  sourcePort: 40000,
  destinationPort: 80,
  sequence: 0xfffffffe,
  acknowledgment: 0,
  flags: ['syn'],
  window: 64240,
  urgentPointer: 0,
  headerLength: 24,
  options: hex('020405b4'),
  payload: hex(''),
};

//   ports | sequence | acknowledgment | header length, flags, window | checksum, urgent | options | payload
const VECTORS: readonly (readonly [title: string, segment: TcpSegment, wire: string])[] = [
  ['a SYN with options', SYN, '9c40 0050 | fffffffe | 00000000 | 60 02 faf0 | 0000 0000 | 020405b4'],
  [
    'data',
    {
      ...SYN,
      acknowledgment: 7,
      flags: ['psh', 'ack'],
      headerLength: 20,
      options: hex(''),
      payload: hex('4745'),
    },
    '9c40 0050 | fffffffe | 00000007 | 50 18 faf0 | 0000 0000 | | 4745',
  ],
  [
    'every flag, in the order of the bits',
    {
      ...SYN,
      flags: ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr'],
      headerLength: 20,
      options: hex(''),
    },
    '9c40 0050 | fffffffe | 00000000 | 5f ff faf0 | 0000 0000',
  ],
  [
    'trap: a record cut within the options still names its flow',
    {...SYN, options: hex('0204')},
    '9c40 0050 | fffffffe | 00000000 | 60 02 faf0 | 0000 0000 | 0204',
  ],
];

for (const [title, segment, wire] of VECTORS) {
  test(`decodes ${title}`, t => t.deepEqual(decodeTcpSegment(atOddOffset(hex(wire))), segment));
}

for (const length of [0, 1, 13, 19]) {
  test(`refuses a header cut to ${length} octets`, t => {
    t.throws(() => decodeTcpSegment(hex(VECTORS[1]?.[2] ?? '').subarray(0, length)), {
      instanceOf: DecodeError,
      code: 'TRUNCATED',
      message: `tcp: expected at least 20 octets, got ${length}`,
    });
  });
}

test('refuses a header length below the header', t => {
  t.throws(() => decodeTcpSegment(hex('9c40 0050 | fffffffe | 00000007 | 40 18 faf0 | 0000 0000')), {
    instanceOf: DecodeError,
    code: 'MALFORMED',
    message: 'tcp: expected a header of 20 octets or more, got 16',
  });
});

test('any octets are a segment or a DecodeError', t => {
  fc.assert(
    fc.property(octets(70), bytes => void valueOrDecodeError(() => decodeTcpSegment(bytes))),
    {numRuns: 1000},
  );
  t.pass();
});

test('decode(encode(segment)) is the segment, and its checksum fits its path and no other', t => {
  const paths = fc.oneof(
    fc.record({source: ipv4s, destination: ipv4s}),
    fc.record({source: ipv6s, destination: ipv6s}),
  );
  fc.assert(
    fc.property(tcpFields, paths, (segment, path) => {
      const bytes = encodeTcpSegment(segment, path);
      t.deepEqual(decodeTcpSegment(bytes), {...segment, headerLength: 20 + segment.options.length});
      t.true(isTcpChecksumCorrect(bytes, path));
      t.is(tcpChecksum(bytes, path), (bytes[16] as number) * 256 + (bytes[17] as number));
      const changed = bytes.with(4, (bytes[4] as number) ^ 1);
      t.false(isTcpChecksumCorrect(changed, path));
    }),
  );
});

test('what does not fit its field is refused', t => {
  const path = {source: parseIpv4('10.3.2.50'), destination: parseIpv4('10.3.2.200')};
  const encode = (change: object) =>
    encodeTcpSegment({sourcePort: 1, destinationPort: 2, flags: ['syn'], ...change}, path);
  for (const [change, message] of [
    [{sourcePort: 65_536}, 'tcp source port: expected 0 to 65535, got 65536'],
    [{options: hex('01')}, 'tcp options: expected a multiple of 4 octets, got 1'],
    [{options: new Uint8Array(44)}, 'tcp options: expected at most 40 octets, got 44'],
    [{flags: ['sin']}, 'tcp flag: expected fin, syn, rst, psh, ack, urg, ece, cwr, got sin'],
  ] as const) {
    t.throws(() => encode(change), {code: 'BAD_ARGUMENT', message});
  }
});
