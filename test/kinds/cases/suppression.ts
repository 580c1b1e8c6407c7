/**
 * A switch answers ARP for every address itself (ARP suppression in EVPN), and has not learned of the new
 * owner, so clients that ask again are sent to the old one.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const staleSuppression = kind('stale-suppression', (random, addresses) => {
  const at = between(random, 4, 8);
  const asks = at + between(random, 1.5, 4);
  const stage = new Stage(random, addresses, {at: 'mirror', length: asks + between(random, 6, 12)});
  const {a, b, vip} = stage;
  const fabric = stage.node('switch');
  fabric.hold(vip, {mac: a.mac, source: fabric.mac, tellsFrom: fabric.mac, serves: false});
  a.hold(vip, {resolves: false});
  stage.talk(1, {sort: 'ping', every: between(random, 0.05, 0.3) * 1e9});
  const other = stage.asker(stage.newClient('other'));
  stage.talk(3, {asker: other, sort: 'ping', from: asks, every: between(random, 0.2, 0.8) * 1e9});
  stage.at(at, () => a.crash());
  stage.take(at + between(random, 0.01, 0.4), b, {holding: {resolves: false}});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('REPLACED_BY_OLD_OWNER', {
      // The next announcement may correct it before much is lost.
      alsoFine: ['TWO_OWNERS'],
    });
    return {exit: 1, addresses: [truth], absent: [/ignored it/]};
  });
});
