/** The address moves again and again within minutes, each time announced and followed. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const flapping = kind('flapping', (random, addresses) => {
  const machines = random.pick([2, 2, 3, 4]);
  const moves = whole(random, 5, 9);
  // An owner that returns within two seconds counts as never gone.
  const every = between(random, random.oneIn(2) ? 2.6 : 8, machines > 2 ? 12 : 240 / moves);
  const stage = new Stage(random, addresses, {length: every * (moves + 1)});
  const {a, b, vip} = stage;
  const nodes = [a, b, ...['c', 'd'].slice(0, machines - 2).map(name => stage.node(name))];
  a.hold(vip);
  stage.talk(12, {sort: 'ping'});
  for (let turn = 1; turn <= moves; turn++) {
    const [from = a, to = b] = [nodes[(turn - 1) % machines], nodes[turn % machines]];
    stage.hand(every * (turn + between(random, -0.1, 0.1)), from, to, {
      plan: {...stage.anyAnnouncement(), gap: 1e5},
    });
  }
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('FLAPPING', {changes: moves})],
    present: [
      new RegExp(`FLAPPING since [^,]*, ${b.mac}[ ,].* ${moves} changes of owner, `),
      ...nodes.map(({mac}) => new RegExp(`changed owner ${moves} times in [^(]*\\([^)]*${mac}`)),
    ],
    absent: [/TWO_OWNERS/],
  }));
});
