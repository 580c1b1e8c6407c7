/** One machine answers for many addresses beside their owners (RFC 1027): a proxy, and no rival. */

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
  // A bystander announces an address of its own.
  const bystander = stage.places.ip(4);
  stage.a.hold(bystander);
  stage.at(6, () => stage.a.announce(bystander, stage.anyAnnouncement()));
  return stage.tell(() => ({...NO_RIVAL, addresses: all.map(about), others: [bystander], ask: all}));
});

/** Whoever names one address is told the same of it, though the others are not told of. */
export const proxyForOneNamed = kind('proxy-for-one-named', (random, addresses) => {
  const {stage, all, about} = answersForAll(random, addresses);
  const ip = all[random.below(all.length)] as IpAddress;
  return stage.tell(() => ({...NO_RIVAL, addresses: [about(ip)], ask: [ip]}));
});
