/**
 * Both nodes start as master, like keepalived with `state MASTER` on both. One hears the other and yields at
 * once.
 */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const briefDouble = kind('brief-double', (random, addresses) => {
  const at = between(random, 0.2, 4);
  const lasts = between(random, 0.02, 0.6);
  const stage = new Stage(random, addresses, {whole: true, length: at + between(random, 9, 20)});
  const {a, b, vip} = stage;
  const router = {...stage.anyRouter(), interval: whole(random, 5, 20) * 1e8};
  const [winner, loser] = random.pick([
    [a, b],
    [b, a],
  ] as const);
  const high = stage.speaker(winner, {...router, priority: 150, source: stage.sourceOf(winner)});
  const low = stage.speaker(loser, {...router, priority: 100, source: stage.sourceOf(loser)});
  const plan = stage.anyAnnouncement();
  const begins = [at, at + between(random, 0, lasts / 2)] as const;
  const settled = at + lasts;
  const [first, second] = random.oneIn(2) ? [winner, loser] : [loser, winner];
  const speakers = new Map([
    [winner, high],
    [loser, low],
  ]);
  for (const [node, begin] of [
    [first, begins[0]],
    [second, begins[1]],
  ] as const) {
    stage.at(begin, () => speakers.get(node)?.start());
    stage.at(begin + 0.0004, () => {
      node.hold(vip);
      node.announce(vip, plan);
    });
  }
  // Its second set, sent before it has heard the other.
  stage.at(settled - 0.002, () => loser.announce(vip, plan));
  stage.at(settled, () => {
    low.stop();
    loser.release(vip);
    // The remaining master announces it once more (garp_lower_prio_repeat).
    winner.announce(vip, plan);
  });
  stage.talk(3, {from: settled + 0.2});
  return stage.tell(() => ({
    exit: 0,
    addresses: [
      stage.about('HEALTHY', {
        changes: 0,
        owners: stage.owners({mac: winner.mac, since: begins[winner === first ? 0 : 1]}),
        notes: ['BRIEF_DOUBLE_CLAIM'],
      }),
    ],
    present: [/both claimed the address for (?:less than )?\d/],
    absent: [/TWO_OWNERS/, /FLAPPING/],
  }));
});

/** The same, but neither hears the other, so it does not end. */
export const lastingDouble = kind('lasting-double', (random, addresses) => {
  const at = between(random, 0.2, 4);
  const stage = new Stage(random, addresses, {whole: true, length: at + between(random, 12, 20)});
  const {a, b, vip} = stage;
  const router = {...stage.anyRouter(), interval: whole(random, 5, 20) * 1e8};
  const plan = stage.anyAnnouncement();
  for (const [node, priority, begin] of [
    [a, 150, at],
    [b, 100, at + between(random, 0, 0.3)],
  ] as const) {
    const speaker = stage.speaker(node, {...router, priority, source: stage.sourceOf(node)});
    stage.at(begin, () => speaker.start());
    stage.at(begin + 0.0004, () => {
      node.hold(vip);
      node.announce(vip, plan);
    });
    // As `garp_master_refresh` does.
    stage.at(begin + 5, () => node.announce(vip, plan));
  }
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('TWO_OWNERS')],
    absent: [/both claimed the address for/],
  }));
});
