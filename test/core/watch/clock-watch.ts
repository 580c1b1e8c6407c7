/** A step of the clock is distinguished from a delay between reading two clocks. */

import {ClockWatch} from '@vip/core/internal/watch';
import test from 'ava';

const SECOND = 1_000_000_000n;

/** A wall clock and a steady clock; `pass` advances both, by a number of seconds. */
function clocks() {
  const time = {wall: 1_800_000_000n * SECOND, steadyMs: 0};
  const pass = (seconds: number) => {
    time.wall += BigInt(seconds * 1e9);
    time.steadyMs += seconds * 1000;
  };
  return {time, pass};
}

test('a step forward is reported once, with its least possible size', t => {
  const {time, pass} = clocks();
  const watch = new ClockWatch(() => time.steadyMs);
  const look = () => watch.look(() => time.wall);
  t.is(look(), 0n);
  pass(1);
  t.is(look(), 0n);
  time.wall += 3600n * SECOND;
  t.is(look(), 3600n * SECOND);
  pass(1);
  t.is(look(), 0n);
  time.wall -= 7200n * SECOND;
  t.is(look(), 0n);
  time.wall += SECOND;
  t.is(look(), SECOND);
});

for (const when of ['before', 'after'])
  test(`a delay ${when} the clock is read is no step`, t => {
    const {time, pass} = clocks();
    let isSlow = false;
    const wait = () => isSlow && pass(5);
    const watch = new ClockWatch(() => time.steadyMs);
    const look = () =>
      watch.look(() => {
        if (when === 'before') wait();
        const {wall} = time;
        if (when === 'after') wait();
        return wall;
      });
    const found = [];
    for (const slow of [false, true, false, true, true, false]) {
      isSlow = slow;
      found.push(look());
      pass(1);
    }
    t.deepEqual(found, Array(6).fill(0n));
  });
