/** Two clusters on one segment use the same VRID for different addresses. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const vridClash = kind('vrid-clash', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 10, 40)});
  const {a, b, vip, family} = stage;
  const router = stage.anyRouter();
  const theirs = stage.places.ip(family);
  const sources = [a, b].map(node => stage.sourceOf(node));
  const priority = () => whole(random, 1, 254);
  const one = stage.speaker(a, {...router, source: sources[0] ?? a.ip, priority: priority()});
  const other = stage.speaker(b, {
    ...{...router, source: sources[1] ?? b.ip, priority: priority()},
    addresses: [theirs],
  });
  stage.at(between(random, 0, 1), () => one.start());
  stage.at(between(random, 0, 2), () => other.start());
  return stage.tell(() => ({
    exit: 1,
    addresses: [vip, theirs].map(ip => stage.about('VRID_CLASH', {ip, outages: []})),
    present: sources.map(source => new RegExp(source.replaceAll('.', '\\.'))),
    absent: [/is not in this capture/],
  }));
});

/** Two clusters with different VRIDs, so there is nothing to report. */
export const twoRouters = kind('two-routers', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 8, 20)});
  const {a, b, vip, family} = stage;
  const router = stage.anyRouter();
  const theirs = stage.places.ip(family);
  const others = {...router, virtualRouterId: (router.virtualRouterId % 255) + 1, addresses: [theirs]};
  const one = stage.speaker(a, router);
  const other = stage.speaker(b, others);
  a.hold(vip);
  b.hold(theirs);
  for (const ip of [vip, theirs]) stage.talk(4, {ip});
  stage.at(between(random, 0, 1), () => one.start());
  stage.at(between(random, 0, 1), () => other.start());
  return stage.tell(() => ({
    exit: 0,
    addresses: [vip, theirs].map(ip => stage.about('HEALTHY', {ip, changes: 0})),
  }));
});
