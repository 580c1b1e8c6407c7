/** The address moves again and again within minutes, each time announced and followed. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const flapping = kind('flapping', (random, addresses) => {
  const moves = whole(random, 5, 9);
  const every = between(random, 8, 240 / moves);
  const stage = new Stage(random, addresses, {length: every * (moves + 1)});
  const {a, b, vip} = stage;
  a.hold(vip);
  stage.talk(12, {sort: 'ping'});
  for (let turn = 1; turn <= moves; turn++) {
    const [from, to] = turn % 2 === 1 ? [a, b] : [b, a];
    stage.hand(every * (turn + between(random, -0.2, 0.2)), from, to, {
      plan: {...stage.anyAnnouncement(), gap: 1e5},
    });
  }
  return stage.tell(() => ({exit: 1, addresses: [stage.about('FLAPPING', {changes: moves})]}));
});
