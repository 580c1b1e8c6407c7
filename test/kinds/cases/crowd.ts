/**
 * Many clients, more than are followed, each of which asks rarely: the first ones, which are followed, ask all at the same time, and an
 * outage falls between two of their questions.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';
import {ping} from '../traffic/ping.js';

function crowd(random: Random, addresses: Random) {
  const every = between(random, 4, 8);
  const dark = between(random, 1.2, every / 2.5);
  const at = every + between(random, 0.3, every - dark - 0.3);
  const stage = new Stage(random, addresses, {
    ...{at: 'mirror', whole: true, length: at + dark + 2 * every + between(random, 1, 4)},
  });
  const {a, vip, places, family} = stage;
  a.hold(vip);
  const router = stage.newClient('router');
  const clients = whole(random, 120, 220);
  for (let index = 0; index < clients; index++) {
    const asker = {by: router, ip: places.remote(family), ttl: 57};
    const from = 0.05 + (index / clients) * every;
    ping(asker, vip, {every: every * SECOND, from: from * SECOND, until: stage.askUntil});
  }
  return {stage, at, dark};
}

const SAMPLE = [/Every question was answered/, /Nothing was asked/];

export const crowdMoves = kind('crowd-moves', (random, addresses) => {
  const {stage, at, dark} = crowd(random, addresses);
  stage.takeover(at, dark);
  return stage.tell(() => {
    // Not every client is followed, so the number of lost questions is unknown.
    const {outages: _, ...address} = stage.about('HEALTHY', {changes: 1, notes: ['CLIENTS_SAMPLED']});
    return {exit: 0, addresses: [address], present: [/, dark for /], absent: SAMPLE};
  });
});

export const crowdDark = kind('crowd-dark', (random, addresses) => {
  const {stage, at, dark} = crowd(random, addresses);
  const {a, vip, network} = stage;
  stage.at(at, () => network.blocked.add(a));
  stage.at(at + dark, () => network.blocked.delete(a));
  return stage.tell(() => {
    const {outages: _, ...address} = stage.about('OUTAGE', {changes: 0, notes: ['CLIENTS_SAMPLED']});
    return {exit: 1, addresses: [address], absent: [/HEALTHY/, ...SAMPLE], ask: [vip]};
  });
});

/** One of many neighbours, which is not followed when the address moves, goes on sending to the old owner. */
export const crowdOneStale = kind('crowd-one-stale', (random, addresses) => {
  const every = between(random, 1.5, 4);
  const at = 2 * every + between(random, 0, every);
  const stage = new Stage(random, addresses, {
    ...{at: 'mirror', whole: true, length: at + 5 * every + between(random, 1, 4)},
  });
  const {a, vip} = stage;
  a.hold(vip);
  const clients = whole(random, 85, 110);
  const stale = whole(random, 70, clients - 1);
  let ignorer = stage.client;
  for (let index = 0; index < clients; index++) {
    const one = stage.newClient(`neighbour ${index}`);
    if (index === stale) ignorer = one;
    const from = 0.05 + (index / clients) * every;
    ping(stage.asker(one), vip, {every: every * SECOND, from: from * SECOND, until: stage.askUntil});
  }
  ignorer.habits = {...HEEDS_ALL, heeds: () => false, patience: 1000 * SECOND};
  stage.takeover(at, between(random, 0.1, 0.4));
  return stage.tell(() => {
    const {outages: _, ...address} = stage.about('ANNOUNCED_BUT_IGNORED', {
      changes: 1,
      notes: ['CLIENTS_SAMPLED'],
    });
    const present = [new RegExp(`${ignorer.ip} ignored it`)];
    return {exit: 1, addresses: [address], present, absent: [/Every question was answered/]};
  });
});
