import type {TrialReport} from '@vip/core';
import {distributions, drawPhase, formatSeries, parseFault} from '@vip/core/internal';
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

test('percentiles match those counted by hand, if there are enough runs', t => {
  fc.assert(
    fc.property(fc.array(nanoseconds, {minLength: 1, maxLength: 40}), outages => {
      const [found] = distributions(outages.map(ns => reportOf({ext: [0n, ns]})));
      // The smallest value that at least this percentage of all values does not exceed.
      const naive = (percent: number) =>
        outages
          .filter(value => outages.filter(other => other <= value).length * 100 >= percent * outages.length)
          .sort((a, b) => Number(a - b))[0];
      t.is(found?.min.mostNs, [...outages].sort((a, b) => Number(a - b))[0]);
      t.is(found?.p50?.mostNs, outages.length < 5 ? undefined : naive(50));
      t.is(found?.p95?.mostNs, outages.length < 20 ? undefined : naive(95));
      t.is(found?.max.mostNs, naive(100));
      t.is(found?.runs, outages.length);
      t.is(found?.unfinished, 0);
    }),
  );
});

test('each figure has the bounds of the run from which it comes', t => {
  const [found] = distributions([reportOf({ext: [2n, 9n]}), reportOf({ext: [3n, 5n]})]);
  t.deepEqual(
    [found?.min, found?.max],
    [
      {leastNs: 3n, mostNs: 5n},
      {leastNs: 2n, mostNs: 9n},
    ],
  );
});

test('an outage that had not ended is longer than all that had', t => {
  const open = [9n, 8n, 7n].map(least => reportOf({ext: [least]}));
  const [found] = distributions([...open, reportOf({ext: [1n, 50n]}), reportOf({ext: [1n, 5n]})]);
  t.deepEqual(found, {
    observer: 'ext',
    runs: 5,
    unfinished: 3,
    min: {leastNs: 1n, mostNs: 5n},
    p50: {leastNs: 7n},
    max: {leastNs: 9n},
  });
});

test('the figures of a few runs are the shortest and the longest, each with its error', t => {
  const [, title, columns, , row] = formatSeries(
    distributions([reportOf({ext: [0n, 7_700_000n]}), reportOf({ext: [290_000_000n, 430_000_000n]})]),
  );
  t.is(title, 'Outages of 2 runs, ordered by upper bound');
  t.regex(columns ?? '', /^ {2}observer {2}shortest {2}longest$/);
  t.regex(row ?? '', /^ {2}ext {7}< 7\.7 ms {2}360 ms ± 70 ms$/);
});

test('without runs, there is no distribution', t => {
  t.deepEqual(distributions([]), []);
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
  // A thousand are expected in each; 30 is one standard deviation, and six are allowed.
  t.true(
    tenths.every(count => count > 820 && count < 1180),
    tenths.join(' '),
  );
});

const ms = (text: string) => Number(text.replace('ms', ''));

test('faults are parsed, with a duration where they have one', t => {
  t.deepEqual(parseFault('kill', ms), {name: 'kill'});
  t.deepEqual(parseFault('freeze', ms), {name: 'freeze', durationMs: 6000});
  t.deepEqual(parseFault('freeze:250ms', ms), {name: 'freeze', durationMs: 250});
  t.throws(() => parseFault('kill:2ms', ms), {message: 'fault: kill takes no duration, got "kill:2ms"'});
  t.throws(() => parseFault('tired', ms), {
    message: /^fault: expected one of address-removed, .*, got "tired"$/,
  });
  t.throws(() => parseFault('toString', ms), {message: /^fault: expected one of/});
});
