import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  DecodeError,
  decodeIcmp,
  encodeIcmp,
  type IcmpEcho,
  icmpChecksum,
  internetChecksum,
  isIcmpChecksumCorrect,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {icmpEchoes, icmpMessages, octets} from '../helpers/arbitraries.js';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, concat, hex, toHex} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

//   type, code, checksum | identifier, sequence | data; checksums by hand (RFC 1071)
const VECTORS: readonly (readonly [title: string, message: IcmpEcho, wire: string])[] = [
  [
    'a question',
    {type: 'echo-request', identifier: 0x1234, sequence: 1, data: hex('6162')},
    '0800 8468 | 1234 0001 | 6162',
  ],
  [
    'an answer',
    {type: 'echo-reply', identifier: 0x1234, sequence: 1, data: hex('6162')},
    '0000 8c68 | 1234 0001 | 6162',
  ],
  [
    'odd data',
    {type: 'echo-request', identifier: 0, sequence: 0, data: hex('ff')},
    '0800 f8fe | 0000 0000 | ff',
  ],
  [
    'no data',
    {type: 'echo-reply', identifier: 0xffff, sequence: 0xffff, data: hex('')},
    '0000 0000 | ffff ffff',
  ],
];

for (const [title, message, wire] of VECTORS) {
  test(`encodes ${title}`, t => t.is(toHex(encodeIcmp(message)), toHex(hex(wire))));
  test(`decodes ${title}`, t => {
    t.deepEqual(decodeIcmp(hex(wire)), message);
    t.deepEqual(decodeIcmp(atOddOffset(hex(wire))), message);
    t.true(isIcmpChecksumCorrect(atOddOffset(hex(wire))));
  });
}

test('the checksum agrees with the worked example of RFC 1071 §3', t => {
  t.is(internetChecksum(hex('0001 f203 f4f5 f6f7')), 0x220d);
});

test('destination unreachable keeps its code and quotes the packet', t => {
  t.deepEqual(decodeIcmp(hex('0301 fcfe | 00000000 | 45000054')), {
    type: 'unreachable',
    code: 1,
    detail: 0,
    quoted: hex('45000054'),
  });
});

test('other types stay numbers', t => {
  t.deepEqual(decodeIcmp(hex('0b00 f4ff | 00000000')), {
    ...{type: 'other', number: 11, code: 0, body: hex('00000000')},
  });
});

for (let length = 0; length < 8; length++) {
  test(`refuses a message cut to ${length} octets`, t => {
    t.throws(() => decodeIcmp(hex('0800 8468 1234 0001').subarray(0, length)), {
      instanceOf: DecodeError,
      code: 'TRUNCATED',
      message: `icmp: expected at least 8 octets, got ${length}`,
    });
  });
}

test('a wrong checksum is detected', t => {
  const bytes = hex('0800 8469 | 1234 0001 | 6162');
  t.false(isIcmpChecksumCorrect(bytes));
  t.is(icmpChecksum(bytes), 0x8468);
});

test('decode(encode(message)) is the message, and its checksum fits', t => {
  fc.assert(
    fc.property(icmpMessages, message => {
      const bytes = encodeIcmp(message);
      t.deepEqual(decodeIcmp(bytes), message);
      t.deepEqual(encodeIcmp(decodeIcmp(bytes)), bytes);
      t.true(isIcmpChecksumCorrect(bytes));
    }),
  );
});

test('one wrong bit is found by the checksum', t => {
  fc.assert(
    fc.property(icmpMessages, fc.nat(), (message, where) => {
      const bytes = encodeIcmp(message);
      const bit = where % (bytes.length * 8);
      bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
      t.false(isIcmpChecksumCorrect(bytes));
    }),
  );
});

test('any octets are a message or a DecodeError', t => {
  fc.assert(
    fc.property(octets(60), bytes => void valueOrDecodeError(() => decodeIcmp(bytes))),
    {numRuns: 1000},
  );
  t.pass();
});

testWith('tshark')('tshark reads the same, and finds the checksum good', t => {
  const sample = fc.sample(icmpEchoes, {numRuns: 200, seed: 7});
  const file = join(temporaryDirectory(t), 'echo.pcap');
  // Link type 101: IP without a link layer.
  writeFileSync(
    file,
    concat(pcapHeader({linkType: 101}), ...sample.map(echo => pcapRecord(ipv4(encodeIcmp(echo))))),
  );
  const {rows} = tsharkFields(file, [
    'icmp.type',
    'icmp.ident',
    'icmp.seq',
    'icmp.checksum.status',
    'icmp.checksum',
  ]);
  t.deepEqual(
    rows.map(row => [
      row['icmp.type'],
      firstNumber(row['icmp.ident']),
      firstNumber(row['icmp.seq']),
      row['icmp.checksum.status'],
    ]),
    sample.map(echo => [echo.type === 'echo-request' ? '8' : '0', echo.identifier, echo.sequence, '1']),
  );
});

/** tshark shows identifiers and sequences in both byte orders, the wire's first. */
function firstNumber(text: string): number {
  return Number(text.split(',')[0]);
}

function ipv4(payload: Uint8Array): Uint8Array {
  const header = hex('4500 0000 0000 0000 4001 0000 0a030232 0a0302c8');
  const view = new DataView(header.buffer);
  view.setUint16(2, header.length + payload.length);
  view.setUint16(10, internetChecksum(header));
  return concat(header, payload);
}
