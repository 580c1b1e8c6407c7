/** keepalived with `vrrp_strict`: the address moves as it should, and on both machines a firewall drops everything sent to it. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {whoHas} from '../wire/neighbour.js';

/** Only requests for its MAC are answered, so it is not known whether the address serves anybody. */
export const strictMoves = kind('strict-moves', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 0.4, 0.8);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 6, 12)});
  const {a, b, client, network, vip} = stage;
  const router = {...stage.anyRouter(), interval: SECOND};
  const [one, other] = [
    stage.speaker(a, {...router, priority: 150}),
    stage.speaker(b, {...router, priority: 100}),
  ];
  a.hold(vip, {serves: false});
  stage.talk(1, {
    asker: {by: client, ip: client.ip, ttl: 64},
    sort: 'ping',
    every: between(random, 0.05, 0.3) * SECOND,
  });
  stage.at(0.02, () => one.start());
  stage.at(0.021, () => a.announce(vip, stage.anyAnnouncement()));
  stage.at(at, () => {
    one.resign();
    a.crash();
  });
  stage.at(at + dark - 0.0003, () => other.start());
  stage.take(at + dark, b, {holding: {serves: false}});
  // A neighbour that gets no answer asks whether the MAC is still right, and that is answered (RFC 4861 §7.3.3, and Linux for ARP).
  const from = {mac: client.mac, ip: client.ip};
  const verify = (to: typeof a) =>
    network.send(client, {
      source: client.mac,
      ...whoHas(vip, from, to.mac),
      body: {type: 'who-has', ip: vip, from},
    });
  stage.at(at - between(random, 0.5, 1), () => verify(a));
  stage.at(at + dark + between(random, 2, 5), () => verify(b));
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('CANNOT_TELL', {changes: 1});
    return {exit: 3, addresses: [truth], absent: [/OUTAGE/, /Every question was answered\./]};
  });
});
