import {DecodeError, decodeTcpSegment, type TcpSegment} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, hex} from '../helpers/hex.js';

const SYN: TcpSegment = {
  sourcePort: 40000,
  destinationPort: 80,
  sequence: 0xfffffffe,
  acknowledgment: 0,
  flags: ['syn'],
  window: 64240,
  headerLength: 24,
  payload: hex(''),
};

//   ports | sequence | acknowledgment | header length, flags, window | checksum, urgent | options | payload
const VECTORS: readonly (readonly [title: string, segment: TcpSegment, wire: string])[] = [
  ['a SYN with options', SYN, '9c40 0050 | fffffffe | 00000000 | 60 02 faf0 | 0000 0000 | 020405b4'],
  [
    'data',
    {...SYN, acknowledgment: 7, flags: ['psh', 'ack'], headerLength: 20, payload: hex('4745')},
    '9c40 0050 | fffffffe | 00000007 | 50 18 faf0 | 0000 0000 | | 4745',
  ],
  [
    'every flag, in the order of the bits',
    {...SYN, flags: ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr'], headerLength: 20},
    '9c40 0050 | fffffffe | 00000000 | 5f ff faf0 | 0000 0000',
  ],
  [
    'trap: a record cut within the options still names its flow',
    SYN,
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
