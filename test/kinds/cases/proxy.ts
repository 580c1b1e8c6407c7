/** One machine answers for many addresses besides their owners (RFC 1027). It is a proxy, not a rival. */

import type {IpAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

function answersForAll(random: Random, addresses: Random) {
  const stage = new Stage(random, addresses, {family: 4, whole: true, length: 12});
  const {client, network} = stage;
  const all = stage.places.row(4, whole(random, 6, 12));
  const proxy = stage.node('proxy');
  for (const ip of all) {
    stage.node(`owner of ${ip}`).hold(ip);
    proxy.hold(ip);
  }
  all.forEach((ip, index) => {
    network.clock.at((0.1 + index * between(random, 0.3, 0.8)) * SECOND, () => client.ask(ip));
  });
  const about = (ip: IpAddress) =>
    stage.about('HEALTHY', {ip, alsoFine: ['CANNOT_TELL'], changes: 0, notes: ['PROXY']});
  return {stage, all, about};
}

const NO_RIVAL = {exit: 0, alsoExit: [3], present: [/proxy/i], absent: [/TWO_OWNERS/]} as const;

export const proxyForMany = kind('proxy-for-many', (random, addresses) => {
  const {stage, all, about} = answersForAll(random, addresses);
  // An uninvolved machine announces its own address.
  const bystander = stage.places.ip(4);
  stage.a.hold(bystander);
  stage.at(6, () => stage.a.announce(bystander, stage.anyAnnouncement()));
  return stage.tell(() => ({...NO_RIVAL, addresses: all.map(about), others: [bystander], ask: all}));
});

/** With one address named, the result for it is the same, although the others are not reported. */
export const proxyForOneNamed = kind('proxy-for-one-named', (random, addresses) => {
  const {stage, all, about} = answersForAll(random, addresses);
  const ip = all[random.below(all.length)] as IpAddress;
  return stage.tell(() => ({...NO_RIVAL, addresses: [about(ip)], ask: [ip]}));
});

/** It answers for addresses that nobody has, such as those of a NAT, and for one besides its owner. */
export const proxyForIdle = kind('proxy-for-idle', (random, addresses) => {
  const stage = new Stage(random, addresses, {family: 4, whole: true, length: between(random, 9, 14)});
  const {a, vip, client} = stage;
  const idle = stage.places.row(4, whole(random, 4, 9));
  const proxy = stage.node('proxy');
  for (const ip of [...idle, vip]) proxy.hold(ip, {serves: false});
  a.hold(vip);
  const isNamed = random.oneIn(2);
  if (!isNamed || random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  const steady = stage.newClient('steady');
  steady.knows(vip, a.mac);
  const asks = [...idle, vip].sort(() => random.below(3) - 1);
  for (const [index, ip] of asks.entries()) stage.at(0.3 + 0.5 * index, () => client.ask(ip));
  stage.talk(2, {asker: stage.asker(steady)});
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, notes: ['PROXY']})],
    present: [/proxy/i],
    absent: [/TWO_OWNERS/],
    others: idle,
    ...(isNamed ? {ask: [vip]} : {}),
  }));
});

/**
 * It has its own addresses, at present unused, and claims another machine's. Unlike a proxy, it serves the
 * clients that believe it.
 */
export const rivalWithIdle = kind('rival-with-idle', (random, addresses) => {
  const stage = new Stage(random, addresses, {
    family: 4,
    whole: true,
    at: 'mirror',
    length: between(random, 9, 14),
  });
  const {a, b, vip, client} = stage;
  const idle = stage.places.row(4, whole(random, 3, 9));
  for (const ip of [...idle, vip]) b.hold(ip);
  a.hold(vip);
  const [one, other] = [stage.newClient('one'), stage.newClient('other')];
  one.knows(vip, a.mac);
  other.knows(vip, b.mac);
  const asks = [...idle, vip].sort(() => random.below(3) - 1);
  for (const [index, ip] of asks.entries()) stage.at(0.3 + 0.5 * index, () => client.ask(ip));
  for (const each of [one, other]) stage.talk(2, {asker: stage.asker(each)});
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('TWO_OWNERS')],
    absent: [/HEALTHY/, /proxy/i],
    ask: [vip],
  }));
});

/**
 * Its other addresses are in use by other clients than this one's. With only this address named, the result
 * is the same.
 */
export const rivalInUse = kind('rival-in-use', (random, addresses) => {
  const stage = new Stage(random, addresses, {
    ...{family: 4, whole: true, at: 'mirror', length: between(random, 9, 14)},
  });
  const {a, b, vip, client} = stage;
  const used = stage.places.row(4, whole(random, 3, 7));
  for (const ip of [...used, vip]) b.hold(ip);
  a.hold(vip);
  const steady = stage.newClient('steady');
  steady.knows(vip, a.mac);
  stage.talk(2, {asker: stage.asker(steady)});
  for (const ip of used) stage.talk(2, {asker: stage.asker(stage.newClient(`of ${ip}`)), ip});
  const asks = [...used, vip].sort(() => random.below(3) - 1);
  for (const [index, ip] of asks.entries()) stage.at(0.6 + 0.5 * index, () => client.ask(ip));
  const isNamed = !random.oneIn(3);
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('TWO_OWNERS')],
    absent: [/proxy/i],
    others: used,
    ...(isNamed ? {ask: [vip]} : {}),
  }));
});

/**
 * The owner of one of these addresses dies, and nobody takes it over. The proxy goes on answering requests for its MAC, as it did before, sooner or
 * later than the owner; it is no owner, and nothing that is sent to it is answered.
 */
export const proxyOwnerDies = kind('proxy-owner-dies', (random, addresses) => {
  const dies = between(random, 4, 8);
  const dark = between(random, 6, 20);
  const stage = new Stage(random, addresses, {family: 4, whole: true, at: 'mirror', length: dies + dark});
  const {a, vip, client} = stage;
  const others = stage.places.row(4, whole(random, 3, 9));
  const proxy = stage.node('proxy');
  for (const ip of others) {
    stage.node(`owner of ${ip}`).hold(ip);
    proxy.hold(ip, {serves: false});
  }
  a.hold(vip);
  proxy.hold(vip, {serves: false});
  const steady = stage.newClient('steady');
  steady.knows(vip, a.mac);
  stage.talk(dark, {asker: stage.asker(steady)});
  const asks = [...others, vip].sort(() => random.below(3) - 1);
  for (const [index, ip] of asks.entries()) stage.at(0.3 + 0.3 * index, () => client.ask(ip));
  stage.at(dies, () => a.crash());
  if (random.oneIn(2)) stage.at(dies + dark / 2, () => client.ask(vip));
  return stage.tell(() => ({
    exit: 1,
    addresses: [
      stage.about('OUTAGE', {changes: 0, owners: stage.owners({mac: a.mac, since: 0}), notes: ['PROXY']}),
    ],
    absent: [/SWITCH_STALE/, /TWO_OWNERS/, new RegExp(`${proxy.mac} (?:has|takes) (?:it|the address)`)],
    others,
    ask: [vip],
  }));
});
