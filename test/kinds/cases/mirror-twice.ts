/**
 * A mirror port that shows each routed frame twice, before and after the router, with other MACs and a lower
 * TTL. There is no second owner.
 */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {exitOf, verdictOf} from '../sim/judge.js';
import {Stage} from '../sim/stage.js';

export const mirrorTwice = kind('mirror-twice', (random, addresses) => {
  const at = between(random, 4, 9);
  const dark = random.pick([0, between(random, 2, 6)]);
  const stage = new Stage(random, addresses, {at: 'mirror', length: at + dark + between(random, 5, 12)});
  const {a, vip, network, places} = stage;
  const router = stage.newClient('router');
  // The MACs on the other side of the router: its own there, and the next machine's.
  network.routed = {by: router, mac: places.mac(), next: places.mac()};
  const ttl = whole(random, 50, 63);
  a.hold(vip);
  const remote = Array.from({length: whole(random, 1, 2)}, () => ({
    by: router,
    ip: places.remote(stage.family),
    ttl,
  }));
  for (const asker of remote) stage.talk(Math.max(2, dark), {asker});
  stage.at(at, () => dark > 0 && network.blocked.add(a));
  stage.at(at + dark, () => network.blocked.delete(a));
  return stage.tell(() => {
    const verdict = verdictOf(stage.outages());
    return {
      exit: exitOf(verdict),
      addresses: [stage.about(verdict, {changes: 0})],
      absent: [/TWO_OWNERS/],
      ask: [vip],
    };
  });
});
