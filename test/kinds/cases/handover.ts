/**
 * The address moves, is announced, and every client follows at once, which is healthy however long detection
 * took.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const handover = kind('handover', (random, addresses) => {
  // Either hundreds of questions per second, or a few.
  const isFast = random.oneIn(5);
  const dark = random.pick([0, between(random, 0.001, 0.3), isFast ? 0.5 : between(random, 0.3, 5)]);
  const at = isFast ? 0.8 : between(random, 3, 12);
  const length = at + dark + (isFast ? 0.5 : between(random, 3, 15));
  const stage = new Stage(random, addresses, {length, whole: isFast});
  const {a, b, vip} = stage;
  a.hold(vip);
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  stage.talk(Math.max(dark, 1), isFast ? {sort: 'ping', every: between(random, 5, 20) * MS} : {});
  // Another client, or another program on the same client.
  const more = random.pick(['client', 'program', 'nothing'] as const);
  if (more === 'client') stage.talk(Math.max(dark, 1), {asker: stage.asker(stage.newClient('another'))});
  if (more === 'program') stage.talk(Math.max(dark, 1));
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
