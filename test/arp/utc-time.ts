/** Moments in words, those included that no calendar has. */

import {utcTime} from '@vip/arp/describe';
import test from 'ava';
import fc from 'fast-check';

const ROWS: readonly [title: string, at: bigint, text: string][] = [
  ['the epoch', 0n, '1970-01-01T00:00:00.000000000Z'],
  ['nanoseconds', 1_763_875_461_234_567_890n, '2025-11-23T05:24:21.234567890Z'],
  ['a moment before the epoch', -1n, '1969-12-31T23:59:59.999999999Z'],
  ['the last second of the calendar', 8_640_000_000_000_000_000_000n, '+275760-09-13T00:00:00.000000000Z'],
  ['the second after it', 8_640_000_000_001_000_000_000n, '@8640000000001.000000000'],
  ['the second before it begins', -8_640_000_000_000_000_000_001n, '@-8640000000001.999999999'],
  [
    'what 64 bits of seconds can hold',
    (2n ** 64n - 1n) * 1_000_000_000n + 5n,
    '@18446744073709551615.000000005',
  ],
];

for (const [title, at, text] of ROWS) {
  test(title, t => t.is(utcTime(at), text));
}

test('every moment has a text', t => {
  fc.assert(
    fc.property(fc.bigInt(-(2n ** 100n), 2n ** 100n), at => /^[@+\-\d].*\.\d{9}Z?$/.test(utcTime(at))),
  );
  t.pass();
});
