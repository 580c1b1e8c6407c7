/** A step of a watched interface's clock is reported, and does not change any duration. */

import type {SeenFrame} from '@vip/analysis/internal';
import {Watch, type WatchedEvent} from '@vip/analysis/internal/watch';
import test from 'ava';
import {addressOfNumber, manyAddresses} from '../../helpers/many-addresses.js';

const SECOND = 1_000_000_000n;
const OPTIONS = {addresses: 1, framesPerSecond: 100, seconds: 40, moveEvery: 20};

/** Pings of one address that moves; after half a minute its machine's clock is set. @param by seconds */
function watchedWhileSet(by: bigint, {toldLate = false} = {}) {
  const told: WatchedEvent[] = [];
  let last = 0n;
  const watch = new Watch({ips: [addressOfNumber(0)], isLive: true, tell: event => told.push(event)});
  let begin: bigint | undefined;
  let isSet = false;
  for (const batch of manyAddresses(OPTIONS)) {
    begin ??= batch[0]?.at ?? 0n;
    const isLater = (batch[0]?.at ?? 0n) - begin >= 30n * SECOND;
    // A step forward is noticed by looking at the clock, a step back by the frames.
    const isNews = isLater && !isSet && by > 0n;
    if (isNews && !toldLate) watch.leapt(by * SECOND);
    isSet ||= isLater;
    const frames = batch.map(frame => (isLater ? later(frame, by) : frame));
    watch.take(frames);
    if (isNews && toldLate) watch.leapt(by * SECOND);
    last = frames.at(-1)?.at ?? last;
  }
  watch.end();
  return {told, last, state: watch.state()};
}

function later(frame: SeenFrame, seconds: bigint): SeenFrame {
  return {...frame, at: (frame.at ?? 0n) + seconds * SECOND};
}

/** The parts of an event that do not depend on any date. */
const lasting = (events: readonly WatchedEvent[]) =>
  events
    .filter(({kind}) => kind !== 'watch' && kind !== 'asked')
    .map(event => ({...event, id: undefined, at: undefined}));

for (const [what, by] of [
  ['forward by an hour', 3600n],
  ['back by an hour', -3600n],
] as const) {
  test(`set ${what}: told once, and nothing else changes`, t => {
    const {told} = watchedWhileSet(by);
    t.is(told.filter(event => event.kind === 'watch' && event.what === 'clock').length, 1);
    t.deepEqual(lasting(told), lasting(watchedWhileSet(0n).told));
    const asked = told.flatMap(event => (event.kind === 'asked' ? event.stretches : []));
    const lasted = asked.reduce((sum, {from, to}) => sum + to - from, 0n);
    t.true(lasted > 35n * SECOND && lasted <= 41n * SECOND, String(lasted));
  });
}

const SET = {
  'forward by an hour': [3600n, {}],
  'forward by an hour, which is known after the first frames': [3600n, {toldLate: true}],
  'back by an hour': [-3600n, {}],
} as const;

for (const [what, [by, options]] of Object.entries(SET))
  test(`set ${what}: what is told and kept afterwards is dated by the clock as it is`, t => {
    const {told, last, state} = watchedWhileSet(by, options);
    t.is(told.filter(event => event.kind === 'watch' && event.what === 'clock').length, 1);
    const [known] = state.addresses;
    t.deepEqual([state.at, known?.heardAt], [last, last]);
    // It was announced 20 s after the beginning, and last heard of 20 s later.
    const age = state.at - (known?.announcedAt ?? 0n);
    if (!('toldLate' in options)) t.true(age > 19n * SECOND && age <= 21n * SECOND, String(age));
  });

test('set forward before there is any frame: those that come are dated by it', t => {
  const watch = new Watch({ips: [addressOfNumber(0)], isLive: true, tell: () => {}});
  watch.leapt(3600n * SECOND);
  let last = 0n;
  for (const batch of manyAddresses({...OPTIONS, seconds: 2})) {
    watch.take(batch);
    last = batch.at(-1)?.at ?? last;
  }
  watch.end();
  t.is(watch.state().at, last);
});
