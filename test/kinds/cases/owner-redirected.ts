/**
 * The owner is told through which router to send its answers, by the router in front of the clients or by a
 * machine in its name.
 */

import type {IpAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {kind, type Made} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Middle} from '../sim/middle.js';
import {captureAt} from '../sim/network.js';
import {Stage} from '../sim/stage.js';
import {isAt, type Telling, whoHas} from '../wire/neighbour.js';
import {redirect, routerAdvertisement} from '../wire/route-notices.js';

interface Turn {
  readonly stage: Stage;
  /** A client behind the router. */
  readonly remote: IpAddress;
  /** The other way out: a deceiver, or a second router. */
  readonly other: Middle;
  /** The time from which answers go there. */
  readonly at: number;
}

function turned(random: Random, addresses: Random, family?: 6): Turn {
  const at = between(random, 4, 7);
  const stage = new Stage(random, addresses, {
    ...{at: 'mirror', length: at + between(random, 6, 20), whole: true},
    ...(family === undefined ? {} : {family}),
  });
  const {a, vip, client: router, network, places} = stage;
  const remote = places.remote(stage.family);
  const countsHops = random.oneIn(2);
  const other = new Middle(stage, {passesOn: random.oneIn(2), countsHops, says: 'replies'});
  if (random.oneIn(2)) network.vantage = captureAt(a);
  a.hold(vip, {trusts: () => (network.clock.now > at * SECOND ? other.mac : undefined)});
  const asker = {by: router, ip: remote, ttl: whole(random, 50, 63)};
  const sort = random.pick(['ping', 'ping', 'dns', 'requests'] as const);
  stage.talk(3, {asker, sort, every: between(random, 0.1, 0.6) * SECOND});
  return {stage, remote, other, at};
}

function says({stage: {network, length}, at}: Turn, from: Middle | Stage['client'], telling: Telling): void {
  const say = () => network.send(from, {source: from.mac, ...telling, body: {type: 'other'}});
  network.clock.at(at * SECOND, () =>
    network.clock.repeat(
      () => 3 * SECOND,
      () => {
        say();
        return network.clock.now < length;
      },
    ),
  );
}

/** Resolves the other router's MAC. An IPv6 redirect contains it; otherwise the owner asks for it. */
function resolves({stage, other, at}: Turn, ip: IpAddress): void {
  const {a, network} = stage;
  const from = {mac: a.mac, ip: a.ip};
  const body = {type: 'is-at', ip, mac: other.mac} as const;
  stage.at(at + 0.001, () => a.tell(whoHas(ip, from), {type: 'other'}));
  stage.at(at + 0.0015, () => network.send(other, {source: other.mac, ...isAt(ip, other.mac, from), body}));
}

function diverted({stage, other}: Turn, how: RegExp): Omit<Made, 'name'> {
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('MAN_IN_THE_MIDDLE', {changes: 0});
    return {
      exit: 1,
      addresses: [truth],
      present: [new RegExp(`went to ${other.mac}`), how],
      absent: [/HEALTHY/, /OUTAGE/],
      ask: [stage.vip],
    };
  });
}

export const ownerRedirected = kind('owner-redirected', (random, addresses) => {
  const turn = turned(random, addresses);
  const {stage, other, remote} = turn;
  const {a, vip, client: router, places} = stage;
  const gateway = {ip: places.ip(stage.family), mac: other.mac};
  const owner = {ip: random.pick([a.ip, vip]), mac: a.mac};
  says(turn, other, redirect(router.ip, owner, {source: vip, destination: remote}, gateway));
  resolves(turn, gateway.ip);
  return diverted(turn, /redirects to itself/);
});

export const routerImpersonated = kind('router-impersonated', (random, addresses) => {
  const turn = turned(random, addresses, 6);
  const {stage, other} = turn;
  const {a, client: router, network, places} = stage;
  const ip = places.linkLocal();
  stage.at(between(random, 0.5, 3), () => {
    const from = {mac: router.mac, ip};
    network.send(router, {source: router.mac, ...whoHas(a.ip, from, a.mac), body: {type: 'other'}});
  });
  says(turn, other, routerAdvertisement({ip, mac: other.mac}));
  return diverted(turn, /advertises itself as the router/);
});

/** A legitimate redirect, to a router with a better route. */
export const routerRedirects = kind('router-redirects', (random, addresses) => {
  const turn = turned(random, addresses);
  const {stage, other, remote} = turn;
  const {a, vip, client: router, places} = stage;
  const gateway = {ip: places.ip(stage.family), mac: other.mac};
  const owner = {ip: random.pick([a.ip, vip]), mac: a.mac};
  says(turn, router, redirect(router.ip, owner, {source: vip, destination: remote}, gateway));
  resolves(turn, gateway.ip);
  return stage.tell(() => {
    // If the clients get no answer by the other way, they fall silent, which is beside the point here.
    const {outages: _, ...truth} = stage.about('HEALTHY', {changes: 0});
    return {exit: 0, addresses: [truth], absent: [/MAN_IN_THE_MIDDLE/, /deceive/], ask: [vip]};
  });
});
