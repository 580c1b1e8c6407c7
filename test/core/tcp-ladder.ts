/** When Linux retransmits and gives up, compared with measurements on kernel 6.18. */

import {latestMs} from '@vip/analysis/internal';
import {connectGivesUpMs, givesUpMs, type Retransmission, rungs, syns} from '@vip/core/internal';
import test from 'ava';

const DEFAULTS: Retransmission = {rtoMaxMs: 120_000, retries2: 15, synRetries: 6, synLinearTimeouts: 4};

function take<T>(all: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  for (const one of all) {
    if (taken.length === count) break;
    taken.push(one);
  }
  return taken;
}

test('the timeouts double up to the longest, and match a capture except for late timers', t => {
  t.deepEqual(take(rungs(200, {rtoMaxMs: 1000}), 5), [200, 600, 1400, 2400, 3400]);
  const captured = [211, 645, 1480, 3140, 6600, 13_300];
  for (const [index, ms] of take(rungs(204, DEFAULTS), captured.length).entries()) {
    const seen = captured[index] ?? 0;
    t.true(seen >= ms && seen <= latestMs(ms), `${seen}, ${ms}`);
  }
});

for (const [name, client, measuredMs] of [
  ['defaults', {}, 939_000],
  ['tcp_retries2=2', {retries2: 2}, 3200],
  ['tcp_retries2=3', {retries2: 3}, 6700],
  ['tcp_retries2=5', {retries2: 5}, 13_400],
  ['tcp_retries2=8', {retries2: 8}, 108_000],
  ['tcp_rto_max_ms=1000', {rtoMaxMs: 1000}, 15_000],
  ['tcp_rto_max_ms=5000', {rtoMaxMs: 5000}, 63_100],
] as const) {
  test(`${name}: a writer that gets no answer gives up at the measured time`, t => {
    const [earliest, latest] = givesUpMs(204, {...DEFAULTS, ...client});
    t.true(measuredMs >= earliest && measuredMs <= latestMs(latest), `${earliest}-${latest}`);
  });
}

test('a SYN is sent five times a second apart, and then at doubling intervals', t => {
  t.deepEqual(take(syns(DEFAULTS), 9), [0, 1000, 2000, 3000, 4000, 5000, 7000, 11_000, 19_000]);
  t.deepEqual(take(syns({...DEFAULTS, synLinearTimeouts: 0}), 5), [0, 1000, 3000, 7000, 15_000]);
  t.deepEqual(take(syns({...DEFAULTS, rtoMaxMs: 1000}), 8), [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000]);
});

test('connect() gives up after 134 s, and after 7.2 s if the longest timeout is one second', t => {
  for (const [rtoMaxMs, measuredMs] of [
    [120_000, 134_500],
    [1000, 7160],
  ] as const) {
    const ms = connectGivesUpMs({...DEFAULTS, rtoMaxMs});
    t.true(measuredMs >= ms && measuredMs <= latestMs(ms), `${ms}`);
  }
});
