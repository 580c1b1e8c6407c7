/** Durations as text. */

import {formatRange} from '@vip/analysis/internal';
import test from 'ava';

test('both ends of a range have the unit of the larger', t => {
  const rows: [least: bigint, most: bigint, text: string][] = [
    [312_000_000n, 1_204_000_000n, '312 ms to 1204 ms'],
    [9_361_000_000n, 10_252_400_000n, '9.361 s to 10.252 s'],
    [900_000n, 12_000_000_000n, '0.001 s to 12 s'],
    [12_600_000_000n, 25_941_000_000n, '12.6 s to 25.941 s'],
    [5_000_000n, 5_000_000n, '5 ms'],
  ];
  for (const [least, most, text] of rows) t.is(formatRange(least, most), text);
});
