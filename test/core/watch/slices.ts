/**
 * A look at many addresses yields to the event loop in between, and reports the same however it is
 * interrupted.
 */

import {setImmediate as turn} from 'node:timers/promises';
import type {SeenFrame} from '@vip/analysis/internal';
import {Watch, type WatchedEvent} from '@vip/analysis/internal/watch';
import {Slices} from '@vip/core/internal/watch';
import test from 'ava';
import {addressOfNumber, manyAddresses} from '../../helpers/many-addresses.js';
import {seeded} from '../../helpers/random.js';
import {everyNth, rounds} from '../../helpers/torture.js';
import {contradictions, explained, standing} from '../../helpers/watched.js';
import {KINDS} from '../../kinds/index.js';
import type {Kind} from '../../kinds/kind.js';

const ADDRESSES = 1000;
const IPS = Array.from({length: ADDRESSES}, (_, number) => addressOfNumber(number));
/** Seconds in which all pings are answered, followed by seconds in which none is. */
const [ANSWERED, DARK] = [3, 9];
/**
 * Each address is read, dated, judged by itself, judged beside the others, and reported, each in a step of
 * its own that concerns no other address.
 */
const STAGES = 5;
/**
 * At the end there are two more: first its open questions are settled, and last it is reported when the
 * address was asked.
 */
const LAST_STAGES = STAGES + 2;
/**
 * The duration of a step by the clock of these tests, and the longest that a slice may take. Milliseconds.
 */
const [STEP_MS, SLICE_MS] = [0.25, 2];

const ICMP_TYPE = 34;
const ECHO_REQUEST = 8;

/** All addresses are pinged every second, and from some time on no ping is answered. */
function* outage(): Generator<SeenFrame[]> {
  let begin: bigint | undefined;
  const options = {addresses: ADDRESSES, framesPerSecond: 2000, seconds: ANSWERED + DARK, moveEvery: 60};
  for (const batch of manyAddresses(options)) {
    begin ??= batch[0]?.at ?? 0n;
    const darkAt = begin + BigInt(ANSWERED) * 1_000_000_000n;
    yield batch.filter(({at, bytes}) => at < darkAt || bytes[ICMP_TYPE] === ECHO_REQUEST);
  }
}

test('after an outage of all addresses, few are examined between two turns of the event loop, even at the end', async t => {
  const events: WatchedEvent[] = [];
  const watch = new Watch({
    ...{ips: IPS, isLive: true, isStepwise: true},
    tell: event => events.push(event),
  });
  let [now, stepsOfTurn, mostOfTurn, stepsOfLook, mostOfLook, mostTold] = [0, 0, 0, 0, 0, 0];
  const step = () => {
    const before = events.length;
    const isGoingOn = watch.step();
    const told = events.slice(before).flatMap(event => ('ip' in event ? [event.ip] : []));
    mostTold = Math.max(mostTold, new Set(told).size);
    mostOfTurn = Math.max(mostOfTurn, ++stepsOfTurn);
    mostOfLook = Math.max(mostOfLook, ++stepsOfLook);
    return isGoingOn;
  };
  let isOver = false;
  const turns = (async () => {
    while (!isOver) {
      await turn();
      stepsOfTurn = 0;
    }
  })();
  const clock = () => {
    now += STEP_MS;
    return now;
  };
  const slices = new Slices(step, {clock});
  for (const batch of outage()) {
    watch.take(batch);
    stepsOfLook = 0;
    await slices.finish();
    await turn();
  }
  stepsOfLook = 0;
  watch.beginEnd();
  await slices.finish();
  t.true(stepsOfLook >= LAST_STAGES * ADDRESSES, `${stepsOfLook} steps of the last look`);
  isOver = true;
  await turns;
  t.is(events.filter(({kind}) => kind === 'asked').length, ADDRESSES);
  t.is(events.filter(({kind}) => kind === 'dark').length, ADDRESSES);
  t.true(mostOfLook >= STAGES * ADDRESSES, `${mostOfLook} steps of a look`);
  t.true(mostOfTurn <= SLICE_MS / STEP_MS + 1, `${mostOfTurn} steps between two turns`);
  t.is(mostTold, 1);
});

