/**
 * The master freezes (a snapshot of its machine), the other takes over, and after the thaw the master
 * continues as before, unannounced.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';

export const freeze = kind('freeze', (random, addresses) => {
  const freezes = between(random, 3, 6);
  const takes = freezes + 3 + between(random, 0, 0.6);
  const thaws = takes + between(random, 3, 8);
  const patience = between(random, 3, 8);
  const stage = new Stage(random, addresses, {length: thaws + patience + between(random, 5, 10)});
  const {a, b, client, vip, network, family} = stage;
  client.habits = {...HEEDS_ALL, patience: patience * SECOND, unicast: random.below(4)};
  const router = {
    virtualRouterId: 1 + random.below(255),
    interval: SECOND,
    version: family === 6 ? (3 as const) : (2 as const),
  };
  const [one, other] = [a, b].map((node, index) =>
    stage.speaker(node, {...router, priority: 150 - 50 * index}),
  );
  a.hold(vip);
  stage.talk(Math.min(patience, 3), {sort: 'ping'});
  stage.at(0.02, () => one?.start());
  stage.at(freezes, () => network.blocked.add(a));
  stage.at(takes - 0.001, () => other?.start());
  stage.take(takes, b);
  stage.at(thaws, () => {
    network.blocked.delete(a);
    one?.stop();
    one?.start();
  });
  stage.at(thaws + 0.0004, () => other?.stop());
  stage.hand(thaws + 0.0005, b, a, {plan: 'silent'});
  return stage.tell(() => ({
    exit: 1,
    addresses: [
      stage.about('SILENT_FAILBACK', {
        changes: 2,
        owners: stage.owners(
          {mac: a.mac, since: 0},
          {mac: b.mac, since: takes - 0.001},
          {mac: a.mac, since: thaws},
        ),
      }),
    ],
  }));
});
