/**
 * A healthy handover, and some seconds later the new owner is dark for a while. The outage is not part of the
 * handover.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const darkAgain = kind('dark-again', (random, addresses) => {
  const at = between(random, 3, 10);
  const again = at + between(random, 2.5, 8);
  const dark = between(random, 3, 12);
  const stage = new Stage(random, addresses, {length: again + dark + between(random, 4, 10)});
  const {a, b, vip, network} = stage;
  a.hold(vip);
  stage.talk(dark, {sort: 'ping'});
  stage.takeover(at, between(random, 0, 0.4));
  stage.at(again, () => network.blocked.add(b));
  stage.at(again + dark, () => network.blocked.delete(b));
  return stage.tell(() => ({
    exit: 1,
    addresses: [
      stage.about('OUTAGE', {
        changes: 1,
        owners: stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: at}),
      }),
    ],
  }));
});
