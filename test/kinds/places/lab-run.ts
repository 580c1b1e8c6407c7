/**
 * A run like those of the lab: keepalived or a script hands over an address, and clients probe it throughout.
 * What each machine captures is recorded.
 *
 * @module
 */

import {seeded} from '../../helpers/random.js';
import {type Kind, kind, type Made} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS} from '../sim/clock.js';
import {tapped} from '../sim/network.js';
import {Stage} from '../sim/stage.js';

export const labRun: Kind = kind('lab-run', (random, addresses) => {
  const at = between(random, 5, 9);
  const stage = new Stage(random, addresses, {
    length: at + between(random, 5, 9),
    whole: true,
    tagged: false,
  });
  const {a, b, vip} = stage;
  const router = stage.anyRouter();
  const speakers = [a, b].map((node, index) => stage.speaker(node, {...router, priority: 150 - 50 * index}));
  a.hold(vip);
  stage.talk(1, {sort: 'ping', every: between(random, 5, 20) * MS});
  stage.talk(1, {
    sort: 'ping',
    every: between(random, 5, 20) * MS,
    asker: stage.asker(stage.newClient('router')),
  });
  stage.at(0.02, () => speakers[0]?.start());
  stage.at(at - 0.001, () => speakers[0]?.resign());
  stage.at(at, () => speakers[1]?.start());
  stage.hand(at, a, b);
  return stage.tell(() => ({exit: 0, addresses: [stage.about('HEALTHY', {changes: 1})]}));
});

/** The story, with what each machine captured of it. */
export function recorded(kind: Kind, seed: number, addresses = seed): Made {
  return tapped(seeded(seed + 1), () => kind.make(seed, addresses));
}
