/**
 * The address is healthy, but a service on it is refused, by the owner's own filter or by a machine without a
 * VRRP daemon.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Node} from '../sim/node.js';
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
  const {a, b, vip} = stage;
  a.hold(vip);
  a.announce(vip, stage.anyAnnouncement());
  stage.talk(4);
  stage.at(0, () => advertiseInVain(stage, [a, b], 1 + random.below(255), 'protocol'));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    present: [new RegExp(`${b.ip.replaceAll('.', '\\.')} reports that it does not receive VRRP`)],
  }));
});

/** Each node's firewall rejects the other's advertisements, so both are master. */
export const firewallsRejectVrrp = kind('firewalls-reject-vrrp', (random, addresses) => {
  const late = between(random, 3, 6);
  const length = late + between(random, 10, 16);
  const stage = new Stage(random, addresses, {at: 'mirror', whole: true, length});
  const {a, b, vip} = stage;
  const virtualRouterId = 1 + random.below(255);
  const refusal = random.pick(['prohibited', 'port'] as const);
  a.hold(vip);
  stage.talk(4, {sort: 'ping'});
  stage.at(0.1, () => advertiseInVain(stage, [a, b], virtualRouterId, refusal));
  stage.at(late - 0.001, () => advertiseInVain(stage, [b, a], virtualRouterId, refusal));
  stage.take(late, b);
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('TWO_OWNERS');
    const said = (one: Node, other: Node) =>
      new RegExp(`${one.ip} rejects the advertisements of ${other.ip} \\(ICMP [a-z ]+, \\d+ times`);
    return {exit: 1, addresses: [truth], present: [said(a, b), said(b, a)], absent: [/no daemon is running/]};
  });
});

/** One node advertises to the other every second, and the other rejects each advertisement. */
function advertiseInVain(
  {network, length, vip}: Stage,
  [from, to]: readonly [Node, Node],
  virtualRouterId: number,
  refusal: Refusal,
): void {
  const common = {version: 3 as const, virtualRouterId, priority: 100, interval: SECOND, addresses: [vip]};
  const advert = {...common, sum: 'pseudo-header' as const, authentication: 'none' as const};
  network.clock.repeat(
    () => SECOND,
    () => {
      const sending = {source: from.ip, counter: from.nextId(), now: network.utc(), peer: to.ip};
      const telling = advertTelling(advert, sending);
      from.tell({...telling, destination: to.mac}, {type: 'other'});
      const ends = {source: to.ip, destination: from.ip};
      const message = refusalMessage(ends, refusal, telling.payload);
      const payload = ipPacket({...ends, ...message, id: to.nextId()});
      network.clock.after(1e5, () =>
        to.tell({destination: from.mac, etherType: telling.etherType, payload}, {type: 'other'}),
      );
      return network.clock.now < length;
    },
  );
}
