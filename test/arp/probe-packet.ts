import {
  arpProbe,
  broadcastFrame,
  classifyArp,
  conflictsWith,
  decodeArpPacket,
  PROBE_COUNT,
  parseIpv4,
  parseMac,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {ipv4s, macs} from '../helpers/arbitraries.js';
import {hex, toHex} from '../helpers/hex.js';

const own = parseMac('02:00:00:00:00:11');
const other = parseMac('02:00:00:00:00:10');
const vip = parseIpv4('10.3.2.200');

// RFC 5227 §2.1.1: a request, sender IP all zero, target MAC ignored and zero, broadcast.
const PROBE = '0001 0800 06 04 0001 | 020000000011 00000000 | 000000000000 0a0302c8';

test('a probe is that of RFC 5227 §2.1.1', t => {
  t.is(toHex(broadcastFrame(arpProbe(vip, own))), toHex(hex(`ffffffffffff 020000000011 0806 ${PROBE}`)));
  t.deepEqual(decodeArpPacket(hex(PROBE)), arpProbe(vip, own));
  t.is(PROBE_COUNT, 3);
});

test('every probe is classified as one, and changes no cache', t => {
  fc.assert(
    fc.property(ipv4s, macs, (ip, mac) => {
      t.is(classifyArp(arpProbe(ip, mac)).kind, 'probe');
      t.is(arpProbe(ip, mac).senderIp as string, '0.0.0.0');
    }),
  );
});

const CONFLICTS: readonly (readonly [title: string, wire: string, conflicts: boolean])[] = [
  ['the answer of an owner', `0002 | 020000000010 0a0302c8 | 020000000011 00000000`, true],
  ['an announcement', `0001 | 020000000010 0a0302c8 | ffffffffffff 0a0302c8`, true],
  ['a question the owner asks', `0001 | 020000000010 0a0302c8 | 000000000000 0a030232`, true],
  ["another's probe for the same address", `0001 | 020000000010 00000000 | 000000000000 0a0302c8`, true],
  ["another's probe for another address", `0001 | 020000000010 00000000 | 000000000000 0a030232`, false],
  ['one who asks for the address', `0001 | 020000000010 0a030232 | 000000000000 0a0302c8`, false],
  ['an answer about another address', `0002 | 020000000010 0a030232 | 020000000011 0a0302c8`, false],
  ['our own probe, come back', `0001 | 020000000011 00000000 | 000000000000 0a0302c8`, false],
  ['our own announcement', `0001 | 020000000011 0a0302c8 | ffffffffffff 0a0302c8`, false],
];

for (const [title, wire, conflicts] of CONFLICTS) {
  test(`${title}: ${conflicts ? 'a conflict' : 'no conflict'}`, t => {
    t.is(conflictsWith(decodeArpPacket(hex(`0001 0800 06 04 ${wire}`)), vip, own), conflicts);
    if (conflicts) t.false(conflictsWith(decodeArpPacket(hex(`0001 0800 06 04 ${wire}`)), vip, other));
  });
}
