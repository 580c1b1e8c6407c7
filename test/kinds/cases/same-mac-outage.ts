/** Nothing moves: the owner is cut off for a while and returns with the same MAC. A bond that fails over announces it. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const sameMacOutage = kind('same-mac-outage', (random, addresses) => {
  const dark = between(random, 2, 12);
  const at = between(random, 2, 15);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 4, 15)});
  const {a, vip, network} = stage;
  a.hold(vip);
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  stage.talk(dark);
  stage.at(at, () => network.blocked.add(a));
  stage.at(at + dark, () => {
    network.blocked.delete(a);
    if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  });
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    absent: [/HEALTHY/],
    ask: [vip],
  }));
});
