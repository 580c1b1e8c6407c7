/**
 * Only one service is asked, and it goes dark. Whether the whole address is dark is unknown, and must not be
 * claimed.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {connects} from '../traffic/connects.js';

export const serviceAlone = kind('service-alone', (random, addresses) => {
  const at = between(random, 4, 8);
  const lasts = between(random, 3, 9);
  const stage = new Stage(random, addresses, {length: at + lasts + between(random, 3, 6)});
  const {a, vip, network} = stage;
  const until = random.oneIn(3) ? at + lasts : Number.POSITIVE_INFINITY;
  const isDark = () => network.clock.now >= at * SECOND && network.clock.now < until * SECOND;
  a.hold(vip, {services: () => (isDark() ? 'drops' : undefined)});
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  // The owner's presence is no evidence of a stale switch.
  if (random.oneIn(2))
    stage
      .speaker(a, {version: 3, virtualRouterId: 1 + random.below(255), interval: SECOND, priority: 100})
      .start();
  const port = random.pick([25, 80, 443, 5432]);
  const every = between(random, 0.25, 0.6) * SECOND;
  connects(stage.asker(), vip, port, {
    every,
    from: between(random, 0.1, 0.6) * SECOND,
    until: stage.askUntil,
  });
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    present: [
      new RegExp(`OUTAGE since .{23,27}, TCP port ${port}, all that was asked, dark for `),
      /nothing but TCP port/,
    ],
    absent: [/SWITCH_STALE/, /no takeover happened/, /address stays dark/],
    ask: [vip],
  }));
});
