/** A man in the middle, captured at the machines that it deceives, and a router, which is not one. */

import test from 'ava';
import {seeded} from '../../helpers/random.js';
import {seeds} from '../../helpers/torture.js';
import {manInTheMiddle, middleHole, middleOneWay, middleSink} from '../../kinds/cases/man-in-the-middle.js';
import type {Kind} from '../../kinds/kind.js';
import {capturesOf, clipped, DISTORTED, type PlaceCapture} from '../../kinds/places/distort.js';
import {recorded} from '../../kinds/places/lab-run.js';
import {oneMacRouter} from '../../kinds/places/one-mac-router.js';
import {toldTogether} from '../../kinds/places/together.js';
import {between} from '../../kinds/sim/chance.js';

const WHOLE = {...DISTORTED, thinned: 0, cut: false};

function captured(kind: Kind, seed: number, names: readonly string[], how = WHOLE) {
  const made = recorded(kind, seed);
  return {made, captures: capturesOf(made, names, seeded(seed), how).filter(({frames}) => frames.length > 0)};
}

/** The finding about the address in each story of a machine that is deceived or deceives; no other machine is involved. */
function codesOf(captures: readonly PlaceCapture[], ip: string): string[] {
  const {stories} = toldTogether(captures, {ips: [ip as never]});
  return stories
    .filter(({together: {places, surveys}}) => places.some(place => surveys[place]?.name !== 'b'))
    .flatMap(({explanations}) =>
      explanations.filter(({address}) => address.ip === ip).map(({finding}) => finding.code),
    );
}

const VANTAGES = [
  ['a', 'client'],
  ['client', 'a'],
  ['a', 'b', 'client'],
  ['in the middle', 'client'],
  ['a', 'in the middle', 'client'],
] as const;

for (const kind of [manInTheMiddle, middleOneWay, middleHole, middleSink])
  test(`${kind.name}: seen wherever both ends, or the middle, were captured`, t => {
    for (const seed of seeds(12, 200)) {
      const names = VANTAGES[seed % VANTAGES.length] as readonly string[];
      const {made, captures} = captured(kind, seed, names);
      for (const {ip} of made.truth.addresses)
        t.deepEqual(
          [...new Set(codesOf(captures, ip))],
          ['MAN_IN_THE_MIDDLE'],
          `${names.join()}, seed ${seed}: ${toldTogether(captures, {ips: [ip]}).text}`,
        );
    }
  });

test('a man in the middle is seen when each capture begins somewhere else', t => {
  for (const seed of seeds(12, 200)) {
    const random = seeded(seed);
    const {made, captures} = captured(manInTheMiddle, seed, ['a', 'client']);
    const begin = made.frames[0]?.at ?? 0n;
    const cut = captures.map(capture => clipped(capture, begin, between(random, 0, 5), 1e3));
    for (const {ip} of made.truth.addresses)
      t.true(codesOf(cut, ip).includes('MAN_IN_THE_MIDDLE'), `seed ${seed}`);
  }
});

test("if nothing is forwarded, the deceived machine's own capture does not show the deceiver, and the report says what would", t => {
  for (const seed of seeds(12, 200)) {
    const {made, captures} = captured(middleHole, seed, ['client']);
    const {text, exit} = toldTogether(captures, {ips: made.truth.addresses.map(({ip}) => ip)});
    t.is(exit, 3, `seed ${seed}: ${text}`);
    t.regex(text, /does not show that it is the owner.*Compare that MAC with the owner's/, `seed ${seed}`);
  }
});

test('a router with one MAC in two segments that answers for others is no man in the middle', t => {
  for (const seed of seeds(12, 200)) {
    const {made, captures} = captured(oneMacRouter, seed, ['a', 'remote']);
    const {text, stories} = toldTogether(captures, {ips: made.truth.addresses.map(({ip}) => ip)});
    t.notRegex(text, /MAN_IN_THE_MIDDLE|TWO_OWNERS/, `seed ${seed}`);
    t.is(stories[0]?.together.segments.count, 2, `seed ${seed}`);
  }
});
