import {DecodeError} from '@vip/arp';
import {formatFrame} from '@vip/arp/describe';
import test from 'ava';
import fc from 'fast-check';
import {decodeForeignArp, isSwitchNotice} from '#arp/wire/arp/foreign-arp';
import {octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, hex} from '../helpers/hex.js';

const frame = (etherType: string, code: string, target: string) =>
  hex(
    `ffffffffffff 020000000011 ${etherType} | 0001 0800 06 04 ${code} | 020000000011 0a0302d3 | ${target} 0a0302c8`,
  );

const LINES: readonly (readonly [etherType: string, code: string, target: string, line: string])[] = [
  ['8035', '0003', '020000000011', 'RARP request 02:00:00:00:00:11 about itself (a guest moved)'],
  [
    '8035',
    '0003',
    '020000000050',
    'RARP request 02:00:00:00:00:11/10.3.2.211 to 02:00:00:00:00:50/10.3.2.200',
  ],
  ['8035', '0004', '020000000050', 'RARP reply 02:00:00:00:00:11/10.3.2.211 to 02:00:00:00:00:50/10.3.2.200'],
  [
    '0806',
    '0008',
    '000000000000',
    'InARP request 02:00:00:00:00:11/10.3.2.211 to 00:00:00:00:00:00/10.3.2.200',
  ],
  [
    '0806',
    '0009',
    '020000000050',
    'InARP reply 02:00:00:00:00:11/10.3.2.211 to 02:00:00:00:00:50/10.3.2.200',
  ],
  [
    '0806',
    '0011',
    '020000000050',
    'ARP operation 17 02:00:00:00:00:11/10.3.2.211 to 02:00:00:00:00:50/10.3.2.200',
  ],
];

for (const [etherType, code, target, line] of LINES) {
  test(`is shown by name: ${line}`, t => t.is(formatFrame(frame(etherType, code, target)), line));
}

test('the fields are those of ARP', t => {
  const packet = decodeForeignArp(atOddOffset(frame('8035', '0003', '020000000011').subarray(14)));
  t.like(packet, {
    name: 'RARP request',
    code: 3,
    senderMac: '02:00:00:00:00:11',
    senderIp: '10.3.2.211',
    targetMac: '02:00:00:00:00:11',
    targetIp: '10.3.2.200',
  });
  t.true(isSwitchNotice(packet));
});

test('an ARP request under the EtherType of RARP is not taken for one', t => {
  t.is(
    formatFrame(frame('8035', '0001', '020000000011')),
    "(rarp: expected an operation other than ARP's own, got operation 1)",
  );
});

test('any octets are a packet or a DecodeError', t => {
  fc.assert(
    fc.property(octets(40), bytes => {
      const value = valueOrDecodeError(() => decodeForeignArp(bytes));
      if (!(value instanceof DecodeError)) t.is(typeof value.name, 'string');
    }),
    {numRuns: 1000},
  );
  t.pass();
});
