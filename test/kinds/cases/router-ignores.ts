/**
 * One of the askers ignores the announcement: a router with clients behind it, or a neighbour with a
 * permanent entry.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';

function handover(random: Random, addresses: Random, patience: number) {
  const at = between(random, 3, 8);
  const dark = between(random, 0, 1);
  const stage = new Stage(random, addresses, {
    at: 'mirror',
    length: at + dark + Math.min(patience, 12) + between(random, 5, 9),
  });
  const {a, b, vip} = stage;
  a.hold(vip);
  stage.takeover(at, dark);
  return {stage, a, b, vip};
}

/** The router ignored it, which affects all clients behind it. */
export const routerIgnores = kind('router-ignores', (random, addresses) => {
  const patience = random.pick([between(random, 4, 9), Number.POSITIVE_INFINITY]);
  const {stage} = handover(random, addresses, patience);
  const router = stage.newClient('router');
  router.habits = {...HEEDS_ALL, heeds: () => false, patience: patience * SECOND, unicast: random.below(4)};
  const remote = Array.from({length: 5}, () => ({
    by: router,
    ip: stage.places.remote(stage.family),
    ttl: whole(random, 50, 63),
  }));
  for (const asker of remote) stage.talk(3, {asker, sort: 'ping'});
  // A local client follows, or there is none.
  if (random.oneIn(2)) stage.talk(3, {sort: 'ping'});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('ANNOUNCED_BUT_IGNORED', {changes: 1});
    return {
      exit: 1,
      addresses: [truth],
      present: [new RegExp(`${router.mac}|${router.ip.replaceAll('.', '\\.')}`)],
    };
  });
});

/** A neighbour with a permanent entry never asks, and never follows. */
export const fixedEntry = kind('fixed-entry', (random, addresses) => {
  const {stage, a, vip} = handover(random, addresses, Number.POSITIVE_INFINITY);
  const fixed = stage.newClient('fixed');
  fixed.habits = {...HEEDS_ALL, heeds: () => false};
  fixed.knows(vip, a.mac);
  stage.talk(3, {asker: stage.asker(fixed), sort: 'ping'});
  const follows = random.oneIn(2);
  if (follows) stage.talk(3, {sort: 'ping'});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('ANNOUNCED_BUT_IGNORED', {
      changes: 1,
      clients: [{ip: fixed.ip, outages: stage.outages(vip, fixed.ip)}],
    });
    return {exit: 1, addresses: [truth], present: [new RegExp(fixed.ip.replaceAll('.', '\\.'))]};
  });
});
