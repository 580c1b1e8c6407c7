/** A series compared with an earlier one: only what this number of runs, with bounds this wide, can show. */

import type {Bounds, TrialEvent} from '@vip/analysis';
import type {TrialReport} from '@vip/core';
import {
  type Comparison,
  checkBaseline,
  formatComparisons,
  isHeld,
  judgementText,
  judgeSeries,
} from '@vip/core/internal';
import test from 'ava';
import fc from 'fast-check';

const MS = 1_000_000;

function boundsOf([least, most]: readonly [number, number | undefined]): Bounds {
  const ns = (ms: number) => BigInt(Math.round(ms * MS));
  return {leastNs: ns(least), ...(most === undefined ? {} : {mostNs: ns(most)})};
}

const TRIAL = {
  ...{driver: 'keepalived', fault: 'stop', impairments: [], settings: {vip: {address: '192.0.2.9'}}},
  ...{probeIntervalMs: 5, phaseMs: 100, seed: 1, clientSysctls: {}},
  versions: {vip: '0.2.0', node: 'v20.1.0', kernel: '6.1.0', software: 'Keepalived v2.2.7'},
} as unknown as TrialEvent;

/** Runs in which only the outage at one observer matters. Milliseconds. */
function seriesOf(outages: readonly (readonly [number, number | undefined])[]): TrialReport[] {
  return outages.map(outage => ({
    observers: [{name: 'ext', outage: boundsOf(outage), dark: boundsOf(outage)}],
    findings: [],
    isMeasured: outage[1] !== undefined,
    trial: TRIAL,
  })) as unknown as TrialReport[];
}

const around = (centres: readonly number[], half = 2) =>
  seriesOf(centres.map(centre => [Math.max(0, centre - half), centre + half]));

function compared(before: readonly TrialReport[], now: readonly TrialReport[]): Comparison {
  const criteria = {limits: [], failOn: [], baseline: {name: 'before', reports: before}};
  const [only] = judgeSeries(now, criteria).compared;
  if (only === undefined) throw new Error('nothing was compared');
  return only;
}

/**
 * Normally distributed numbers by the Box–Muller transform, from a generator independent of the code under
 * test.
 */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

const draw = (next: () => number, count: number, mean: number, deviation: number) =>
  Array.from({length: count}, () => mean + deviation * next());

test('of two series of the same software, one is called slower in at most one case in a hundred', t => {
  const next = normals(1);
  const verdicts = Array.from(
    {length: 400},
    () => compared(around(draw(next, 15, 300, 40), 0), around(draw(next, 20, 300, 40), 0)).verdict,
  );
  t.true(verdicts.filter(verdict => verdict !== 'no difference').length <= 12, 'of 400');
});

test('a shift is found, and lies within the reported interval', t => {
  const next = normals(2);
  const all = Array.from({length: 200}, () =>
    compared(around(draw(next, 30, 300, 20)), around(draw(next, 30, 350, 20))),
  );
  t.true(all.every(({verdict}) => verdict === 'slower'));
  const holding = all.filter(({leastNs = 0, mostNs = 0}) => leastNs <= 50 * MS && mostNs >= 50 * MS);
  t.true(holding.length >= 196, `${holding.length} of 200`);
});

const outages = fc.array(fc.integer({min: 0, max: 2000}), {minLength: 6, maxLength: 15});

test('with the series exchanged, the shift has the opposite sign', t => {
  const opposite = {
    slower: 'faster',
    faster: 'slower',
    'no difference': 'no difference',
    'not compared': 'not compared',
  } as const;
  fc.assert(
    fc.property(outages, outages, (one, other) => {
      const [there, back] = [compared(around(one), around(other)), compared(around(other), around(one))];
      t.is(back.verdict, opposite[there.verdict]);
      t.is(0 - (back.leastNs ?? 0), there.mostNs ?? 0);
      t.is(0 - (back.mostNs ?? 0), there.leastNs ?? 0);
    }),
  );
});

test('coarser bounds widen the interval, and never produce a difference where there is none', t => {
  fc.assert(
    fc.property(outages, outages, fc.integer({min: 0, max: 50}), (one, other, more) => {
      const fine = compared(around(one, 2), around(other, 2));
      const coarse = compared(around(one, 2 + more), around(other, 2 + more));
      t.true((coarse.mostNs ?? 0) >= (fine.mostNs ?? 0));
      if (fine.verdict === 'no difference') t.is(coarse.verdict, 'no difference');
    }),
  );
});

