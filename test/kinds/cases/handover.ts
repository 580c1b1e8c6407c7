/** The address moves, is announced, and everybody follows at once: healthy, however long it took to find out that it had to move. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const handover = kind('handover', (random, addresses) => {
  const dark = random.pick([0, between(random, 0.001, 0.3), between(random, 0.3, 5)]);
  const at = between(random, 3, 12);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 3, 15)});
  const {a, b, vip} = stage;
  a.hold(vip);
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  stage.talk(Math.max(dark, 1));
  if (random.oneIn(3)) stage.talk(Math.max(dark, 1), {asker: stage.asker(stage.newClient('another'))});
  stage.takeover(at, dark);
  return stage.tell(() => ({
    exit: 0,
    addresses: [
      stage.about('HEALTHY', {
        changes: 1,
        owners: stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: at}),
      }),
    ],
    absent: [/--form both/],
  }));
});
