/**
 * `vip watch` never contradicts what `vip explain` says of the same frames, however they were captured: tagged twice, cooked, cut off, twice,
 * another story in between, frames out of order, or by a clock that is set back.
 */

import {setImmediate as turn} from 'node:timers/promises';
import test from 'ava';
import {seeded} from '../../helpers/random.js';
import {everyNth, inRotation, seeds} from '../../helpers/torture.js';
import {contradictions, explained, standing, watched} from '../../helpers/watched.js';
import {KINDS} from '../../kinds/index.js';
import type {Made} from '../../kinds/kind.js';
import {TRANSFORMS} from '../../kinds/transform/index.js';
import type {Transform} from '../../kinds/transform/transform.js';

/** The clock of the machine that captures is set back, somewhere in the story. */
const setBack: Transform = (made, seed) => {
  const random = seeded(seed);
  const first = random.below(made.frames.length);
  const by = BigInt(1 + random.below(3600)) * 1_000_000_000n;
  const frames = made.frames.map((frame, index) => (index < first ? frame : {...frame, at: frame.at - by}));
  return {...made, frames, unordered: true};
};

const CAPTURED = Object.entries<Transform>({...TRANSFORMS, setBack});
/** Seeds of each kind, in a run of all tests. */
const USUALLY = 1;

function contradicted(made: Made): string[] {
  const {frames, keys, ask} = made;
  const named = explained(made, ask).map(({address}) => address.ip);
  const explanations = explained(made, named);
  const stand = standing(watched(frames, {ips: named, keys}));
  return explanations.flatMap(explanation => contradictions(stand, explanation));
}

for (const [index, kind] of everyNth(KINDS, 4, 1).entries())
  test.serial(`${kind.name}: a watch tells what explain says, however it was captured`, async t => {
    for (const [name, transform] of inRotation(CAPTURED, index, USUALLY))
      for (const seed of seeds(1, 10)) {
        await turn();
        const made = kind.make(seed);
        const other = made.file === undefined ? transform(made, seed) : undefined;
        if (other !== undefined) t.deepEqual(contradicted(other), [], `${name}, seed ${seed}`);
      }
    t.pass();
  });
