/**
 * A bond fails over to its other cable: the address is dark for a moment, and then the same MAC announces
 * itself.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const bondFailover = kind('bond-failover', (random, addresses) => {
  const at = between(random, 3, 10);
  const dark = between(random, 1.5, 4);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 4, 12)});
  const {a, vip, network} = stage;
  a.hold(vip);
  stage.talk(dark, {sort: 'ping'});
  stage.at(at, () => network.blocked.add(a));
  stage.at(at + dark, () => {
    network.blocked.delete(a);
    a.announce(vip, stage.anyAnnouncement());
  });
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    absent: [/HEALTHY/, /takes it from/],
  }));
});
