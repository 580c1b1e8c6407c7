/**
 * Many addresses of one machine move at the same instant, one of them listed in an advertisement. They make
 * one story, in which clients left behind come first.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {ping} from '../traffic/ping.js';

function many(random: Random, addresses: Random, count: number, stay: number) {
  const at = between(random, 3, 5);
  const dark = 3 + between(random, 0, 0.6);
  const stage = new Stage(random, addresses, {
    whole: true,
    noise: false,
    length: at + dark + between(random, 7, 9),
  });
  const {a, b, vip, family} = stage;
  const all = [vip, ...stage.places.row(family, count - 1)];
  const left = new Set(
    Array.from({length: stay}, (_, index) => all[3 + index * Math.floor(count / (stay + 1))] ?? vip),
  );
  const router = {
    version: family === 6 ? (3 as const) : (2 as const),
    virtualRouterId: whole(random, 1, 255),
    interval: SECOND,
  };
  const [one, other] = [a, b].map((node, index) =>
    stage.speaker(node, {...router, priority: 150 - 50 * index}),
  );
  const plan = {...stage.anyAnnouncement(), gap: between(random, 1, 3) * MS, count: whole(random, 1, 3)};
  const moved = all.filter(ip => !left.has(ip));
  for (const ip of all) {
    a.hold(ip);
    // Often enough for the absence of those that stay to be noticed.
    const every = between(random, 1, 1.5) * SECOND;
    ping(stage.asker(), ip, {every, from: between(random, 0.2, 1) * SECOND, until: stage.askUntil});
  }
  stage.at(0.02, () => one?.start());
  stage.at(0.021, () => {
    for (const ip of all) a.announce(ip, {...plan, count: 1});
  });
  stage.at(at, () => a.crash());
  stage.at(at + dark - 0.001, () => other?.start());
  for (const ip of moved) stage.take(at + dark, b, {ip, plan});
  stage.at(at + dark + 5, () => {
    for (const ip of moved) b.announce(ip, plan);
  });
  return {stage, all, moved, left};
}

/** Thirty or more addresses, none left behind. */
export const excludedAddresses = kind('excluded-addresses', (random, addresses) => {
  const {stage, all} = many(random, addresses, whole(random, 20, 40), 0);
  return stage.tell(() => ({
    exit: 0,
    addresses: all.map(ip => stage.about('HEALTHY', {ip, changes: 1})),
    groups: [all],
  }));
});

/** One or three of them are not in the other node's list. */
export const someLeftBehind = kind('some-left-behind', (random, addresses) => {
  const {stage, all, moved, left} = many(
    random,
    addresses,
    random.pick([20, 31, 31, 60, 200]),
    random.pick([1, 3]),
  );
  return stage.tell(() => ({
    exit: 1,
    addresses: all.map(ip =>
      left.has(ip) ? stage.about('LEFT_BEHIND', {ip, changes: 0}) : stage.about('HEALTHY', {ip, changes: 1}),
    ),
    groups: [moved],
  }));
});
