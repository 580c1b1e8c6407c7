/**
 * CARP shares VRRP's protocol number, but its advertisements carry no address. Its masters share a virtual
 * MAC.
 */

import {kind} from '../kind.js';
import {CarpGroup} from '../sim/carp.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

/** The master changes, but the virtual MAC stays. Sometimes the master resigns before it dies. */
export const carpHandover = kind('carp-handover', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 3, 3.8);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 5, 12)});
  const {a, b, vip} = stage;
  const group = new CarpGroup(stage);
  const {mac} = group;
  const [one, other] = [group.host(a, 0), group.host(b, 100)];
  const saysGoodbye = random.oneIn(3);
  a.hold(vip, {mac});
  stage.talk(dark);
  stage.at(0.02, () => one.start());
  stage.at(0.03, () => a.announce(vip, stage.anyAnnouncement()));
  stage.at(at, () => {
    if (saysGoodbye) one.sayGoodbye();
    a.crash();
  });
  stage.at(at + dark - 0.001, () => other.start());
  stage.take(at + dark, b, {holding: {mac}});
  return stage.tell(() => {
    const {changes: _, ...truth} = stage.about('HEALTHY');
    return {exit: 0, addresses: [truth], absent: [/TWO_OWNERS/, /VRRPv2/, /NO_MASTER/], ask: [vip]};
  });
});

/**
 * Both remain master, and neither claims the address. Only the answers from the group's MAC show that the
 * address is CARP's.
 */
export const carpUnclaimed = kind('carp-unclaimed', (random, addresses) => {
  const stage = new Stage(random, addresses, {family: 4, length: between(random, 14, 25)});
  const {a, b, vip, client} = stage;
  const group = new CarpGroup(stage);
  const {mac} = group;
  const isOne = random.oneIn(3);
  client.knows(vip, mac);
  a.hold(vip, {mac});
  stage.talk(3, {sort: 'ping'});
  stage.at(0.02, () => group.host(a, 0).start());
  if (!isOne) stage.at(0.5, () => group.host(b, whole(random, 50, 200)).start());
  return stage.tell(() => ({
    exit: isOne ? 0 : 1,
    addresses: [stage.about(isOne ? 'HEALTHY' : 'TWO_OWNERS', {changes: 0})],
    present: isOne ? [/CARP/] : [new RegExp(a.ip), new RegExp(b.ip)],
    absent: [/no virtual IP/, ...(isOne ? [/TWO_OWNERS/] : [])],
  }));
});

/**
 * As with ucarp, each host announces the address with its own MAC, so the group's masters are reported
 * separately.
 */
export const carpOwnMacs = kind('carp-own-macs', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 3, 3.8);
  const stage = new Stage(random, addresses, {
    family: 4,
    whole: true,
    length: at + dark + between(random, 5, 12),
  });
  const {a, b, vip} = stage;
  const group = new CarpGroup(stage, 'own');
  const skew = whole(random, 50, 200);
  a.hold(vip);
  stage.talk(dark);
  stage.at(0.02, () => group.host(a, 0).start());
  stage.at(0.03, () => a.announce(vip, stage.anyAnnouncement()));
  stage.at(at, () => a.crash());
  stage.at(at + dark - 0.001, () => group.host(b, skew).start());
  stage.take(at + dark, b);
  const every = Math.round(1000 * (1 + skew / 256));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1})],
    present: [
      new RegExp(`${a.ip} is master of CARP ${group.virtualHostId}: skew 0, every 1000 ms`),
      new RegExp(`${b.ip} is master of CARP ${group.virtualHostId}: skew ${skew}, every ${every} ms`),
    ],
    absent: [/TWO_OWNERS/],
    ask: [vip],
  }));
});

/** Balancing by ARP: each host is master of a group of its own, and which of the two virtual MACs a client is told depends on the client. */
export const carpBalances = kind('carp-balances', (random, addresses) => {
  const stage = new Stage(random, addresses, {
    ...{family: 4, at: 'mirror', whole: true, length: between(random, 14, 25)},
  });
  const {a, b, client, vip} = stage;
  const first = new CarpGroup(stage);
  let second = new CarpGroup(stage);
  while (second.mac === first.mac) second = new CarpGroup(stage);
  const other = stage.newClient('other');
  a.hold(vip, {mac: first.mac, macFor: asker => (asker === other.ip ? second.mac : first.mac)});
  b.hold(vip, {mac: second.mac, resolves: false});
  stage.at(0.02, () => first.host(a, 0).start());
  stage.at(0.05, () => second.host(b, 0).start());
  for (const one of [client, other]) {
    stage.talk(4, {asker: stage.asker(one), sort: 'ping'});
    for (let at = 3; at < stage.length / SECOND - 1; at += 4) stage.at(at, () => one.ask(vip));
  }
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: [], notes: ['LOAD_SHARING']})],
    absent: [/TWO_OWNERS/, /\(a bond/],
    ask: [vip],
  }));
});
