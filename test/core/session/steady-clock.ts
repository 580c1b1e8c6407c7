/** A clock that was set is distinguished from a reading that was interrupted. */

import {availableParallelism} from 'node:os';
import {setTimeout as sleep} from 'node:timers/promises';
import {type ClockReading, clockStep, onSteadyClock, readClocks} from '@vip/core/internal';
import test from 'ava';
import fc from 'fast-check';
import {startCommand} from '../../helpers/product.js';

const S = 1_000_000_000n;
const MS = 1_000_000n;

const reading = (steady: bigint, dated: bigint, errorNs = 0n): ClockReading => ({steady, dated, errorNs});

test('a clock step is reported with its sign; less than a millisecond does not count', t => {
  const from = reading(0n, 0n);
  t.is(clockStep(from, reading(S, 2n * S)), S);
  t.is(clockStep(from, reading(S, 0n)), -S);
  t.is(clockStep(from, reading(3600n * S, 3600n * S + 2n * MS)), 2n * MS);
  t.is(clockStep(from, reading(S, S + MS)), undefined);
});

/** Clocks for which other processes take the processor for this long before each reading. Nanoseconds. */
function interrupted(pauses: readonly bigint[], offset: () => bigint) {
  let now = 0n;
  let reads = 0;
  const tick = () => {
    now += pauses[reads++ % pauses.length] ?? 0n;
    return now;
  };
  return {steady: tick, dated: () => tick() + offset()};
}

test('an interrupted reading never counts as a step, and never hides a step longer than the interruption', t => {
  const pauses = fc.array(fc.bigInt(0n, 200n * MS), {minLength: 1, maxLength: 7});
  fc.assert(
    fc.property(pauses, fc.bigInt(-2n * S, 2n * S), (lengths, step) => {
      let offset = 77n * S;
      const clocks = interrupted(lengths, () => offset);
      const from = readClocks(clocks);
      t.is(clockStep(from, readClocks(clocks)), undefined);
      offset += step;
      const to = readClocks(clocks);
      const found = clockStep(from, to);
      const size = step < 0n ? -step : step;
      if (size > MS + 2n * (from.errorNs + to.errorNs))
        t.true(found !== undefined && found < 0n === step < 0n);
    }),
  );
});

test('the tightest of several readings counts', t => {
  const pauses = [...Array.from({length: 60}, () => 54n * MS), 1000n, 1000n, 1000n];
  t.true(readClocks(interrupted(pauses, () => 0n)).errorNs <= 2000n);
});

test('a busy process on each processor is not mistaken for a clock step', async t => {
  const spinning = Array.from({length: availableParallelism()}, () =>
    startCommand([process.execPath, '-e', 'for (;;);']),
  );
  t.teardown(() => {
    for (const {child} of spinning) child.kill('SIGKILL');
  });
  const from = readClocks();
  for (let count = 0; count < 50; count++) {
    t.is(clockStep(from, readClocks()), undefined);
    await sleep(10);
  }
});

test('a measurement across a clock step does not count as measured', async t => {
  const readings = [reading(0n, 100n * S), reading(2n * S, 98n * S)];
  const work = onSteadyClock(
    async () => {},
    () => readings.shift() ?? reading(0n, 0n),
  );
  await t.throwsAsync(work, {
    code: 'NOT_POSSIBLE',
    message: /^measure: the machine's clock was set 4000 ms back during the run/,
  });
  await t.notThrowsAsync(onSteadyClock(async () => {}));
});

test('a failure while the clock was set may be due to that; any other is reported unchanged', async t => {
  const fails = () => Promise.reject(new Error('nobody answered'));
  const readings = [reading(0n, 0n), reading(S, -S)];
  const set = onSteadyClock(fails, () => readings.shift() ?? reading(0n, 0n));
  const error = await t.throwsAsync(set, {message: /^measure: the machine's clock was set 2000 ms back/});
  t.like(error?.cause, {message: 'nobody answered'});
  await t.throwsAsync(onSteadyClock(fails), {message: 'nobody answered'});
});
