/** The master falls silent, and nobody takes over. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const noMaster = kind('no-master', (random, addresses) => {
  const router0 = between(random, 4, 10);
  const dark = between(random, 8, 25);
  const stage = new Stage(random, addresses, {length: router0 + dark});
  const {a, vip} = stage;
  const speaker = stage.speaker(a, {...stage.anyRouter(), priority: 150});
  a.hold(vip);
  stage.talk(dark);
  stage.at(0.05, () => {
    speaker.start();
    a.announce(vip, stage.anyAnnouncement());
  });
  stage.at(router0, () => a.crash());
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('NO_MASTER', {changes: 0})],
    absent: [/HEALTHY/],
  }));
});
