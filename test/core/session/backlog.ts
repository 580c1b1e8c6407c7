/** Reading events more slowly than they happen is distinguished from having been suspended. */

import {Backlog} from '@vip/core/internal';
import test from 'ava';

const SECOND = 1000;

/**
 * Reads consecutive events with this lag at each second. Returns the second in which the lag is found to
 * grow.
 */
function growsAt(backlog: Backlog, from: number, ages: readonly number[]): number {
  return ages.findIndex((age, second) => backlog.isGrowing(age * SECOND, (from + second) * SECOND));
}

const seconds = (count: number, ageOf: (second: number) => number) =>
  Array.from({length: count}, (_, second) => ageOf(second));

test('a collector that reads more slowly than others measure ends within half a minute of falling behind', t => {
  // Each second of events takes two, so it is 5 s behind after 10 s.
  t.is(
    growsAt(
      new Backlog(),
      100,
      seconds(100, second => second / 2),
    ),
    40,
  );
});

test('a process that is slightly behind, or behind by a constant time, keeps up', t => {
  t.is(
    growsAt(
      new Backlog(),
      100,
      seconds(600, second => (second % 7) * 0.7),
    ),
    -1,
  );
  t.is(
    growsAt(
      new Backlog(),
      100,
      seconds(600, () => 8),
    ),
    -1,
  );
});

test('a process that was stopped for a minute reads what happened meanwhile', t => {
  const backlog = new Backlog();
  t.is(growsAt(backlog, 100, [0, 0]), -1);
  // It catches up by a quarter of a second in each.
  t.is(
    growsAt(
      backlog,
      161,
      seconds(240, second => 60 - second / 4),
    ),
    -1,
  );
});

test('being suspended again while catching up is not falling behind', t => {
  const backlog = new Backlog();
  t.is(growsAt(backlog, 100, [0, 20, 19]), -1);
  t.is(
    growsAt(
      backlog,
      133,
      seconds(80, second => 48 - second / 2),
    ),
    -1,
  );
});
