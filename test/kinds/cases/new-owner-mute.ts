/**
 * The new owner announces more than once but never answers. The address is dark to the end, and a further set
 * does not end that.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
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

/**
 * A machine claims the address once, all clients follow, and it sends nothing else, until the owner announces
 * the address again.
 */
export const claimedOnceMute = kind('claimed-once-mute', (random, addresses) => {
  const at = between(random, 3, 10);
  const dark = between(random, 3, 12);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 4, 9)});
  const {a, b, vip, network} = stage;
  a.hold(vip);
  stage.talk(1, {sort: 'ping', every: between(random, 0.08, 0.4) * SECOND});
  const plan = {...stage.anyAnnouncement(), count: 1};
  stage.take(at, b, {plan, holding: {serves: false, resolves: false}});
  // Meanwhile nothing is heard of the true owner, which is unaware of the claim.
  stage.at(at, () => network.blocked.add(a));
  stage.at(at + dark, () => {
    network.blocked.delete(a);
    b.release(vip);
    a.announce(vip, plan);
  });
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('OUTAGE');
    return {
      exit: 1,
      addresses: [truth],
      present: [/, which had claimed the address, without an answer/],
      absent: [/its owner is there/, /the correct MAC/, /SWITCH_STALE/],
    };
  });
});
