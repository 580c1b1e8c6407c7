/** One question in many is lost, and the next is answered, which is ordinary loss and no outage. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const isolatedLoss = kind('isolated-loss', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 10, 30)});
  const {a, vip, network} = stage;
  a.hold(vip);
  const every = between(random, 100, 400) * MS;
  stage.talk(3, {sort: 'ping', every});
  const second = 1e9;
  for (let at = between(random, 2, 4); at * second < stage.length - 2 * second; at += between(random, 2, 6)) {
    // Long enough to lose one question, and too short for two.
    stage.at(at, () => network.blocked.add(a));
    stage.at(at + (0.9 * every) / second, () => network.blocked.delete(a));
  }
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    absent: [/OUTAGE/],
    ask: [vip],
  }));
});
