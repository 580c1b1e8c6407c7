/** The bounds of another machine's clock contain the truth, whatever the round trips were like. */

import {OffsetBounds} from '@vip/core/internal/cluster';
import test from 'ava';
import fc from 'fast-check';

const S = 1_000_000_000n;
const MS = 1_000_000n;

/** A round trip at this moment, with these times there and back, and a clock that is ahead and drifts. */
function trip(at: bigint, there: bigint, back: bigint, ahead: bigint, ppm: bigint) {
  const read = at + there;
  const from = read + ahead + (read * ppm) / 1_000_000n;
  return {askedAt: at, answeredAt: at + there + back, from, to: from};
}

test('the truth lies within the bounds for clocks that differ by seconds and drift by 100 ppm', t => {
  const delay = fc.bigInt(1n, 80n * MS);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(delay, delay), {minLength: 24, maxLength: 200}),
      fc.bigInt(-5n * S, 5n * S),
      fc.bigInt(-100n, 100n),
      (delays, ahead, ppm) => {
        const clock = new OffsetBounds();
        let at = 1000n * S;
        for (const [index, [there, back]] of delays.entries()) {
          clock.take(trip(at, there, back, ahead, ppm));
          if (index === 11) clock.fix();
          at += 250n * MS;
        }
        const {offsetNs, errorNs} = clock;
        // The offset to be added to the machine's times, at the end.
        const truth = -ahead - (at * ppm) / 1_000_000n;
        const wrong = offsetNs > truth ? offsetNs - truth : truth - offsetNs;
        return errorNs !== undefined && wrong <= errorNs + MS;
      },
    ),
  );
  t.pass();
});

test('the tightest of many round trips decides', t => {
  const clock = new OffsetBounds();
  for (const ms of [80n, 3n, 40n]) clock.take(trip(S + ms, ms * MS, ms * MS, 2n * S, 0n));
  clock.fix();
  t.true((clock.errorNs ?? 0n) <= 3n * MS);
  t.is(clock.offsetNs / MS, -2000n);
});

test('the offset of a clock that shows only seconds is known to better than a second', t => {
  const clock = new OffsetBounds();
  for (let step = 0n; step < 40n; step++) {
    const at = 100n * S + step * 130n * MS;
    const second = ((at + MS) / S) * S;
    clock.take({askedAt: at, answeredAt: at + 2n * MS, from: second, to: second + S - 1n});
  }
  clock.fix();
  t.true((clock.errorNs ?? S) < 200n * MS, String(clock.errorNs));
});

test('a clock that is set is distinguished from one that drifts', t => {
  const clock = new OffsetBounds();
  for (let step = 0n; step < 20n; step++) {
    const ahead = step < 12n ? 0n : 500n * MS;
    clock.take(trip(S + step * S, MS, MS, ahead, 0n));
    if (step === 4n) clock.fix();
  }
  t.is(clock.errorNs, undefined);
});