const SEEDS = Array.from({length: rounds(1, 50)}, (_, seed) => seed);
const isLive = (kind: Kind) => {
  const {unordered, file} = kind.make(0);
  return unordered !== true && file === undefined;
};

/**
 * @param stepsOf the number of steps taken between two batches, the remaining ones following at the end; if
 * undefined, all steps are taken at once
 */
function told(kind: Kind, seed: number, stepsOf?: () => number) {
  const made = kind.make(seed);
  const ips = explained(made, made.ask).map(({address}) => address.ip);
  const events: WatchedEvent[] = [];
  const watch = new Watch({
    ...{ips, keys: made.keys, isLive: true, isStepwise: true},
    tell: event => events.push(event),
  });
  for (const frame of made.frames) {
    watch.take([{iface: 'eth0', length: frame.bytes.length, ...frame}]);
    for (let left = stepsOf?.() ?? Number.POSITIVE_INFINITY; left > 0 && watch.step(); left--);
  }
  if (stepsOf === undefined) watch.end();
  else for (watch.beginEnd(); watch.step(); ) watch.figures();
  return {made, ips, events};
}

for (const kind of everyNth(KINDS, 8, 2).filter(isLive))
  test.serial(
    `${kind.name}: a look that is interrupted tells what one tells at once, and explain`,
    async t => {
      for (const seed of SEEDS) {
        await turn();
        const random = seeded(seed);
        const {made, ips, events} = told(kind, seed, () => random.below(6));
        t.deepEqual(events, told(kind, seed).events);
        const stand = standing(events);
        t.deepEqual(
          explained(made, ips).flatMap(explanation => contradictions(stand, explanation)),
          [],
          `seed ${seed}`,
        );
      }
    },
  );

test('the time of the watch stands still during a look, and the end of the watch finishes the look', t => {
  const kind = KINDS.find(({name}) => name === 'left-behind');
  const {frames} = kind?.make(0) ?? {frames: []};
  const ips = explained({frames}).map(({address}) => address.ip);
  const end = frames.at(-1)?.at ?? 0n;
  const events: WatchedEvent[] = [];
  const watch = new Watch({ips, isLive: true, isStepwise: true, tell: event => events.push(event)});
  watch.take(frames.map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame})));
  t.true(watch.isLooking);
  t.true(watch.step());
  const {now} = watch.figures();
  watch.tick(end + 60_000_000_000n);
  t.is(watch.figures().now, now);
  watch.end();
  t.false(watch.isLooking);
  t.false(watch.step());
  const faults = standing(events).flatMap(event => (event.kind === 'fault' ? [event.verdict] : []));
  t.deepEqual([...new Set(faults)], ['LEFT_BEHIND']);
});

test('an error thrown by a step reaches the caller that waits for the slices, which continue afterwards', async t => {
  let left = 3;
  const slices = new Slices(
    () => {
      left--;
      if (left === 1) throw new Error('a step failed');
      return left > 0;
    },
    {clock: () => 1},
  );
  await t.throwsAsync(slices.finish(), {message: 'a step failed'});
  await slices.finish();
  t.is(left, 0);
});

test('batches that have queued up are not all taken in one turn of the event loop', async t => {
  let now = 0;
  const slices = new Slices(() => false, {clock: () => now});
  await slices.finish();
  const isLater = async () => {
    let isGivenBack = false;
    setImmediate(() => {
      isGivenBack = true;
    });
    await slices.finish();
    const was = isGivenBack;
    await turn();
    return was;
  };
  t.false(await isLater());
  now += SLICE_MS;
  t.true(await isLater());
  t.false(await isLater());
});
