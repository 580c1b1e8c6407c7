/**
 * Several machines share an address at a multicast MAC, with which they answer requests (Microsoft NLB in
 * multicast mode).
 */

import {parseMac} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {exitOf, verdictOf} from '../sim/judge.js';
import {Stage} from '../sim/stage.js';

export const sharedGroupMac = kind('shared-group-mac', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = random.pick([0, between(random, 2, 6)]);
  const stage = new Stage(random, addresses, {
    family: 4,
    at: 'mirror',
    length: at + dark + between(random, 5, 9),
  });
  const {a, client, vip, network} = stage;
  const mac = parseMac(random.pick(['03:bf:0a:00:00:01', '01:00:5e:7f:00:05']));
  a.hold(vip, {mac, source: a.mac, tellsFrom: a.mac});
  stage.talk(2, {sort: 'ping', every: between(random, 0.1, 0.4) * 1e9});
  if (dark > 0) {
    stage.at(at, () => network.blocked.add(a));
    stage.at(at + dark, () => network.blocked.delete(a));
  }
  stage.at(1, () => client.ask(vip));
  return stage.tell(() => {
    const verdict = verdictOf(stage.outages());
    return {
      exit: exitOf(verdict),
      addresses: [stage.about(verdict, {changes: 0})],
      absent: [/is not the MAC of one machine/, /CANNOT_TELL/, /real servers/],
      ask: [vip],
    };
  });
});