test('an outage that had not ended is longer than any other, by an unknown amount', t => {
  const open = seriesOf(Array.from({length: 10}, () => [900, undefined]));
  const slower = compared(around(Array(10).fill(300)), open);
  t.deepEqual([slower.verdict, slower.leastNs, slower.mostNs], ['slower', 598 * MS, undefined]);
  t.deepEqual(formatComparisons({compared: [slower], differences: []}, {name: 'before'}), [
    '',
    'Compared with before, with a confidence of 99 %:',
    '  ext: slower by 598 ms or more (10 and 10 runs)',
  ]);
});

test('a slower series fails; a faster one, or one without a difference, does not', t => {
  const reports = around(Array(8).fill(300));
  for (const [centre, holds, words] of [
    [400, false, 'Slower than the baseline.'],
    [300, true, 'No slower than the baseline, as far as these runs can show.'],
    [100, true, 'No slower than the baseline, as far as these runs can show.'],
  ] as const) {
    const criteria = {limits: [], failOn: [], baseline: {name: 'before', reports}};
    const judgement = judgeSeries(around(Array(8).fill(centre)), criteria);
    t.is(isHeld(judgement), holds);
    t.is(judgementText(judgement, criteria), words);
  }
});

test('too few runs cannot show anything, and are refused', t => {
  const five = {name: 'before', reports: around(Array(5).fill(1))};
  t.throws(() => checkBaseline(five, 30, ['ext']), {
    code: 'BAD_ARGUMENT',
    message: 'baseline: expected at least 6 runs on each side, got 5 in before and 30 of this series',
  });
  t.notThrows(() => checkBaseline({...five, reports: around(Array(6).fill(1))}, 6, ['ext']));
});

test('a baseline that shares no observer with the series could not fail, and is refused', t => {
  const baseline = {name: 'before', reports: around(Array(6).fill(1))};
  t.throws(() => checkBaseline(baseline, 30, ['ext/v4', 'ext/v6']), {
    code: 'BAD_ARGUMENT',
    message:
      'baseline: expected an observer that both series have, got ext in before and ext/v4, ext/v6 of this series',
  });
});

test('an observer that only one series has is reported as not compared', t => {
  const named = (name: string, reports: readonly TrialReport[]) =>
    reports.map(one => ({
      ...one,
      observers: [...one.observers, {...one.observers[0], name}],
    })) as TrialReport[];
  const baseline = {name: 'before', reports: named('router', around(Array(6).fill(300)))};
  const judgement = judgeSeries(named('fwd', around(Array(7).fill(300))), {limits: [], failOn: [], baseline});
  t.deepEqual(formatComparisons(judgement, baseline).slice(2), [
    '  ext: no difference that 6 and 7 runs can show',
    '  fwd: not compared: 0 and 7 runs, and 6 of each are needed',
    '  router: not compared: 6 and 0 runs, and 6 of each are needed',
  ]);
});

test("conditions that differ from the baseline's are reported, except those drawn anew for each run", t => {
  const reports = around(Array(6).fill(300));
  const under = (changed: Partial<TrialEvent>) =>
    judgeSeries(
      reports.map((one, index) => ({...one, trial: {...TRIAL, phaseMs: index, seed: index, ...changed}})),
      {limits: [], failOn: [], baseline: {name: 'before', reports}},
    );
  const told = (changed: Partial<TrialEvent>) => under(changed).differences.map(one => Object.values(one));
  t.deepEqual(told({}), []);
  const tcp = {port: 80, groups: [{use: 'idle', count: 5}], deadlineMs: 1} as const;
  t.deepEqual(told({fault: 'crash', tcp, steadyMs: 2000}), [
    ['fault', 'stop', 'crash'],
    ['steady before the fault', 'none', '2s'],
    ['TCP sessions', 'none', 'idle=5'],
  ]);
  const versions = {...TRIAL.versions, kernel: '6.12.1', software: 'Keepalived v2.3.1'};
  t.deepEqual(
    formatComparisons(under({versions, configurations: {ns0: 'vrrp'}}), {name: 'before'}).slice(-3),
    [
      '  ext: no difference that 6 and 6 runs can show',
      'Different from the baseline: software (Keepalived v2.2.7, now Keepalived',
      'v2.3.1), kernel (6.1.0, now 6.12.1), configuration of ns0.',
    ],
  );
  t.deepEqual(told({probeIntervalMs: 2, clientSysctls: {'neigh/base': '1'}, impairments: ['late']}), [
    ['impairments', 'none', 'late'],
    ['probe interval', '5ms', '2ms'],
    ['client sysctls', 'none', 'neigh/base=1'],
  ]);
  const settings = {vip: {address: '2001:db8::9'}} as TrialEvent['settings'];
  t.deepEqual(told({settings, topology: 'bond'}), [
    ['addresses', '192.0.2.9', '2001:db8::9'],
    ['topology', 'switch', 'bond'],
  ]);
});
