/**
 * Single segments are lost, retransmitted and acknowledged. There is no outage, and the first line mentions
 * none.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const segmentLost = kind('segment-lost', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 10, 30)});
  const {a, vip, network} = stage;
  a.hold(vip);
  const sort = random.pick(['upload', 'requests', 'download'] as const);
  stage.talk(3, {sort, every: between(random, 100, 600) * MS});
  if (random.oneIn(2)) stage.at(1, () => a.announce(vip, stage.anyAnnouncement()));
  const until = stage.length / SECOND - 3;
  for (let at = between(random, 2, 4); at < until; at += between(random, 2, 5)) {
    // Too short for the retransmission, which comes 200 ms later.
    stage.at(at, () => network.blocked.add(a));
    stage.at(at + between(random, 0.02, 0.15), () => network.blocked.delete(a));
  }
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    absent: [/OUTAGE/, /HEALTHY, .*dark for/],
    ask: [vip],
  }));
});
