/** One machine answers for many addresses beside their owners (RFC 1027): a proxy, and no rival. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const proxyForMany = kind('proxy-for-many', (random, addresses) => {
  const stage = new Stage(random, addresses, {family: 4, whole: true, length: 12});
  const {a, client, network} = stage;
  const all = stage.places.row(4, whole(random, 6, 12));
  const proxy = stage.node('proxy');
  for (const ip of all) {
    stage.node(`owner of ${ip}`).hold(ip);
    proxy.hold(ip);
  }
  // A bystander announces an address of its own.
  const bystander = stage.places.ip(4);
  a.hold(bystander);
  stage.at(6, () => a.announce(bystander, stage.anyAnnouncement()));
  all.forEach((ip, index) => {
    network.clock.at((0.1 + index * between(random, 0.3, 0.8)) * SECOND, () => client.ask(ip));
  });
  return stage.tell(() => ({
    ...{exit: 0, alsoExit: [3]},
    addresses: all.map(ip =>
      stage.about('HEALTHY', {ip, alsoFine: ['CANNOT_TELL'], changes: 0, notes: ['PROXY']}),
    ),
    others: [bystander],
    present: [/proxy/i],
    absent: [/TWO_OWNERS/],
    ask: all,
  }));
});
