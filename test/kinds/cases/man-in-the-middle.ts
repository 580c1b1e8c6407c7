/** Poisoning: one MAC claims both ends of a conversation, with unsolicited replies and with requests, repeatedly, and forwards the packets it gets. */

import {ETHER_TYPE_ARP, encodeArpPacket, parseIpv4, ZERO_MAC} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Device} from '../sim/frame.js';
import {Stage} from '../sim/stage.js';
import {isAt} from '../wire/neighbour.js';

export const manInTheMiddle = kind('man-in-the-middle', (random, addresses) => {
  const at = between(random, 3, 6);
  const passesOn = !random.oneIn(4);
  const stage = new Stage(random, addresses, {at: 'mirror', length: at + between(random, 12, 25)});
  const {a, client, vip, network, places, tags} = stage;
  const mac = places.mac();
  const middle: Device = {
    ...{name: 'in the middle', tags, hears: one => one === mac},
    receive: frame => {
      if (!passesOn) return;
      // Passed on to who is meant, from the same MAC.
      const destination = frame.source === client.mac ? a.mac : client.mac;
      network.clock.after(2e5, () => network.send(middle, {...frame, source: mac, destination}));
    },
  };
  network.plug(middle);
  a.hold(vip, {trusts: ip => (ip === client.ip && network.clock.now > at * SECOND ? mac : undefined)});
  stage.talk(3, {sort: 'ping'});
  const every = between(random, 1, 3) * SECOND;
  const operation = stage.family === 6 ? 'reply' : random.pick(['request', 'reply'] as const);
  const claim = (ip: Stage['vip'], to: {mac: Stage['a']['mac']; ip: Stage['vip']}) => {
    if (operation === 'reply') {
      network.send(middle, {source: mac, ...isAt(ip, mac, to), body: {type: 'is-at', ip, mac}});
      return;
    }
    const packet = {
      operation,
      senderMac: mac,
      senderIp: parseIpv4(ip),
      targetMac: ZERO_MAC,
      targetIp: parseIpv4(to.ip),
    };
    const payload = encodeArpPacket(packet);
    network.send(middle, {
      source: mac,
      destination: to.mac,
      etherType: ETHER_TYPE_ARP,
      payload,
      body: {type: 'is-at', ip, mac},
    });
  };
  stage.at(at, () =>
    network.clock.repeat(
      () => every,
      () => {
        claim(vip, client);
        claim(client.ip, {mac: a.mac, ip: vip});
        return network.clock.now < stage.length;
      },
    ),
  );
  // Who begins to capture when it is under way sees its claims first. Of replies that lead nowhere nobody knows whether they are a proxy's.
  if ((passesOn || operation === 'request') && random.oneIn(3)) {
    network.begin = (at + between(random, -0.1, 1)) * SECOND;
    stage.needsFrom(0);
  }
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('MAN_IN_THE_MIDDLE');
    return {
      exit: 1,
      addresses: [truth],
      others: [client.ip],
      present: [new RegExp(mac)],
      absent: [/HEALTHY/, /NO_ANNOUNCEMENT/, /IGNORED/],
      ask: [vip],
    };
  });
});
