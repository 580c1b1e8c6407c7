import type {NeighbourState} from '@vip/analysis';
import type {NeighbourTimers, WalkStep} from '@vip/analysis/internal';
import {parseMac} from '@vip/arp';
import {isFullWalk, keepsTime, timedWalk} from '@vip/core/internal';
import test from 'ava';

const TIMERS: NeighbourTimers = {
  baseReachableMs: 30_000,
  reachableMs: 20_000,
  delayFirstProbeMs: 5000,
  retransMs: 1000,
  unicastSolicit: 3,
};
const OLD = parseMac('02:00:00:00:00:10');
const NEW = parseMac('02:00:00:00:00:11');

/** A walk through states, each with its duration in milliseconds. */
function walk(...steps: readonly [NeighbourState, number][]): WalkStep[] {
  let at = 1_800_000_000_000_000_000n;
  return steps.map(([state, ms], index) => {
    const step = {at, state, ...(state === 'FAILED' ? {} : {mac: index < 4 ? OLD : NEW})};
    at += BigInt(ms * 1e6);
    return step;
  });
}

const good = [
  ['REACHABLE', 21_000],
  ['STALE', 20],
  ['DELAY', 5050],
  ['PROBE', 3070],
  ['FAILED', 10],
  ['REACHABLE', 0],
] as const;

function changed(state: NeighbourState, ms: number): WalkStep[] {
  return walk(
    ...good.map(([name, lasted]): [NeighbourState, number] => [name, name === state ? ms : lasted]),
  );
}

test('each state has the timer that governed it', t => {
  t.deepEqual(
    timedWalk(changed('DELAY', 5050), TIMERS).map(({state, lastedMs, ruler}) => [
      state,
      lastedMs,
      ruler.setMs,
    ]),
    [
      ['REACHABLE', 21_000, 20_000],
      ['STALE', 20, undefined],
      ['DELAY', 5050, 5000],
      ['PROBE', 3070, 3000],
      ['FAILED', 10, undefined],
      ['REACHABLE', undefined, 20_000],
    ],
  );
});

test('a timer is never early, and at most an eighth late', t => {
  const keeps = (state: NeighbourState, ms: number) => keepsTime(timedWalk(changed(state, ms), TIMERS));
  t.true(keeps('DELAY', 5050));
  t.true(keeps('DELAY', 5600));
  t.false(keeps('DELAY', 6000));
  t.false(keeps('DELAY', 4600));
  t.true(keeps('REACHABLE', 22_500));
  t.false(keeps('REACHABLE', 23_000));
  t.false(keeps('REACHABLE', 19_000));
  t.false(keeps('PROBE', 4000));
  t.true(keeps('STALE', 60_000));
});

test('the walk is complete, with or without INCOMPLETE', t => {
  t.true(isFullWalk(walk(...good.map(([state, ms]): [NeighbourState, number] => [state, ms]))));
  const incomplete = walk(
    ['INCOMPLETE', 1],
    ...good.map(([state, ms]): [NeighbourState, number] => [state, ms]),
  );
  t.true(isFullWalk(incomplete));
  for (const left of ['STALE', 'DELAY', 'PROBE', 'FAILED']) {
    t.false(isFullWalk(changed('STALE', 20).filter(({state}) => state !== left)), left);
  }
});
