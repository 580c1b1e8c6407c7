/** Two routers of one HSRP group are both active behind one virtual MAC: the IP source tells them apart. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Hsrp} from '../sim/hsrp.js';
import {Stage} from '../sim/stage.js';

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
    present: sources.map(source => new RegExp(source.replaceAll('.', '\\.'))),
    absent: [/HEALTHY/],
  }));
});
