/** The address is announced with an impossible sender MAC: the owner does not change. */

import {ALL_NODES, BROADCAST_MAC, multicastMac, parseMac, ZERO_MAC} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';
import {isAt} from '../wire/neighbour.js';

export const invalidAnnouncement = kind('invalid-announcement', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 6, 20)});
  const {a, b, client, vip} = stage;
  const mac = random.pick([ZERO_MAC, ZERO_MAC, BROADCAST_MAC, parseMac('01:00:5e:00:00:12')]);
  // Linux would believe it; other systems would not.
  client.habits = {...client.habits, heeds: () => false};
  a.hold(vip);
  stage.talk(3);
  stage.at(between(random, 3, 5), () => b.announce(vip, stage.anyAnnouncement(), {mac, source: b.mac}));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, notes: ['INVALID_ANNOUNCEMENT']})],
    absent: [/(00:00:00:00:00:00|ff:ff:ff:ff:ff:ff|01:00:5e:00:00:12) (takes|has) /],
    ask: [vip],
  }));
});

/** A Linux client believes it, and sends to an unused MAC. */
export const invalidBelieved = kind('invalid-believed', (random, addresses) => {
  const at = between(random, 3, 5);
  const stage = new Stage(random, addresses, {length: at + between(random, 4, 9)});
  const {a, b, client, vip} = stage;
  client.habits = {...HEEDS_ALL, patience: 100 * SECOND};
  a.hold(vip);
  stage.talk(2, {sort: 'ping'});
  stage.at(at, () => b.announce(vip, stage.anyAnnouncement(), {mac: ZERO_MAC, source: b.mac}));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('WRONG_SENDER_MAC', {changes: 0, notes: ['INVALID_ANNOUNCEMENT']})],
    absent: [/no neighbour can have used it/],
  }));
});

/**
 * An advertisement to all nodes with the Solicited flag, which every node discards (RFC 4861 §7.1.2), as if
 * the new owner announced nothing.
 */
export const solicitedToAll = kind('solicited-to-all', (random, addresses) => {
  const at = between(random, 3, 8);
  const patience = between(random, 2.5, 6);
  const stage = new Stage(random, addresses, {family: 6, length: at + patience + between(random, 6, 12)});
  const {a, b, client, vip} = stage;
  client.habits = {...HEEDS_ALL, heeds: () => false, patience: patience * SECOND, unicast: 0};
  a.hold(vip);
  stage.talk(patience, {sort: 'ping'});
  stage.at(at, () => a.crash());
  stage.take(at + 0.2, b, {plan: 'silent'});
  const everybody = {ip: ALL_NODES, mac: multicastMac(ALL_NODES)};
  stage.at(at + 0.2, () => b.tell(isAt(vip, b.mac, everybody), {type: 'other'}));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('NO_ANNOUNCEMENT', {changes: 1, notes: ['INVALID_ANNOUNCEMENT']})],
    present: [/with the Solicited flag, to all nodes, which discard it/],
    absent: [/ANNOUNCED_BUT_IGNORED/, /as Linux does/],
    ask: [vip],
  }));
});
