/**
 * A move, a return and a conflict are told apart.
 */

import {type ArpPacket, arpProbe, type MacAddress, parseIpv4, parseMac} from '@vip/arp';
import {type OwnershipChange, trackOwnership} from '@vip/arp/ownership';
import test from 'ava';
import fc from 'fast-check';
import {arpPackets} from '../helpers/arbitraries.js';

const VIP = parseIpv4('10.3.2.200');
const ASKER_IP = parseIpv4('10.3.2.50');
const ASKER = parseMac('02:00:00:00:00:50');
const OTHER_ASKER = parseMac('02:00:00:00:00:01');
const A = parseMac('02:00:00:00:00:10');
const B = parseMac('02:00:00:00:00:11');
const C = parseMac('02:00:00:00:00:12');
const VIRTUAL = parseMac('00:00:5e:00:01:33');
const BROADCAST = parseMac('ff:ff:ff:ff:ff:ff');
const ZERO = parseMac('00:00:00:00:00:00');

type Claim = readonly [seconds: number, packet: ArpPacket];

function garp(mac: MacAddress): ArpPacket {
  return {operation: 'request', senderMac: mac, senderIp: VIP, targetMac: BROADCAST, targetIp: VIP};
}

function answer(mac: MacAddress, asker = ASKER): ArpPacket {
  return {operation: 'reply', senderMac: mac, senderIp: VIP, targetMac: asker, targetIp: ASKER_IP};
}

/** "Who has the asker, tell the VIP": sent by an owner that has no entry for its peer. */
function question(mac: MacAddress): ArpPacket {
  return {operation: 'request', senderMac: mac, senderIp: VIP, targetMac: ZERO, targetIp: ASKER_IP};
}

function changesOf(claims: readonly Claim[]): (OwnershipChange | undefined)[] {
  const ownership = trackOwnership();
  return claims.map(([seconds, packet]) => ownership.observe(ns(seconds), packet, 'eth0'));
}

function kindsOf(claims: readonly Claim[]): string[] {
  return changesOf(claims).map(change => {
    if (change === undefined) return '-';
    return change.kind === 'conflict' ? `conflict ${change.evidence}` : change.kind;
  });
}

function ns(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1e9));
}

const rows = test.macro({
  exec(t, claims: readonly Claim[], expected: readonly string[]) {
    t.deepEqual(kindsOf(claims), expected);
  },
  title: (name = '') => name,
});

test(
  'three that have it in turn are not two owners, however soon it comes round',
  rows,
  [A, B, C, A, B, C, A].map((mac, index) => [index * 3, garp(mac)] as const),
  ['-', 'moved', 'moved', 'returned', 'flap', 'flap', 'flap'],
);

/** Former owners of one address. */
const REMEMBERED = 8;

test(
  'a failover with all its announcements is one move, though the old owner answered just before',
  rows,
  [
    [0, garp(A)],
    [9.999, answer(A)],
    [10, garp(B)],
    [10.001, garp(B)],
    [15, garp(B)],
    [20, answer(B)],
  ],
  ['-', '-', 'moved', '-', '-', '-'],
);

test(
  'a failback is a return',
  rows,
  [
    [0, garp(A)],
    [10, garp(B)],
    [19.9, answer(B)],
    [20, garp(A)],
    [25, garp(A)],
  ],
  ['-', 'moved', '-', 'returned', '-'],
);

test(
  'an old owner that keeps claiming is a conflict, whichever claims',
  rows,
  [
    [0, garp(A)],
    [10, garp(B)],
    [10.2, answer(A)],
    [10.4, garp(B)],
  ],
  ['-', 'moved', 'conflict both-speak', 'conflict both-speak'],
);

test(
  'two answers to one question are a conflict at once',
  rows,
  [
    [0, answer(A)],
    [0.0001, answer(B)],
    [5, answer(A)],
    [5.0001, answer(B)],
  ],
  ['-', 'conflict both-answer', 'returned', 'conflict both-speak'],
);

test(
  'answers of two owners to two askers, or to one long after, are none',
  rows,
  [
    [0, answer(A)],
    [0.5, answer(B, OTHER_ASKER)],
    [60, answer(B)],
    [61.5, answer(A)],
  ],
  ['-', 'moved', '-', 'returned'],
);

test(
  'slow alternation is a conflict, once it cannot be coincidence',
  rows,
  [
    [0, garp(A)],
    [3, garp(B)],
    [6, garp(A)],
    [9, garp(B)],
    [12, garp(A)],
    [15, garp(B)],
  ],
  ['-', 'moved', 'returned', 'returned', 'conflict alternating', 'conflict alternating'],
);

test(
  'turns that are too slow for a conflict are a flap',
  rows,
  [
    [0, garp(A)],
    [15, garp(B)],
    [30, garp(A)],
    [45, garp(B)],
    [60, garp(A)],
    [75, garp(B)],
  ],
  ['-', 'moved', 'returned', 'returned', 'flap', 'flap'],
);

