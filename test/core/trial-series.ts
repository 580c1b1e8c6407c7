import {
  distributions,
  drawPhase,
  findViolations,
  type OutageLimit,
  parseFault,
  parseOutageLimit,
  type TrialReport,
} from '@vip/core';
import test from 'ava';
import fc from 'fast-check';

/** A report in which only the outages matter. */
function reportOf(outages: Readonly<Record<string, readonly [least: bigint, most?: bigint]>>): TrialReport {
  const observers = Object.entries(outages).map(([name, [leastNs, mostNs]]) => ({
    name,
    outage: {leastNs, ...(mostNs === undefined ? {} : {mostNs})},
  }));
  return {observers} as unknown as TrialReport;
}

const nanoseconds = fc.bigInt({min: 0n, max: 10n ** 12n});

test('percentiles are those of a count by hand', t => {
  fc.assert(
    fc.property(fc.array(nanoseconds, {minLength: 1, maxLength: 40}), outages => {
      const [found] = distributions(outages.map(ns => reportOf({ext: [0n, ns]})));
      // The smallest value that at least so many per cent of all values do not exceed.
      const naive = (percent: number) =>
        outages
          .filter(value => outages.filter(other => other <= value).length * 100 >= percent * outages.length)
          .sort((a, b) => Number(a - b))[0];
      t.is(found?.p50, naive(50));
      t.is(found?.p95, naive(95));
      t.is(found?.max, naive(100));
      t.is(found?.runs, outages.length);
      t.is(found?.unfinished, 0);
    }),
  );
});

test('an outage that had not ended is counted, and in no figure', t => {
  const [found] = distributions([reportOf({ext: [9n]}), reportOf({ext: [1n, 5n]})]);
  t.deepEqual(found, {observer: 'ext', runs: 2, p50: 5n, p95: 5n, max: 5n, unfinished: 1});
});

test('without runs there is nothing to distribute', t => {
  t.deepEqual(distributions([]), []);
});

const LIMITS: readonly OutageLimit[] = [{limitNs: 100n}, {observer: 'ext', limitNs: 50n}];

test('what counts is the upper bound', t => {
  t.deepEqual(findViolations([reportOf({ext: [0n, 50n], remote: [90n, 100n]})], LIMITS), []);
  t.deepEqual(
    findViolations([reportOf({ext: [0n, 50n]}), reportOf({ext: [0n, 51n], remote: [0n, 101n]})], LIMITS),
    [
      {run: 2, observer: 'ext', mostNs: 51n, limitNs: 50n},
      {run: 2, observer: 'remote', mostNs: 101n, limitNs: 100n},
    ],
  );
});

test('an outage without an end is over a limit that it has passed already, and otherwise unknown', t => {
  t.deepEqual(findViolations([reportOf({remote: [101n]})], LIMITS), [
    {run: 1, observer: 'remote', limitNs: 100n},
  ]);
  t.deepEqual(findViolations([reportOf({remote: [99n]})], LIMITS), []);
});

test('the phase depends on seed and run alone, and is spread evenly', t => {
  fc.assert(
    fc.property(
      fc.integer({min: 0, max: 2 ** 31 - 1}),
      fc.integer({min: -100, max: 100_000}),
      (seed, run) => {
        const phase = drawPhase(seed, run);
        t.is(drawPhase(seed, run), phase);
        t.true(phase >= 0 && phase < 1);
      },
    ),
  );
  const tenths = new Array<number>(10).fill(0);
  for (let run = 1; run <= 10_000; run++) {
    const tenth = Math.floor(drawPhase(42, run) * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  // 1000 each; six standard deviations of 30.
  t.true(
    tenths.every(count => count > 820 && count < 1180),
    tenths.join(' '),
  );
});

const ms = (text: string) => Number(text.replace('ms', ''));

test('limits are for all, or for one of the observers', t => {
  t.deepEqual(parseOutageLimit('200ms', ms, ['ext']), {limitNs: 200_000_000n});
  t.deepEqual(parseOutageLimit('ext=50ms', ms, ['ext']), {observer: 'ext', limitNs: 50_000_000n});
  t.throws(() => parseOutageLimit('moon=50ms', ms, ['ext', 'remote']), {
    message: 'max outage: expected one of ext, remote, got "moon"',
  });
});

test('faults, with a duration where they have one', t => {
  t.deepEqual(parseFault('kill', ms), {name: 'kill'});
  t.deepEqual(parseFault('freeze', ms), {name: 'freeze', durationMs: 6000});
  t.deepEqual(parseFault('freeze:250ms', ms), {name: 'freeze', durationMs: 250});
  t.throws(() => parseFault('kill:2ms', ms), {message: 'fault: kill takes no duration, got "kill:2ms"'});
  t.throws(() => parseFault('tired', ms), {message: /^fault: expected one of link-down, .*, got "tired"$/});
  t.throws(() => parseFault('toString', ms), {message: /^fault: expected one of/});
});
