/**
 * A watch's reports do not depend on how long it has been running: collectors replace one another, and each
 * knows the owners.
 */

import {setImmediate as turn} from 'node:timers/promises';
import test from 'ava';
import {everyNth, rounds} from '../../helpers/torture.js';
import {contradictions, explained, standing, watched} from '../../helpers/watched.js';
import {KINDS} from '../../kinds/index.js';
import type {Kind, Made, MadeFrame} from '../../kinds/kind.js';

const SEEDS = Array.from({length: rounds(1, 50)}, (_, seed) => seed);
/** Half an hour, in which collectors take two turns. Nanoseconds. */
const GAP_NS = 1_800_000_000_000n;
const BEAT_NS = 20_000_000_000n;
/** "Who has 10.99.0.100?", of two that nobody watches. */
const BEAT = Uint8Array.from(
  Buffer.from(
    'ffffffffffff020000aa0001080600010800060400010200' + '00aa00010a6300630000000000000a630064',
    'hex',
  ),
);

interface Twice {
  readonly first: readonly MadeFrame[];
  readonly all: readonly MadeFrame[];
  readonly a: Made;
}

/** One story, half an hour in which nothing is said of its addresses, and another story of the same addresses. */
function twice(kind: Kind, seed: number): Twice | undefined {
  const [a, b] = [kind.make(seed, 7), kind.make(seed + 10, 7)];
  const [end, start] = [a.frames.at(-1)?.at, b.frames[0]?.at];
  if (a.unordered || a.file !== undefined || end === undefined || start === undefined) return undefined;
  const beats: MadeFrame[] = [];
  for (let at = end + 1_000_000_000n; at < end + GAP_NS; at += BEAT_NS) beats.push({at, bytes: BEAT});
  const later = end + GAP_NS + BEAT_NS - start;
  const first = [...a.frames, ...beats];
  return {a, first, all: [...first, ...b.frames.map(frame => ({...frame, at: frame.at + later}))]};
}

/** Stories at whose end only time shows what became of the last questions. */
const UNDECIDED = new Set(['open-at-end', 'kept-connections-hang']);
const chosen = everyNth(KINDS, 8, 4);
const undecided = KINDS.filter(kind => UNDECIDED.has(kind.name) && !chosen.includes(kind));

for (const kind of [...chosen, ...undecided].filter(one => twice(one, 0) !== undefined)) {
  test.serial(`${kind.name}: half an hour later, a watch tells the same as explain`, async t => {
    await turn();
    for (const seed of SEEDS) {
      const {a, first, all} = twice(kind, seed) as Twice;
      const {keys, ask} = a;
      const ips = explained({...a, frames: first}, ask).map(({address}) => address.ip);
      const told = standing(watched(all, {ips, keys})).filter(
        event => !('frame' in event) || event.frame <= first.length,
      );
      const right = explained({...a, frames: first}, ips);
      t.deepEqual(
        right.flatMap(explanation => contradictions(told, explanation)),
        [],
        `seed ${seed}`,
      );
    }
  });
}
