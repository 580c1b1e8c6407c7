/**
 * The criteria for a series: limits on the longest outage and on the sum of all, and findings that are not
 * allowed.
 */

import {readFileSync} from 'node:fs';
import type {Bounds} from '@vip/analysis';
import type {Criteria, FindingCode, OutageLimit, TrialReport} from '@vip/core';
import {
  FAILS_WITH_LIMIT,
  FINDINGS,
  findViolations,
  isHeld,
  judgementText,
  judgeSeries,
  parseFailOn,
  parseOutageLimit,
  trialFinding,
} from '@vip/core/internal';
import test from 'ava';

type Pair = readonly [least: bigint, most?: bigint];

function boundsOf([leastNs, mostNs]: Pair): Bounds {
  return {leastNs, ...(mostNs === undefined ? {} : {mostNs})};
}

/**
 * A report in which only the outages and the findings matter. Without a second pair of bounds, there was one
 * outage.
 */
function reportOf(
  outages: Readonly<Record<string, readonly [longest: Pair, together?: Pair]>>,
  codes: readonly FindingCode[] = [],
): TrialReport {
  const observers = Object.entries(outages).map(([name, [longest, together = longest]]) => ({
    ...{name, outage: boundsOf(longest), dark: boundsOf(together)},
  }));
  const findings = codes.map(code => trialFinding(code, 'VIP', FINDINGS[code].title));
  return {observers, findings, isMeasured: true} as unknown as TrialReport;
}

const LIMITS: readonly OutageLimit[] = [
  {of: 'outage', limitNs: 100n},
  {of: 'outage', observer: 'ext', limitNs: 50n},
];

test('the upper bound decides', t => {
  t.deepEqual(findViolations([reportOf({ext: [[0n, 50n]], remote: [[90n, 100n]]})], LIMITS), []);
  t.deepEqual(
    findViolations(
      [reportOf({ext: [[0n, 50n]]}), reportOf({ext: [[0n, 51n]], remote: [[0n, 101n]]})],
      LIMITS,
    ),
    [
      {run: 2, of: 'outage', observer: 'ext', mostNs: 51n, limitNs: 50n},
      {run: 2, of: 'outage', observer: 'remote', mostNs: 101n, limitNs: 100n},
    ],
  );
});

test('an outage without an end exceeds a limit that it has already passed; for any other limit, the result is unknown', t => {
  t.deepEqual(findViolations([reportOf({remote: [[101n]]})], LIMITS), [
    {run: 1, of: 'outage', observer: 'remote', limitNs: 100n},
  ]);
  t.deepEqual(findViolations([reportOf({remote: [[99n]]})], LIMITS), []);
});

test('two outages, each within its limit, can exceed the limit for their sum', t => {
  const report = reportOf({
    ext: [
      [40n, 50n],
      [80n, 100n],
    ],
  });
  t.deepEqual(findViolations([report], [{of: 'outage', limitNs: 50n}]), []);
  t.deepEqual(findViolations([report], [{of: 'dark', observer: 'ext', limitNs: 99n}]), [
    {run: 1, of: 'dark', observer: 'ext', mostNs: 100n, limitNs: 99n},
  ]);
});

test('limits apply to all observers, or to one', t => {
  const ms = (text: string) => Number(text.replace('ms', ''));
  t.deepEqual(parseOutageLimit('200ms', ms), {of: 'outage', limitNs: 200_000_000n});
  t.deepEqual(parseOutageLimit('ext=50ms', ms, 'dark'), {
    ...{of: 'dark', observer: 'ext', limitNs: 50_000_000n},
  });
});

const judged = (reports: readonly TrialReport[], criteria: Criteria) => {
  const judgement = judgeSeries(reports, criteria);
  return [isHeld(judgement), judgementText(judgement, criteria)] as const;
};

test('a finding fails a series if it is one that is not allowed', t => {
  const reports = [reportOf({ext: [[0n, 1n]]}), reportOf({ext: [[0n, 1n]]}, ['wrong-belief', 'two-owners'])];
  t.deepEqual(judgeSeries(reports, {limits: [], failOn: ['two-owners']}).failures, [
    {run: 2, ...trialFinding('two-owners', 'VIP', FINDINGS['two-owners'].title)},
  ]);
  t.deepEqual(judged(reports, {limits: [], failOn: []}), [true, '']);
  t.deepEqual(judged(reports, {limits: LIMITS, failOn: []}), [true, 'Every outage was within its limit.']);
  t.deepEqual(judged(reports, {limits: [], failOn: ['no-owner']}), [
    true,
    'There was no finding that fails the trial.',
  ]);
  t.deepEqual(judged(reports, {limits: LIMITS, failOn: FAILS_WITH_LIMIT}), [
    false,
    'Not as expected: two-owners.',
  ]);
  t.deepEqual(
    judged(
      [
        reportOf(
          {
            ext: [
              [0n, 60n],
              [0n, 200n],
            ],
          },
          ['two-owners'],
        ),
      ],
      {
        limits: [...LIMITS, {of: 'dark', limitNs: 100n}],
        failOn: ['two-owners'],
      },
    ),
    [false, 'The outage was too long. The outages were too long in total. Not as expected: two-owners.'],
  );
});

test('docs/trials.md lists every finding', t => {
  const text = readFileSync(new URL('../../../docs/trials.md', import.meta.url), 'utf8');
  const listed = [...text.matchAll(/^\| (?:<a id="[a-z-]+"><\/a>)?`([a-z-]+)` \| /gm)].map(
    ([, code]) => code,
  );
  t.deepEqual(
    listed.filter(code => Object.hasOwn(FINDINGS, code ?? '')),
    Object.keys(FINDINGS),
  );
});

test('findings are selected by their codes, or with none or all', t => {
  t.deepEqual(parseFailOn('two-owners,wrong-belief'), ['two-owners', 'wrong-belief']);
  t.deepEqual(parseFailOn('none'), []);
  t.deepEqual(parseFailOn('all') as string[], Object.keys(FINDINGS));
  for (const text of ['moon', 'two-owners,', 'none,all', '', 'toString']) {
    t.throws(() => parseFailOn(text), {
      message: /^fail on: expected none, all, or some of two-owners, .*, got "/,
    });
  }
  t.throws(() => parseFailOn('no-owner,two-owner'), {
    message:
      /^fail on: expected none, all, or some of \d+ codes, got "two-owner"; did you mean two-owners\?$/,
  });
});

test('sessions have their own limits: how many may hang, and how long the others may be unusable', t => {
  const sessions = {hung: 2, observers: [{name: 'ext', hung: 2, outage: boundsOf([90n, 120n])}]};
  const report = {...reportOf({ext: [[0n, 5n]]}), sessions} as unknown as TrialReport;
  const limit = parseOutageLimit('tcp=0.0001', text => Number(text));
  t.deepEqual(limit, {of: 'tcp', limitNs: 100n});
  const over = judgeSeries([report], {limits: [limit], maxHung: 1, failOn: []});
  t.deepEqual(over.violations, [{run: 1, of: 'tcp', observer: 'ext', mostNs: 120n, limitNs: 100n}]);
  t.deepEqual(over.hung, [{run: 1, hung: 2, allowed: 1}]);
  t.false(isHeld(over));
  t.true(isHeld(judgeSeries([report], {limits: [], maxHung: 2, failOn: []})));
});

test('a run without sessions does not mention their limits', t => {
  t.false(judgeSeries([reportOf({ext: [[0n, 5n]]})], {limits: [], maxHung: 0, failOn: []}).isMeasured);
});
