/** Two routers of one HSRP group are both active behind one virtual MAC: the IP source tells them apart. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Hsrp} from '../sim/hsrp.js';
import {Stage} from '../sim/stage.js';
import {hsrpMac} from '../wire/hot-standby.js';

export const hsrpSplit = kind('hsrp-split', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 15, 40)});
  const {a, b, family} = stage;
  const version = family === 6 ? 2 : random.pick([1, 2] as const);
  const common = {version, group: whole(random, 0, version === 1 ? 255 : 4095)};
  const sources = [stage.sourceOf(a), stage.sourceOf(b)] as const;
  for (const [index, node] of [a, b].entries()) {
    const source = sources[index] ?? node.ip;
    const router = new Hsrp(stage, node, source, {...common, priority: 110 - 10 * index}, 'active');
    stage.at(between(random, 0, 2), () => router.start());
  }
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('TWO_OWNERS', {outages: []})],
    present: sources.map(source => new RegExp(`TWO_OWNERS since [^,]*, [^,]*${source}[ ,]`)),
    absent: [/HEALTHY/],
  }));
});

/** The active router's hellos do not arrive at the standby, which becomes active as well. */
export const hsrpOneWay = kind('hsrp-one-way', (random, addresses) => {
  const at = between(random, 10, 13);
  const stage = new Stage(random, addresses, {
    at: 'mirror',
    whole: true,
    length: at + between(random, 15, 25),
  });
  const {a, b, vip, family} = stage;
  const version = family === 6 ? 2 : random.pick([1, 2] as const);
  const common = {version, group: whole(random, 0, version === 1 ? 255 : 4095)};
  const sources = [stage.sourceOf(a), stage.sourceOf(b)] as const;
  const first = new Hsrp(stage, a, sources[0], {...common, priority: 110}, 'active');
  const second = new Hsrp(stage, b, sources[1], {...common, priority: 100}, 'standby');
  a.hold(vip, {mac: hsrpMac(version, common.group, family)});
  stage.talk(3, {sort: 'ping'});
  stage.at(between(random, 0, 1), () => first.start());
  stage.at(between(random, 0, 2), () => second.start());
  stage.at(at, () => {
    second.state = 'active';
    second.say('hello');
  });
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('TWO_OWNERS');
    return {
      exit: 1,
      addresses: [truth],
      present: [...sources.map(source => new RegExp(source.replaceAll('.', '\\.'))), /behind one MAC/],
      absent: [/HEALTHY/, /ip addr del/, /vip audit/, /each client reaches/],
    };
  });
});
