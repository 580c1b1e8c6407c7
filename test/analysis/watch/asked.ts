/** When an address was asked, according to questions with a known outcome, reported in few events. */

import type {SeenFrame} from '@vip/analysis/internal';
import {type AskedTimesEvent, Watch, type WatchedEvent} from '@vip/analysis/internal/watch';
import test from 'ava';
import {addressOfNumber, manyAddresses} from '../../helpers/many-addresses.js';

const SECOND = 1_000_000_000n;

/** One address that is pinged in some seconds of a longer time. */
function pinged(
  seconds: readonly (readonly [number, number])[],
  framesPerSecond = 20,
): {asked: AskedTimesEvent[]; from: bigint} {
  const told: WatchedEvent[] = [];
  const watch = new Watch({ips: [addressOfNumber(0)], isLive: true, tell: event => told.push(event)});
  let from = 0n;
  for (const [begin, end] of seconds) {
    for (const batch of manyAddresses({
      addresses: 1,
      framesPerSecond,
      seconds: end - begin,
      moveEvery: 1e9,
    })) {
      from ||= (batch[0]?.at ?? 0n) - BigInt(begin) * SECOND;
      watch.take(batch.map(frame => later(frame, begin)));
    }
  }
  watch.end();
  return {asked: told.filter(event => event.kind === 'asked'), from};
}

/** The octets of a batch are valid until the next. */
function later(frame: SeenFrame, seconds: number): SeenFrame {
  return {...frame, at: (frame.at ?? 0n) + BigInt(seconds) * SECOND};
}

/** The stretches of the events, to the second. */
const stretchesOf = ({asked, from}: ReturnType<typeof pinged>) =>
  asked.flatMap(({stretches}) =>
    stretches.map(one => [one.from, one.to].map(at => Math.round(Number(at - from) / 1e9))),
  );

test('a pause of less than a minute does not count; during a longer one, the address was not asked', t => {
  t.deepEqual(
    stretchesOf(
      pinged([
        [0, 10],
        [60, 70],
        [200, 210],
      ]),
    ),
    [
      [0, 70],
      [200, 210],
    ],
  );
});

test('asked for an hour: one event for each quarter, and each begins where the last ended', t => {
  const told = pinged([[0, 3600]]);
  t.true(told.asked.length >= 4 && told.asked.length <= 5, String(told.asked.length));
  const stretches = told.asked.flatMap(one => one.stretches);
  t.true(stretches.every((one, index) => index === 0 || one.from === stretches[index - 1]?.to));
  t.deepEqual([stretchesOf(told)[0]?.[0], stretchesOf(told).at(-1)?.[1]], [0, 3600]);
});

test('a single question shows only one moment, and makes no event', t => {
  // One question a second, for a second.
  const told = pinged(
    [
      [0, 1],
      [100, 101],
    ],
    2,
  );
  t.deepEqual(told.asked, []);
});
