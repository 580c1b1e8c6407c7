/**
 * `vip watch` never contradicts `vip explain` about the same frames, whatever they show, and prints what
 * docs/json.md describes.
 */

import {setImmediate as turn} from 'node:timers/promises';
import test from 'ava';
import {linesOf} from '../../helpers/json-lines.js';
import {assertDescribed} from '../../helpers/json-shapes.js';
import {rounds} from '../../helpers/torture.js';
import {alarmsForNothing, contradictions, explained, standing, watched} from '../../helpers/watched.js';
import {KINDS} from '../../kinds/index.js';

const SEEDS = Array.from({length: rounds(1, 200)}, (_, seed) => seed);

for (const kind of KINDS) {
  test.serial(
    `${kind.name}: in the end, a watch has reported what explain says, in documented JSON`,
    async t => {
      await turn();
      for (const seed of SEEDS) {
        const made = kind.make(seed);
        const named = explained(made, made.ask).map(({address}) => address.ip);
        const explanations = explained(made, named);
        const events = watched(made.frames, {ips: named, keys: made.keys});
        if (events.length > 0) assertDescribed(t, 'vip watch', linesOf(events));
        t.deepEqual(alarmsForNothing(events, explanations), [], `seed ${seed}: an alarm for nothing`);
        const stand = standing(events);
        t.deepEqual(
          explanations.flatMap(explanation => contradictions(stand, explanation)),
          [],
          `seed ${seed}`,
        );
      }
    },
  );
}
