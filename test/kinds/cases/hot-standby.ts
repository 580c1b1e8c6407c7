/**
 * HSRP: the active router fails, and the standby becomes active with the same virtual MAC. No cache has to
 * change.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Hsrp} from '../sim/hsrp.js';
import {Stage} from '../sim/stage.js';
import {hsrpMac} from '../wire/hot-standby.js';

function change(random: Random, addresses: Random) {
  const at = between(random, 5, 10);
  const resigns = random.oneIn(2);
  const dark = resigns ? between(random, 0.001, 0.1) : between(random, 7, 10);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 8, 15)});
  const {a, b, vip, family} = stage;
  const version = family === 6 ? 2 : random.pick([1, 2] as const);
  const group = whole(random, 0, version === 1 ? 255 : 4095);
  const mac = hsrpMac(version, group, family);
  const [active, standby] = [a, b].map(
    (node, index) =>
      new Hsrp(
        stage,
        node,
        stage.sourceOf(node),
        {version, group, priority: 110 - 10 * index},
        index === 0 ? 'active' : 'standby',
      ),
  ) as [Hsrp, Hsrp];
  a.hold(vip, {mac});
  stage.talk(Math.max(1, dark));
  stage.at(between(random, 0, 1), () => active.start());
  stage.at(between(random, 0, 2), () => standby.start());
  stage.at(at, () => {
    if (resigns) active.say('resign');
    a.crash();
  });
  stage.take(at + dark, b, {holding: {mac}});
  stage.at(at + dark, () => {
    standby.state = 'active';
    standby.say(resigns ? 'coup' : 'hello');
  });
  return stage;
}

export const hsrpChange = kind('hsrp-change', (random, addresses) => {
  const stage = change(random, addresses);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1})],
    absent: [/TWO_OWNERS/],
  }));
});

/** A router with a higher priority returns and preempts: it sends a coup, and the active router resigns. */
export const hsrpPreempts = kind('hsrp-preempts', (random, addresses) => {
  const at = between(random, 6, 10);
  const stage = new Stage(random, addresses, {length: at + between(random, 8, 15)});
  const {a, b, vip, family} = stage;
  const version = family === 6 ? 2 : random.pick([1, 2] as const);
  const group = whole(random, 0, version === 1 ? 255 : 4095);
  const mac = hsrpMac(version, group, family);
  const [low, high] = [a, b].map((node, index) => {
    const common = {version, group, priority: 100 + 50 * index};
    return new Hsrp(stage, node, stage.sourceOf(node), common, index === 0 ? 'active' : 'standby');
  }) as [Hsrp, Hsrp];
  a.hold(vip, {mac});
  stage.talk(1);
  stage.at(between(random, 0, 1), () => low.start());
  stage.at(between(random, 0, 2), () => high.start());
  stage.hand(at, a, b, {holding: {mac}, plan: random.oneIn(2) ? 'silent' : stage.anyAnnouncement()});
  stage.at(at, () => {
    high.state = 'active';
    high.say('coup');
  });
  stage.at(at + between(random, 0.0005, 0.01), () => {
    low.say('resign');
    low.state = 'standby';
  });
  // The switch learns the virtual MAC's port from the last frame sent from it.
  stage.at(at + 0.011, () => high.say('hello'));
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('HEALTHY', {changes: 1});
    return {
      exit: 0,
      addresses: [truth],
      absent: [/TWO_OWNERS/, /NO_MASTER/],
      present: [/became active router after/],
    };
  });
});
