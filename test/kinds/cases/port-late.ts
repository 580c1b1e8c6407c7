/**
 * The old master's cable is plugged in again, but its port forwards nothing for a while (spanning tree), so
 * it hears no other node and becomes master. When the port opens, the outcome depends on whose advertisement
 * crosses first.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

function portOpens(random: Random, addresses: Random, speaks: boolean) {
  const fails = between(random, 3, 6);
  const takes = fails + 3 + between(random, 0, 0.6);
  const opens = takes + between(random, 6, 14);
  const stage = new Stage(random, addresses, {length: opens + between(random, 6, 14)});
  const {a, b, vip, network} = stage;
  const router = {version: 2 as const, virtualRouterId: 1 + random.below(255), interval: SECOND};
  const family4 = stage.family === 4;
  const [one, other] = [a, b].map((node, index) =>
    stage.speaker(node, {...router, ...(family4 ? {} : {version: 3 as const}), priority: 150 - 50 * index}),
  );
  a.hold(vip);
  stage.talk(3, {sort: 'ping'});
  stage.at(0.02, () => one?.start());
  // The cable is pulled: the daemon continues to run and to hold the address, but is not heard.
  stage.at(fails, () => network.blocked.add(a));
  stage.at(takes - 0.001, () => other?.start());
  stage.take(takes, b);
  stage.at(opens, () => network.blocked.delete(a));
  // The higher priority wins, and the other yields at the first advertisement that crosses.
  stage.at(opens + 0.01, () => {
    one?.stop();
    one?.start();
    other?.stop();
    b.release(vip);
  });
  stage.take(opens + 0.011, a, {plan: speaks ? {...stage.anyAnnouncement(), gap: 1e5} : 'silent'});
  return stage;
}

export const portLate = kind('port-late', (random, addresses) => {
  const stage = portOpens(random, addresses, false);
  return stage.tell(() => ({exit: 1, addresses: [stage.about('SILENT_FAILBACK', {changes: 2})]}));
});

export const portLateAnnounced = kind('port-late-announced', (random, addresses) => {
  const stage = portOpens(random, addresses, true);
  return stage.tell(() => ({exit: 0, addresses: [stage.about('HEALTHY', {changes: 2})]}));
});
