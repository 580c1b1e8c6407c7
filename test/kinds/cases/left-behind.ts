/** Several addresses of a machine that dies move to the other, and some of them do not. */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

function group(random: Random, addresses: Random, stay: number) {
  const at = between(random, 3, 8);
  const dark = random.pick([between(random, 0.001, 0.4), between(random, 0.4, 4)]);
  const stage = new Stage(random, addresses, {whole: true, length: at + dark + between(random, 6, 15)});
  const {a, b} = stage;
  const all = stage.places.row(stage.family, whole(random, 2, 4) + stay);
  const left = new Set(Array.from({length: stay}, (_, index) => all[all.length - 1 - index * 2]));
  for (const ip of all) {
    a.hold(ip);
    a.announce(ip, {...stage.anyAnnouncement(), count: 2});
    stage.talk(4, {ip, sort: 'ping'});
  }
  stage.at(at, () => a.crash());
  const announcement = {...stage.anyAnnouncement(), count: 3};
  stage.at(at + dark, () => {
    for (const ip of all) {
      if (left.has(ip)) continue;
      b.hold(ip);
      b.announce(ip, announcement);
    }
  });
  return {stage, all, left};
}

export const leftBehind = kind('left-behind', (random, addresses) => {
  const {stage, all, left} = group(random, addresses, random.pick([1, 1, 2]));
  return stage.tell(() => ({
    exit: 1,
    addresses: all.map(ip =>
      left.has(ip) ? stage.about('LEFT_BEHIND', {ip, changes: 0}) : stage.about('HEALTHY', {ip, changes: 1}),
    ),
  }));
});

export const groupMoved = kind('group-moved', (random, addresses) => {
  const {stage, all} = group(random, addresses, 0);
  return stage.tell(() => ({
    exit: 0,
    addresses: all.map(ip => stage.about('HEALTHY', {ip, changes: 1})),
    groups: [all],
  }));
});
