import {parseIpv4, parseMac} from '@vip/arp';
import type {OwnershipChange} from '@vip/arp/ownership';
import {formatOwnershipChange} from '@vip/core/internal/capture';
import test from 'ava';

const ip = parseIpv4('10.3.2.200');
const active = parseMac('02:00:00:00:00:10');
const passive = parseMac('02:00:00:00:00:11');

const line = test.macro({
  exec(t, change: OwnershipChange, expected: string) {
    t.is(formatOwnershipChange(change), expected);
  },
  title: (name = '') => name,
});

test(
  'a move',
  line,
  {kind: 'moved', ip, from: active, to: passive, silenceNs: 10_210_000_000n},
  '10.3.2.200 moved 02:00:00:00:00:10 -> 02:00:00:00:00:11 after 10.21 s',
);

test(
  'a return',
  line,
  {kind: 'returned', ip, from: passive, to: active, silenceNs: 20_000_000n, absenceNs: 35_500_000_000n},
  '10.3.2.200 returned 02:00:00:00:00:11 -> 02:00:00:00:00:10 after 20 ms (away for 35.5 s)',
);

test(
  'a conflict',
  line,
  {
    kind: 'conflict',
    ip,
    other: active,
    claimant: passive,
    silenceNs: 200_000_000n,
    evidence: 'both-speak',
  },
  '10.3.2.200 conflict: 02:00:00:00:00:10 and 02:00:00:00:00:11 both claim it (02:00:00:00:00:10 last heard 200 ms ago)',
);
