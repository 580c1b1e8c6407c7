/** CARP: shares VRRP's protocol number, and its advertisements carry no address. Its masters share a virtual MAC. */

import {ETHER_TYPE_IPV4, encodeCarpPacket, parseIp, parseMac} from '@vip/arp';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Node} from '../sim/node.js';
import {Stage} from '../sim/stage.js';
import {virtualMac} from '../wire/advert.js';
import {ipPacket} from '../wire/packet.js';

/** A host of one CARP group: how a node advertises in it, until it is down, and the MAC that the group's addresses have. */
function group({random, network}: Stage) {
  const virtualHostId = whole(random, 1, 255);
  const mac = virtualMac(virtualHostId, 4);
  let counter = BigInt(random.below(2 ** 32));
  const advertise = (node: Node, advertisementSkew: number) =>
    network.clock.repeat(
      () => SECOND * (1 + advertisementSkew / 256),
      () => {
        const common = {virtualHostId, advertisementSkew, advertisementBase: 1, demotion: 0};
        const payload = encodeCarpPacket({...common, counter: ++counter, digest: random.octets(20)});
        const ends = {source: node.ip, destination: parseIp('224.0.0.18')};
        const packet = ipPacket({...ends, protocol: 112, payload, ttl: 255, id: node.nextId()});
        const destination = parseMac('01:00:5e:00:00:12');
        node.tell({destination, etherType: ETHER_TYPE_IPV4, payload: packet}, {type: 'other'}, mac);
        return node.isUp;
      },
    );
  return {mac, advertise};
}

/** The master changes, the virtual MAC stays. */
export const carpHandover = kind('carp-handover', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 3, 3.8);
  const stage = new Stage(random, addresses, {family: 4, length: at + dark + between(random, 5, 12)});
  const {a, b, vip} = stage;
  const {mac, advertise} = group(stage);
  a.hold(vip, {mac});
  stage.talk(dark);
  stage.at(0.02, () => advertise(a, 0));
  stage.at(0.03, () => a.announce(vip, stage.anyAnnouncement()));
  stage.at(at, () => a.crash());
  stage.at(at + dark - 0.001, () => advertise(b, 100));
  stage.take(at + dark, b, {holding: {mac}});
  return stage.tell(() => {
    const {changes: _, ...truth} = stage.about('HEALTHY');
    return {exit: 0, addresses: [truth], absent: [/TWO_OWNERS/, /VRRPv2/], ask: [vip]};
  });
});

/** Both remain master, and nobody claims the address: only that what is asked of it is answered from the group's MAC shows that it is CARP's. */
export const carpUnclaimed = kind('carp-unclaimed', (random, addresses) => {
  const stage = new Stage(random, addresses, {family: 4, length: between(random, 14, 25)});
  const {a, b, vip, client} = stage;
  const {mac, advertise} = group(stage);
  const isOne = random.oneIn(3);
  client.knows(vip, mac);
  a.hold(vip, {mac});
  stage.talk(3, {sort: 'ping'});
  stage.at(0.02, () => advertise(a, 0));
  if (!isOne) stage.at(0.5, () => advertise(b, whole(random, 50, 200)));
  return stage.tell(() => ({
    exit: isOne ? 0 : 1,
    addresses: [stage.about(isOne ? 'HEALTHY' : 'TWO_OWNERS', {changes: 0})],
    present: isOne ? [/CARP/] : [new RegExp(a.ip), new RegExp(b.ip)],
    absent: [/no virtual IP/, ...(isOne ? [/TWO_OWNERS/] : [])],
  }));
});
