/**
 * The address moves, is announced, and all clients follow at once, but it stays dark for much longer than a
 * move takes.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

/** The node has the address and announces it, but the service is not up yet. */
export const overOutage = kind('over-outage', (random, addresses) => {
  const at = between(random, 3, 10);
  const dark = between(random, 8, 25);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 4, 10)});
  const {a, b, vip} = stage;
  a.hold(vip);
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  stage.talk(1, {every: between(random, 0.05, 0.8) * SECOND});
  if (random.oneIn(2)) stage.at(at, () => a.crash());
  else stage.at(at, () => a.release(vip));
  stage.take(at + between(random, 0.01, 0.4), b, {holding: {serves: false}});
  stage.at(at + dark, () => {
    for (const holding of b.holdings.values()) holding.serves = true;
  });
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 1, alsoFine: ['ANNOUNCED_TOO_EARLY', 'SWITCH_STALE']})],
    absent: [/HEALTHY,/],
  }));
});
