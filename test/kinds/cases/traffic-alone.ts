/** Captures of the traffic to an address without ARP, neighbour discovery or advertisements, or of nothing else but pings and requests for its MAC. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {exitOf, verdictOf} from '../sim/judge.js';
import {Stage} from '../sim/stage.js';
import {virtualMac} from '../wire/advert.js';

/** `tcpdump host VIP and ip`: both machines answer from the virtual MAC, and no frame tells them apart. */
export const virtualMacTrafficAlone = kind('virtual-mac-traffic-alone', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 1.2, 6);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 5, 9), noise: false});
  const {a, b, client, vip, network} = stage;
  const mac = virtualMac(1 + random.below(255), stage.family);
  a.hold(vip, {mac, source: mac});
  const {vantage} = network;
  network.vantage = (from, to, frame) =>
    'ends' in frame.body && frame.body.type !== 'advert' && vantage(from, to, frame);
  client.knows(vip, mac);
  stage.talk(dark / 6, {sort: random.pick(['ping', 'requests'])});
  stage.at(at, () => a.crash());
  stage.take(at + dark, b, {holding: {mac, source: mac}});
  return stage.tell(() => {
    const verdict = verdictOf(stage.ledger.outages(vip, undefined, () => false));
    return {
      exit: exitOf(verdict),
      addresses: [stage.about(verdict, {changes: 0})],
      present: verdict === 'OUTAGE' ? [/whether another machine took|if another machine took it over/] : [],
      absent: [/without a failover/, /no takeover happened/, /did not move/],
      ask: [vip],
    };
  });
});

/** Nothing but pings, and the requests for the MAC that come with them. */
export const pingsAndResolution = kind('pings-and-resolution', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 6, 14), whole: true});
  const {a, client, vip} = stage;
  a.hold(vip);
  const isResolved = random.oneIn(2);
  if (!isResolved) {
    client.knows(vip, a.mac);
    a.announce(vip, stage.anyAnnouncement());
  }
  const {vantage} = stage.network;
  let resolving = 0;
  stage.network.vantage = (from, to, frame) => {
    const isSeen = vantage(from, to, frame);
    if (isSeen && frame.body.type === 'who-has' && frame.body.ip === vip) resolving++;
    return isSeen;
  };
  stage.talk(0.5, {sort: 'ping', from: 1});
  return stage.tell(() => {
    return {
      exit: 0,
      addresses: [stage.about('HEALTHY', {changes: 0})],
      present: [resolving > 0 ? /nothing but pings and requests for its MAC/ : /nothing but pings\b(?! and)/],
      ask: [vip],
    };
  });
});
