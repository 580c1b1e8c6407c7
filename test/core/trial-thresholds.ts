/**
 * Thresholds on the figures of a whole series: how they are written, when they apply, and what missed them by
 * how much.
 */

import type {Bounds} from '@vip/analysis';
import type {Threshold, TrialReport} from '@vip/core';
import {
  checkThresholds,
  formatJudgement,
  isHeld,
  judgementText,
  judgeSeries,
  parseThreshold,
} from '@vip/core/internal';
import test from 'ava';
import fc from 'fast-check';

const MS = 1_000_000n;
const parse = (text: string): Threshold =>
  parseThreshold(text, duration => Number(/^(\d+)ms$/.exec(duration)?.[1]));

interface Run {
  readonly most: bigint | undefined;
  readonly dark?: bigint;
  readonly hung?: number;
  readonly tcp?: bigint;
}

/** A series of runs in which only the upper bounds matter. */
function seriesOf(runs: readonly Run[], observer = 'ext'): TrialReport[] {
  const bounds = (mostNs: bigint | undefined): Bounds => ({
    leastNs: 0n,
    ...(mostNs === undefined ? {} : {mostNs}),
  });
  return runs.map(({most, dark = most, hung, tcp}) => ({
    observers: [{name: observer, outage: bounds(most), dark: bounds(dark)}],
    findings: [],
    isMeasured: most !== undefined,
    ...(hung === undefined
      ? {}
      : {sessions: {hung, observers: [{name: observer, hung, outage: bounds(tcp ?? 0n)}]}}),
  })) as unknown as TrialReport[];
}

function judged(reports: readonly TrialReport[], ...texts: string[]): string[] {
  const lines = formatJudgement(judgeSeries(reports, {limits: [], failOn: [], thresholds: texts.map(parse)}));
  return lines.length === 0 ? [] : lines.join('\n').replaceAll('\n  ', ' ').slice(2).split('\n! ');
}

test('a threshold is a figure, a relation and a value, for all observers, one observer or the sessions', t => {
  t.deepEqual(parse('p95<200ms'), {
    ...{text: 'p95<200ms', ofSessions: false, figure: 'p95', relation: '<', value: 200n * MS},
  });
  t.deepEqual(parse('ext/v6:max<=1000ms').observer, 'ext/v6');
  t.deepEqual(parse('tcp:hung==0'), {
    ...{text: 'tcp:hung==0', ofSessions: true, figure: 'hung', relation: '==', value: 0n},
  });
  for (const [text, message] of [
    ['p97<1ms', /^threshold: expected a figure \(min, p50, p90, p95, p99, max, dark, hung\), <, <= or ==/],
    ['p95>1ms', /^threshold: expected a figure/],
    ['', /^threshold: expected a figure/],
    ['hung==0', /^threshold: only sessions hang: expected tcp:hung==0, got "hung==0"$/],
    ['tcp:dark<1ms', /^threshold: expected a figure of outages for dark/],
    ['tcp:hung<1ms', /^threshold: expected a whole number of sessions, got "1ms"$/],
  ] as const)
    t.throws(() => parse(text), {code: 'BAD_ARGUMENT', message}, text);
});

test('a percentile is allowed only if there are enough runs for it', t => {
  for (const [text, fewest] of [
    ['max<1ms', 1],
    ['p50<1ms', 5],
    ['p90<1ms', 10],
    ['p95<1ms', 20],
    ['p99<1ms', 100],
  ] as const) {
    t.notThrows(() => checkThresholds([parse(text)], fewest));
    if (fewest === 1) continue;
    t.throws(() => checkThresholds([parse(text)], fewest - 1), {
      message: `threshold: ${text}: ${text.slice(0, 3)} needs at least ${fewest} runs, got ${fewest - 1}; max needs one`,
    });
  }
});

test('the nearest rank decides, whatever the order of the runs', t => {
  fc.assert(
    fc.property(fc.array(fc.integer({min: 1, max: 1000}), {minLength: 20, maxLength: 60}), values => {
      const reports = seriesOf(values.map(value => ({most: BigInt(value) * MS})));
      const sorted = values.toSorted((a, b) => a - b);
      const p95 = sorted[Math.ceil(values.length * 0.95) - 1] as number;
      t.is(judged(reports, `p95<=${p95}ms`).length, 0);
      t.is(judged(reports, `p95<${p95}ms`).length, 1);
    }),
  );
});

test('a missed threshold is reported with the figure, the observer, the excess, and the number of runs', t => {
  const reports = seriesOf([{most: 10n * MS}, {most: 60n * MS, dark: 90n * MS}]);
  t.deepEqual(judged(reports, 'max<50ms', 'ext:dark<=80ms', 'remote:max<1ms', 'min<11ms'), [
    'max<50ms: max at ext may be 60 ms, over by 10 ms (2 runs)',
    'ext:dark<=80ms: dark at ext may be 90 ms, over by 10 ms (2 runs)',
  ]);
  const judgement = judgeSeries(reports, {limits: [], failOn: [], thresholds: [parse('max<50ms')]});
  t.false(isHeld(judgement));
  t.is(judgementText(judgement, {limits: [], failOn: []}), 'A threshold was missed: max<50ms.');
  const kept = {limits: [], failOn: [], thresholds: [parse('max<70ms')]};
  t.is(judgementText(judgeSeries(reports, kept), kept), 'Every threshold was met.');
});

test('thresholds for sessions count those that hang in the worst run, and how long the others were unusable', t => {
  const reports = seriesOf([
    {most: 1n, hung: 0, tcp: 5n * MS},
    {most: 1n, hung: 3, tcp: 7n * MS},
  ]);
  t.deepEqual(judged(reports, 'tcp:hung==0', 'tcp:max<6ms', 'tcp:hung<=3'), [
    'tcp:hung==0: 3 sessions hang in the worst run (2 runs)',
    'tcp:max<6ms: max at ext may be 7 ms, over by 1 ms (2 runs)',
  ]);
});

test('the figure of an outage that had not ended exceeds a threshold that it has passed; otherwise it is not measured', t => {
  const [report] = seriesOf([{most: undefined}]) as [TrialReport];
  const lasted = (leastNs: bigint) => ({
    ...report,
    observers: report.observers.map(one => ({...one, outage: {leastNs}})),
  });
  t.deepEqual(judged([lasted(60n * MS)], 'max<50ms'), ['max<50ms: max at ext had not ended (1 run)']);
  const judgement = judgeSeries([lasted(40n * MS)], {
    limits: [],
    failOn: [],
    thresholds: [parse('max<50ms')],
  });
  t.true(isHeld(judgement));
  t.false(judgement.isMeasured);
});

test('without sessions, their thresholds are not measured', t => {
  const criteria = {limits: [], failOn: [], thresholds: [parse('tcp:hung==0')]};
  t.false(judgeSeries(seriesOf([{most: 1n}]), criteria).isMeasured);
});
