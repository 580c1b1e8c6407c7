/**
 * Two daemons advertise one virtual router for a long time. They are two owners, distinguished by MAC or,
 * behind a virtual MAC, only by source address.
 */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';
import {virtualMac} from '../wire/advert.js';

export const twoMasters = kind('two-masters', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 10, 40)});
  const {a, b, vip, family} = stage;
  const router = stage.anyRouter();
  const behind = random.oneIn(2) ? {mac: virtualMac(router.virtualRouterId, family)} : {};
  const sources = [a, b].map(node => stage.sourceOf(node));
  const list = [vip, ...Array.from({length: random.below(3)}, () => stage.places.ip(family))];
  const [one, other] = [a, b].map((node, index) => {
    const source = sources[index] ?? node.ip;
    return stage.speaker(node, {
      ...router,
      ...behind,
      source,
      addresses: list,
      priority: whole(random, 1, 254),
    });
  });
  const [early, late] = [between(random, 0, 1), between(random, 0.1, 4)];
  stage.at(early, () => one?.start());
  stage.at(late, () => other?.start());
  return stage.tell(() => ({
    exit: 1,
    addresses: list.map(ip => stage.about('TWO_OWNERS', {ip, outages: []})),
    present: sources.map(source => new RegExp(source.replaceAll('.', '\\.'))),
    absent: [/HEALTHY/],
  }));
});

export const oneMaster = kind('one-master', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 8, 30)});
  const {a, vip, family} = stage;
  const router = stage.anyRouter();
  const behind = random.oneIn(2) ? {mac: virtualMac(router.virtualRouterId, family)} : {};
  const speaker = stage.speaker(a, {...router, ...behind});
  a.hold(vip, behind);
  stage.talk(3);
  stage.at(between(random, 0, 1), () => speaker.start());
  return stage.tell(() => ({exit: 0, addresses: [stage.about('HEALTHY', {changes: 0})]}));
});
