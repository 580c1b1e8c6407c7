/**
 * So many single questions are lost that not all can be kept. Then no client is answered for seconds, which
 * is what counts.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const lossyThenDark = kind('lossy-then-dark', (random, addresses) => {
  const at = between(random, 28, 40);
  const dark = between(random, 3, 8);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 3, 10)});
  const {a, vip, network} = stage;
  let isLost = false;
  a.hold(vip, {
    ignores: () => {
      const now = network.clock.now / SECOND;
      if (now >= at && now < at + dark) return true;
      isLost = !isLost && now > 3 && random.below(10) < 4;
      return isLost;
    },
  });
  stage.talk(3, {sort: 'ping', every: between(random, 35, 50) * MS});
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    ask: [vip],
  }));
});
