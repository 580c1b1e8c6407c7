/** The other port of a bond may begin long after the capture. */

import {createCollector, judge} from '@vip/analysis/internal';
import test from 'ava';
import {steady} from '../../kinds/cases/long-outage.js';
import type {Made} from '../../kinds/kind.js';
import {cookedFrame} from '../../kinds/write.js';

/** As many frames as a bond and its first port carry before the other takes over, and later. */
const BEFORE = 9000;
const AFTER = 500;

/** Each frame at the bond, and then at its active port. */
function frames({frames: round}: Made, isCooked: boolean) {
  const length = (round.at(-1)?.at ?? 0n) - (round[0]?.at ?? 0n) + 50_000_000n;
  return Array.from({length: BEFORE + AFTER}, (_, index) => {
    const {at, bytes} = round[index % round.length] ?? {at: 0n, bytes: new Uint8Array()};
    const sent = at + length * BigInt(Math.floor(index / round.length));
    return [2, index < BEFORE ? 0 : 1].map((place, turn) => {
      const seen = {at: sent + BigInt(turn * 5000), length: bytes.length};
      if (!isCooked) return {...seen, bytes, iface: ['eth0', 'eth1', 'bond0'][place] ?? ''};
      const cooked = cookedFrame(bytes, 'sll2');
      cooked[7] = 2 + place;
      return {...seen, bytes: cooked, iface: 'any', linkType: 276};
    });
  }).flat();
}

for (const isCooked of [false, true])
  test(`a port that takes over after thousands of frames is of the same network${isCooked ? ', cooked' : ''}`, t => {
    const made = steady.make(4);
    const collector = createCollector({ips: made.ask});
    collector.take(frames(made, isCooked));
    t.deepEqual(
      judge(collector.facts()).map(({finding: {code}}) => code),
      ['HEALTHY'],
    );
  });
