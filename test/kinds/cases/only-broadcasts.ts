/**
 * An address of which only broadcasts are seen, or its router's advertisements. It exists, and nothing more
 * is known.
 */

import {isOfIpv6, parseIp, parseMac} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {etherTypeOf} from '../sim/family.js';
import {Stage} from '../sim/stage.js';
import {ipPacket} from '../wire/packet.js';
import {datagramMessage} from '../wire/transport.js';

const EVERYBODY = {
  4: {ip: parseIp('255.255.255.255'), mac: parseMac('ff:ff:ff:ff:ff:ff')},
  6: {ip: parseIp('ff02::1'), mac: parseMac('33:33:00:00:00:01')},
} as const;

export const onlyBroadcasts = kind('only-broadcasts', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 5, 15)});
  const {a, vip, network} = stage;
  const advertises = random.oneIn(3);
  const own = advertises ? stage.sourceOf(a) : vip;
  const {ip: destination, mac} = EVERYBODY[isOfIpv6(own) ? 6 : 4];
  const ends = {source: own, destination};
  if (advertises) stage.speaker(a, {...stage.anyRouter(), source: own}).start();
  else
    network.clock.repeat(
      () => between(random, 0.5, 3) * SECOND,
      () => {
        const datagram = {sourcePort: 138, destinationPort: 138, data: random.octets(40)};
        const payload = ipPacket({...ends, ...datagramMessage(ends, datagram), id: a.nextId()});
        a.tell({destination: mac, etherType: etherTypeOf(own), payload}, {type: 'other'});
        return network.clock.now < stage.length;
      },
    );
  return stage.tell(() => ({
    exit: 3,
    addresses: [stage.about('CANNOT_TELL', {ip: own, changes: 0, outages: []})],
    present: [new RegExp(`sends from ${a.mac}`)],
    absent: [/is not in this capture/, /is not seen here/, /HEALTHY/],
    ask: [own],
    others: [vip],
  }));
});
