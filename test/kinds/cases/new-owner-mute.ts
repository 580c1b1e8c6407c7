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
  stage.take(at + 0.3, b, {holding: {serves: false}});
  stage.at(at + between(random, 3, 6), () => b.announce(vip, stage.anyAnnouncement()));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 1, alsoFine: ['SWITCH_STALE', 'ANNOUNCED_TOO_EARLY']})],
    absent: [/HEALTHY/],
  }));
});
