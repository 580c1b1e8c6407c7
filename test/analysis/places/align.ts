/** Clocks of several captures are aligned by their common frames, and their error never exceeds the bound. */

import {grouped} from '@vip/analysis/internal';
import {alignPlaces, type PlacedClock, PlaceSurvey, type Together} from '@vip/analysis/internal/places';
import test from 'ava';
import {seeded} from '../../helpers/random.js';
import {rounds, seeds} from '../../helpers/torture.js';
import {KINDS} from '../../kinds/index.js';
import {capturesOf, DISTORTED, type PlaceCapture} from '../../kinds/places/distort.js';
import {labRun, recorded} from '../../kinds/places/lab-run.js';

/** Times are whole nanoseconds, and a linear program is solved with rounding. */
const ROUNDING_NS = 10;

interface Aligned {
  readonly captures: readonly PlaceCapture[];
  readonly stories: readonly Together[];
}

function aligned(captures: readonly PlaceCapture[]): Aligned {
  const surveys = captures.map(({name, frames}) => {
    const survey = new PlaceSurvey(name);
    survey.take(frames);
    return survey;
  });
  return {captures, stories: alignPlaces(surveys)};
}

/** Converts a time of a part to the reference's clock, counted from a moment of that. Nanoseconds. */
function placed({fromNs, toNs, from, to}: PlacedClock, ns: number, since: bigint): number {
  return Number(from - since) + ((ns - fromNs) / Math.max(1, toNs - fromNs)) * Number(to - from);
}

/** For each frame of a part, its time by the aligned clock, and its true time by the reference's. */
function framesOf({captures}: Aligned, part: PlacedClock) {
  const {frames, truly} = captures[part.place] as PlaceCapture;
  const base = frames[0]?.at ?? 0n;
  return frames.flatMap(({at, bytes, number = 0}, index) => {
    if (number < part.fromFrame || number > part.toFrame) return [];
    return [{ns: Number(at - base), bytes, truly: truly[index] as bigint}];
  });
}

/** The largest difference between the times of a part and what the reference's clock really showed. Nanoseconds. */
function errorOf(run: Aligned, part: PlacedClock): number {
  const reference = run.captures[part.reference] as PlaceCapture;
  return framesOf(run, part)
    .map(({ns, truly}) => Math.abs(placed(part, ns, reference.clock(truly))))
    .reduce((worst, error) => Math.max(worst, error), 0);
}

/** Echoes that arrived before they were sent, by the aligned clocks. */
function early(run: Aligned): string[] {
  const parts = partsOf(run);
  const start = parts[0]?.from ?? 0n;
  const sightings = parts.flatMap(part =>
    framesOf(run, part)
      .filter(({bytes}) => bytes[12] === 0x08 && bytes[13] === 0 && bytes[23] === 1)
      .map(({ns, bytes, truly}) => ({
        at: placed(part, ns, start),
        truly,
        key: Buffer.from(bytes).toString('hex'),
      })),
  );
  return [...grouped(sightings, ({key}) => key)].flatMap(([key, seen]) => {
    const [sent, arrived] = seen.sort((x, y) => Number(x.truly - y.truly));
    return sent !== undefined && arrived !== undefined && arrived.at < sent.at - ROUNDING_NS ? [key] : [];
  });
}

const partsOf = ({stories}: Aligned) => stories.flatMap(({clocks}) => clocks.parts);
const compared = (run: Aligned) => partsOf(run).filter(({place, reference}) => place !== reference);
const NODES = ['a', 'b', 'client', 'router'];

test('a run of the lab, captured at every node, is aligned to a millisecond, within the bound, and no frame arrives before it was sent', t => {
  for (const seed of seeds(10, 100)) {
    const run = aligned(capturesOf(recorded(labRun, seed), NODES, seeded(seed)));
    t.is(compared(run).length, 3, `seed ${seed}: all have frames in common`);
    for (const part of compared(run)) {
      const error = errorOf(run, part);
      t.true(error <= 1e6, `seed ${seed}: ${NODES[part.place]} is ${error} ns off`);
      t.true(error <= part.boundNs + ROUNDING_NS, `seed ${seed}: ${error} ns, bound ${part.boundNs} ns`);
      t.true(part.boundNs <= 1e6, `seed ${seed}: bound ${part.boundNs} ns`);
    }
    t.deepEqual(early(run), [], `seed ${seed}`);
  }
});

