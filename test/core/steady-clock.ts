import {clockStep, onSteadyClock} from '@vip/core';
import test from 'ava';
import fc from 'fast-check';

const S = 1_000_000_000n;

test('a clock that is slewed as fast as the kernel does it was not set', t => {
  fc.assert(
    fc.property(fc.bigInt(0n, 3600n * S), fc.bigInt(-1n, 1n), (passed, sign) => {
      const to = {steady: 5n + passed, dated: 7n + passed + (sign * passed) / 2000n};
      t.is(clockStep({steady: 5n, dated: 7n}, to), undefined);
    }),
  );
});

test('a step of more than that is told, with its sign', t => {
  const from = {steady: 0n, dated: 0n};
  t.is(clockStep(from, {steady: S, dated: 2n * S}), S);
  t.is(clockStep(from, {steady: S, dated: 0n}), -S);
  t.is(clockStep(from, {steady: S, dated: S + 30_000_000n}), 30_000_000n);
});

test('what was measured over a step is not given out as measured', async t => {
  const readings = [
    {steady: 0n, dated: 100n * S},
    {steady: 2n * S, dated: 98n * S},
  ];
  const work = onSteadyClock(
    async () => {},
    () => readings.shift() ?? {steady: 0n, dated: 0n},
  );
  await t.throwsAsync(work, {
    code: 'NOT_POSSIBLE',
    message: /^measure: the machine's clock was set 4000 ms back meanwhile/,
  });
  await t.notThrowsAsync(onSteadyClock(async () => {}));
});
