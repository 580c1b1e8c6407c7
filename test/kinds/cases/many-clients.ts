/**
 * A public service with hundreds of clients behind a router, each with one connection, more than can be
 * followed. An outage is seen by the clients that ask during it.
 */

import type {IpAddress} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {captureAt} from '../sim/network.js';
import {SERVICES} from '../sim/server.js';
import {Stage} from '../sim/stage.js';
import {connects} from '../traffic/connects.js';
import {ping} from '../traffic/ping.js';

/**
 * The number of clients that come before anything happens: so many that the first ones have been dropped to
 * make room.
 */
const BEFORE = 130;

/** The number of addresses behind the router, after which the first ones are used again. */
const CLIENTS = 240;

function crowd(stage: Stage, every: number): void {
  const router = stage.newClient('router');
  const ips = Array.from({length: CLIENTS}, () => stage.places.remote(stage.family));
  let next = 0;
  for (let from = 0.1; from < stage.length / 1e9 - 1; from += every) {
    const asker = {by: router, ip: ips[next++ % CLIENTS] as IpAddress, ttl: 57};
    const pace = {every: 1e12, from: from * 1e9, until: stage.askUntil};
    connects(asker, stage.vip, SERVICES.download, pace);
  }
}

export const manyClientsServed = kind('many-clients-served', (random, addresses) => {
  const every = between(random, 0.05, 0.15);
  const stage = new Stage(random, addresses, {at: 'mirror', length: 1.5 * BEFORE * every});
  stage.a.hold(stage.vip);
  crowd(stage, every);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: []})],
    absent: [/only \d+ of/, /no answer for/],
    ask: [stage.vip],
  }));
});

export const manyClientsDark = kind('many-clients-dark', (random, addresses) => {
  const every = between(random, 0.05, 0.15);
  const dies = BEFORE * every + between(random, 1, 3);
  const stage = new Stage(random, addresses, {at: 'mirror', length: dies + between(random, 6, 10)});
  stage.a.hold(stage.vip);
  crowd(stage, every);
  stage.at(dies, () => stage.a.crash());
  return stage.tell(() => {
    // Not every client is followed, so the number of lost questions is unknown.
    const {outages: _, ...address} = stage.about('OUTAGE', {changes: 0});
    return {
      exit: 1,
      addresses: [address],
      present: [/dark for at least/],
      absent: [/HEALTHY/],
      ask: [stage.vip],
    };
  });
});

export const manyClientsMove = kind('many-clients-move', (random, addresses) => {
  const every = between(random, 0.05, 0.15);
  const at = BEFORE * every + between(random, 1, 3);
  const stage = new Stage(random, addresses, {at: 'mirror', length: at + between(random, 8, 12)});
  stage.a.hold(stage.vip);
  crowd(stage, every);
  stage.takeover(at, between(random, 1.5, 3));
  return stage.tell(() => {
    const {outages: _, ...address} = stage.about('HEALTHY', {changes: 1});
    return {exit: 0, addresses: [address], absent: [/not even before the change/]};
  });
});

/**
 * The same, captured at the old owner: clients that asked in vain before the new owner was there then ask
 * that one, which is not seen.
 */
export const manyClientsLeave = kind('many-clients-leave', (random, addresses) => {
  const every = between(random, 0.05, 0.15);
  const at = BEFORE * every + between(random, 1, 3);
  const stage = new Stage(random, addresses, {whole: true, length: at + between(random, 8, 12)});
  stage.network.vantage = captureAt(stage.a);
  stage.a.hold(stage.vip);
  crowd(stage, every);
  stage.at(at, () => stage.a.crash());
  stage.take(at + between(random, 1.5, 3), stage.b);
  return stage.tell(() => {
    const {outages: _, ...address} = stage.about('CANNOT_TELL', {changes: 1});
    return {exit: 3, addresses: [address], absent: [/HEALTHY/]};
  });
});

/**
 * All clients ask repeatedly at the same time. Some are followed in turn, so the counts are a sample, and are
 * reported as one.
 */
export const manyClientsAtOnce = kind('many-clients-at-once', (random, addresses) => {
  const stage = new Stage(random, addresses, {at: 'mirror', length: between(random, 6, 9)});
  const {a, vip, places, family, askUntil: until} = stage;
  a.hold(vip);
  const router = stage.newClient('router');
  for (let index = 0; index < 100; index++) {
    const asker = {by: router, ip: places.remote(family), ttl: 57};
    ping(asker, vip, {every: between(random, 0.6, 1.2) * 1e9, from: between(random, 0.1, 1) * 1e9, until});
  }
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: [], notes: ['CLIENTS_SAMPLED']})],
    absent: [/only \d+ of/, /no answer for/],
    ask: [vip],
  }));
});
