/** The new owner announces, more than once, and never answers: it is dark to the end, and a further set does not end it. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const newOwnerMute = kind('new-owner-mute', (random, addresses) => {
  const at = between(random, 3, 10);
  const dark = between(random, 8, 25);
  const stage = new Stage(random, addresses, {length: at + dark});
  const {a, b, vip} = stage;
  a.hold(vip);
  stage.talk(dark);
  stage.at(at, () => a.crash());
  for (const later of [0.3, between(random, 3, 6)]) {
    stage.at(at + later, () => {
      b.hold(vip, {serves: false});
      b.announce(vip, stage.anyAnnouncement());
    });
  }
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 1, alsoFine: ['SWITCH_STALE', 'ANNOUNCED_TOO_EARLY']})],
    absent: [/HEALTHY/],
  }));
});