test(
  'drills far apart are returns',
  rows,
  [
    [0, garp(A)],
    [150, garp(B)],
    [300, garp(A)],
    [450, garp(B)],
    [600, garp(A)],
    [750, garp(B)],
  ],
  ['-', 'moved', 'returned', 'returned', 'returned', 'returned'],
);

test(
  'a conflict that is over is forgotten',
  rows,
  [
    [0, garp(A)],
    [10, garp(B)],
    [10.1, garp(A)],
    [70, garp(A)],
    [100, garp(B)],
  ],
  ['-', 'moved', 'conflict both-speak', '-', 'returned'],
);

test(
  "probes claim nothing: neither RFC 5227's nor those of arping -D, whose target is ff",
  rows,
  [
    [0, garp(A)],
    [1, arpProbe(VIP, B)],
    [1.1, {...arpProbe(VIP, B), targetMac: BROADCAST}],
    [1.2, garp(A)],
  ],
  ['-', '-', '-', '-'],
);

test(
  "a node's own requests besides its virtual MAC are neither a move nor a conflict",
  rows,
  [
    [0, question(A)],
    [0.1, garp(VIRTUAL)],
    [0.2, question(A)],
    [0.3, answer(VIRTUAL)],
    [4, question(B)],
    [4.1, garp(VIRTUAL)],
  ],
  ['-', '-', '-', '-', '-', '-'],
);

test(
  'a node that answers besides the virtual MAC is another owner nevertheless',
  rows,
  [
    [0, garp(VIRTUAL)],
    [5, answer(A)],
    [5.1, answer(VIRTUAL)],
  ],
  ['-', 'moved', 'conflict both-speak'],
);

test(
  'without a virtual MAC a plain question from the address is a claim: caches believe it',
  rows,
  [
    [0, garp(A)],
    [10, question(B)],
  ],
  ['-', 'moved'],
);

test('each kind of change has its own fields', t => {
  const [, moved, conflict, , returned] = changesOf([
    [0, garp(A)],
    [10, garp(B)],
    [10.25, answer(A)],
    [40, answer(A)],
    [50, garp(B)],
  ]);
  t.deepEqual(moved, {kind: 'moved', ip: VIP, from: A, to: B, silenceNs: ns(10)});
  t.deepEqual(conflict, {
    kind: 'conflict',
    ip: VIP,
    other: B,
    claimant: A,
    silenceNs: ns(0.25),
    evidence: 'both-speak',
  });
  t.deepEqual(returned, {
    kind: 'returned',
    ip: VIP,
    from: A,
    to: B,
    silenceNs: ns(10),
    absenceNs: ns(40),
  });
});

test('the same address in two networks is two addresses', t => {
  const ownership = trackOwnership();
  ownership.observe(0n, garp(A), 'eth0 10');
  t.is(ownership.observe(1n, garp(B), 'eth0 20'), undefined);
  t.is(ownership.observe(2n, garp(A), 'eth0 10'), undefined);
});

test('a return needs two seconds with the other owner, to the nanosecond', t => {
  const back = (tenure: bigint) => {
    const ownership = trackOwnership();
    ownership.observe(0n, garp(A), '');
    ownership.observe(ns(10), garp(B), '');
    return ownership.observe(ns(10) + tenure, garp(A), '')?.kind;
  };
  t.is(back(2_000_000_000n - 1n), 'conflict');
  t.is(back(2_000_000_000n), 'returned');
});

test('owners that were superseded too long ago in number are forgotten', t => {
  const ownership = trackOwnership();
  const mac = (index: number) => parseMac(`02:00:00:00:01:${index.toString(16).padStart(2, '0')}`);
  for (let index = 0; index <= REMEMBERED + 1; index++) {
    const change = ownership.observe(ns(100 * index), garp(mac(index)), '');
    t.is(change?.kind, index === 0 ? undefined : 'moved');
  }
  const at = ns(100 * (REMEMBERED + 2));
  t.is(ownership.observe(at, garp(mac(0)), '')?.kind, 'moved');
  t.is(ownership.observe(at + ns(100), garp(mac(2 + 1)), '')?.kind, 'returned');
});

test('a change is reported exactly when the MAC differs from the last claim, and names both', t => {
  const step = fc.tuple(fc.integer({min: 0, max: 5000}), fc.constantFrom(A, B, ASKER), arpPackets);
  fc.assert(
    fc.property(fc.array(step, {maxLength: 40}), steps => {
      const ownership = trackOwnership();
      let at = 0n;
      let owner: MacAddress | undefined;
      for (const [ms, senderMac, packet] of steps) {
        at += BigInt(ms) * 1_000_000n;
        const change = ownership.observe(at, {...packet, senderMac, senderIp: VIP}, '');
        if (owner === undefined || owner === senderMac) t.is(change, undefined);
        else if (change?.kind === 'conflict')
          t.deepEqual([change.other, change.claimant], [owner, senderMac]);
        else if (change?.kind === 'proxy') t.fail('one address is no proxy');
        else t.deepEqual([change?.from, change?.to], [owner, senderMac]);
        owner = senderMac;
      }
    }),
  );
});
