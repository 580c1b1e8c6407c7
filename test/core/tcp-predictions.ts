/** What is predicted to become of TCP sessions in a failover, and whether the measurement agrees. */

import {
  formatMeasured,
  formatPrediction,
  isAsPredicted,
  predictSessions,
  type Retransmission,
  type SessionPrediction,
} from '@vip/core/internal';
import test from 'ava';

const DEFAULTS: Retransmission = {rtoMaxMs: 120_000, retries2: 15, synRetries: 6, synLinearTimeouts: 4};
const outage = (ms: number) => ({ms, leastRtoMs: 204, mostRtoMs: 204, writeMs: 100});

/**
 * For outages of these milliseconds: the seconds after the old owner's death, measured with writes every 100
 * ms.
 */
const WRITERS: readonly (readonly [number, number, number])[] = [
  [1000, 1.46, 1.59],
  [3000, 3.12, 3.24],
  [8000, 13.1, 13.5],
  [10_000, 13.1, 13.4],
];

for (const [ms, from, to] of WRITERS) {
  test(`a writer is reset at the next retransmission after an outage of ${ms} ms`, t => {
    const {fate, between: [earliest, latest] = [0, 0]} = predictSessions({}, DEFAULTS, 'write', outage(ms));
    t.is(fate, 'reset');
    t.true(earliest <= from * 1000 && latest >= to * 1000, `${earliest}-${latest}`);
    t.true(latest - earliest < ms / 2, `${earliest}-${latest}`);
  });
}

test('a session that only waits hangs, unless it sends keepalive probes or is tickled', t => {
  for (const use of ['idle', 'read'] as const) {
    const fate = (variant: object, ms: number) =>
      formatPrediction(predictSessions(variant, DEFAULTS, use, outage(ms)));
    t.is(fate({}, 8000), 'hangs');
    t.is(fate({keepAliveMs: 1000}, 8000), 'RST 8.0-9.1');
    t.is(fate({keepAliveMs: 1000}, 20_000), 'ETIMEDOUT 11.0-12.4');
    t.is(fate({isTickled: true}, 8000), 'RST 8.0');
  }
});

test('a writer that has already given up is neither reset nor tickled', t => {
  const few = {...DEFAULTS, retries2: 2};
  for (const variant of [{}, {isTickled: true}])
    t.is(predictSessions(variant, few, 'write', outage(8000)).fate, 'gave-up');
  t.is(predictSessions({}, few, 'write', outage(1000)).fate, 'reset');
});

test('a lower maximum timeout shortens the wait of a writer and of a connection', t => {
  for (const use of ['write', 'connect'] as const) {
    const latest = (rtoMaxMs: number) =>
      predictSessions({}, {...DEFAULTS, rtoMaxMs}, use, outage(8000)).between?.[1] ?? Number.NaN;
    t.true(latest(1000) < latest(2000) && latest(2000) < latest(120_000) - 1000, use);
  }
});

test('a connection whose SYN was just too early waits for the next, up to 4 s after an outage of 8', t => {
  t.is(formatPrediction(predictSessions({}, DEFAULTS, 'connect', outage(8000))), 'open 8.0-12.5');
});

const RESET: SessionPrediction = {fate: 'reset', between: [8000, 9000]};

test('it is as predicted if every session is, within the time', t => {
  t.true(isAsPredicted([{fate: 'reset', atMs: 8500}], RESET));
  t.true(isAsPredicted([{fate: 'hung'}], {fate: 'hung'}));
});

for (const [what, sessions] of [
  ['no session at all', []],
  ['one too early', [{fate: 'reset', atMs: 7999}]],
  ['one much too late', [{fate: 'reset', atMs: 11_000}]],
  ['another fate', [{fate: 'gave-up', atMs: 8500}]],
  ['one of two that hangs', [{fate: 'reset', atMs: 8500}, {fate: 'hung'}]],
] as const) {
  test(`not as predicted: ${what}`, t => {
    t.false(isAsPredicted(sessions, RESET));
  });
}

test('the measurement is reported with each fate', t => {
  t.is(formatMeasured([]), 'none');
  t.is(formatMeasured([{fate: 'hung'}, {fate: 'hung'}]), 'hangs');
  t.is(
    formatMeasured([{fate: 'made', atMs: 8100}, {fate: 'made', atMs: 12_010}, {fate: 'hung'}]),
    'open 8.1-12.0, hangs',
  );
});
