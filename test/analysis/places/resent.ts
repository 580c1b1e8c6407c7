/** The same octets are sent twice, to two machines, and captures at both contain them once each. */

import {alignPlaces, PlaceSurvey} from '@vip/analysis/internal/places';
import test from 'ava';
import {seeded} from '../../helpers/random.js';
import {seeds} from '../../helpers/torture.js';
import {manyClientsMove} from '../../kinds/cases/many-clients.js';
import {capturesOf, DISTORTED} from '../../kinds/places/distort.js';
import {recorded} from '../../kinds/places/lab-run.js';

test('a SYN that is sent again to the new owner aligns no clocks: over IPv6 it has the same octets', t => {
  for (const seed of seeds(12, 100)) {
    const made = recorded(manyClientsMove, seed);
    const start = made.frames[0]?.at ?? 0n;
    const captures = capturesOf(made, ['a', 'b'], seeded(seed), {...DISTORTED, thinned: 0, cut: false});
    const surveys = captures.map(({name, frames}) => {
      const survey = new PlaceSurvey(name);
      survey.take(frames);
      return survey;
    });
    const [together, alone] = alignPlaces(surveys);
    if (together === undefined || alone !== undefined) continue;
    const [reference, other] = captures;
    const part = together.clocks.parts.find(({place}) => place === 1);
    if (reference === undefined || other === undefined || part === undefined) throw new Error('two places');
    const ahead = Number(other.clock(start) - reference.clock(start));
    t.true(Math.abs(part.aheadNs - ahead) < 1e8, `seed ${seed}: ${part.aheadNs} ns, and truly ${ahead} ns`);
  }
});