test('whatever the story and however little is in common, a clock is within its bound or not aligned at all', t => {
  for (const [index, kind] of KINDS.entries()) {
    if (index % rounds(3, 1) !== 0) continue;
    for (const round of seeds(1, 20)) {
      const seed = index + round;
      const made = recorded(kind, seed);
      const names = [...(made.places?.keys() ?? [])].slice(0, 4);
      const run = aligned(capturesOf(made, names, seeded(seed)).filter(({frames}) => frames.length > 0));
      for (const part of compared(run)) {
        const error = errorOf(run, part);
        t.true(
          error <= part.boundNs + ROUNDING_NS,
          `${kind.name} ${seed}: ${error} ns, bound ${part.boundNs} ns`,
        );
      }
    }
  }
});

test('a clock that is set while it captures is cut there, and each part is aligned', t => {
  for (const by of [-2_500_000_000n, 700_000_000n, 3_600_000_000_000n]) {
    const captures = capturesOf(recorded(labRun, 3), NODES, seeded(3));
    const [first, second, ...others] = captures as [PlaceCapture, PlaceCapture, ...PlaceCapture[]];
    const half = second.frames.length >> 1;
    const set = second.frames.map((frame, index) => (index < half ? frame : {...frame, at: frame.at + by}));
    const run = aligned([first, {...second, frames: set}, ...others]);
    const parts = partsOf(run).filter(({place}) => place === 1);
    t.is(parts.length, 2, `${by}`);
    const [before, after] = parts as [PlacedClock, PlacedClock];
    t.true(before.toFrame <= half && after.fromFrame > half && after.fromFrame - before.toFrame < 20);
    t.true(errorOf(run, before) <= before.boundNs + ROUNDING_NS);
    t.true(errorOf(run, after) <= after.boundNs + ROUNDING_NS);
    t.true(Math.max(before.boundNs, after.boundNs) <= 1e6);
  }
});

test('captures of different hours have nothing in common, and are not aligned', t => {
  const [first] = capturesOf(recorded(labRun, 1), ['a'], seeded(1));
  const [other] = capturesOf(recorded(labRun, 2), ['client'], seeded(2));
  const {stories} = aligned([first as PlaceCapture, other as PlaceCapture]);
  t.deepEqual(
    stories.map(({places, clocks}) => [places, clocks.pairs]),
    [
      [[0], []],
      [[1], []],
    ],
  );
});

test('with little in common the bound grows, and with frames in one direction it is on one side', t => {
  const whole = capturesOf(recorded(labRun, 4), ['a', 'client'], seeded(4), {
    ...DISTORTED,
    thinned: 0,
    cut: false,
  });
  const [a, client] = whole as [PlaceCapture, PlaceCapture];
  const few = (capture: PlaceCapture, keeps: (index: number) => boolean): PlaceCapture => {
    const frames = capture.frames
      .filter((_, index) => keeps(index))
      .map((frame, index) => ({...frame, number: index + 1}));
    return {...capture, frames, truly: capture.truly.filter((_, index) => keeps(index))};
  };
  // While both capture, the bound is small; by the end of the other capture, long after, it has grown.
  const run = aligned([few(client, index => index < 40), a]);
  const [part] = compared(run);
  t.true(part !== undefined && part.boundNs > 1e6);
  t.true(part !== undefined && errorOf(run, part) <= part.boundNs + ROUNDING_NS);
});

test('two runs that resemble each other, down to the numbers of their advertisements, are not taken for one', t => {
  const whole = {...DISTORTED, thinned: 0, cut: false};
  // The same story with other pings: the advertisements are the same.
  const [first, other] = [1, 1].map(seed =>
    capturesOf(recorded(labRun, seed), ['a', 'client'], seeded(seed), whole),
  );
  const [a] = first as [PlaceCapture];
  const [, client] = other as [PlaceCapture, PlaceCapture];
  const frames = client.frames.map(frame => {
    const bytes = frame.bytes.slice();
    const isEcho =
      bytes[12] === 0x08
        ? bytes[23] === 1
        : bytes[20] === 58 && (bytes[54] ?? 0) >= 128 && (bytes[54] ?? 0) < 130;
    if (isEcho) bytes.set([0x5a, 0x5a], (bytes[12] === 0x08 ? 34 : 54) + 4);
    return {...frame, bytes};
  });
  const {stories} = aligned([a, {...client, frames}]);
  t.is(stories.length, 2);
});
