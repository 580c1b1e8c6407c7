/** `vip watch` never contradicts what `vip explain` says of the same frames, whatever they show. */

import {setImmediate as turn} from 'node:timers/promises';
import test from 'ava';
import {rounds} from '../../helpers/torture.js';
import {contradictions, explained, standing, watched} from '../../helpers/watched.js';
import {KINDS} from '../../kinds/index.js';

const SEEDS = Array.from({length: rounds(1, 200)}, (_, seed) => seed);

for (const kind of KINDS) {
  test.serial(`${kind.name}: what a watch tells in the end is what explain says`, async t => {
    await turn();
    for (const seed of SEEDS) {
      const made = kind.make(seed);
      const named = explained(made, made.ask).map(({address}) => address.ip);
      const explanations = explained(made, named);
      const events = watched(made.frames, {ips: named, keys: made.keys});
      const stand = standing(events);
      t.deepEqual(
        explanations.flatMap(explanation => contradictions(stand, explanation)),
        [],
        `seed ${seed}`,
      );
    }
  });
}
