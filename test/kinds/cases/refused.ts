/** The address is well, and a service on it is refused: by the owner's own filter, or by a machine that reads no VRRP. */

import {isOfIpv6} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {ping} from '../traffic/ping.js';
import {session} from '../traffic/sessions.js';
import {advertTelling} from '../wire/advert.js';
import {ipPacket} from '../wire/packet.js';
import {type Refusal, refusalMessage} from '../wire/reports.js';

/** "No route to host", although the neighbour is resolved: a firewall on the owner answers the SYN with an ICMP error. */
export const refused = kind('refused', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 6, 15)});
  const {a, client, vip} = stage;
  const refusal: Refusal = random.pick(['prohibited', 'prohibited', 'host']);
  a.hold(vip, {refuses: refusal});
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  session(stage.asker(), vip, 'requests', {every: SECOND, from: 0.3 * SECOND, until: stage.length});
  if (random.oneIn(2))
    ping(stage.asker(), vip, {every: 0.5 * SECOND, from: 0.2 * SECOND, until: stage.askUntil});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('REFUSED', {changes: 0});
    return {
      exit: 1,
      addresses: [truth],
      present: [new RegExp(vip.replaceAll('.', '\\.')), /prohibited|unreachable|refuse/i],
      absent: [/NO_ANNOUNCEMENT/, /SWITCH_STALE/],
      ask: [vip],
      others: [client.ip],
    };
  });
});

/** Unicast advertisements to a machine where no daemon runs: it reports that protocol 112 is not supported. */
export const nobodyReadsVrrp = kind('nobody-reads-vrrp', (random, addresses) => {
  const stage = new Stage(random, addresses, {at: 'mirror', whole: true, length: between(random, 6, 15)});
  const {a, b, vip, network} = stage;
  const virtualRouterId = 1 + random.below(255);
  a.hold(vip);
  a.announce(vip, stage.anyAnnouncement());
  stage.talk(4);
  network.clock.repeat(
    () => SECOND,
    () => {
      const advert = {
        version: 3 as const,
        virtualRouterId,
        priority: 100,
        interval: SECOND,
        addresses: [vip],
      };
      const options = {...advert, sum: 'pseudo-header' as const, authentication: 'none' as const};
      const telling = advertTelling(options, {
        source: a.ip,
        counter: a.nextId(),
        now: network.utc(),
        peer: b.ip,
      });
      a.tell({...telling, destination: b.mac}, {type: 'other'});
      const ends = {source: b.ip, destination: a.ip};
      const answer = ipPacket({
        ...ends,
        ...refusalMessage(ends, 'protocol', telling.payload),
        id: b.nextId(),
      });
      network.clock.after(1e5, () =>
        b.tell({destination: a.mac, etherType: telling.etherType, payload: answer}, {type: 'other'}),
      );
      return network.clock.now < stage.length;
    },
  );
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    // In IPv6 it is "unrecognized next header", of which nothing is asked here.
    ...(isOfIpv6(vip) ? {} : {present: [new RegExp(b.ip.replaceAll('.', '\\.')), /112|VRRP/]}),
  }));
});
