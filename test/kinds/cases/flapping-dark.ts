/** The address moves again and again within minutes, and each time it is dark until the next owner takes it. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const flappingDark = kind('flapping-dark', (random, addresses) => {
  const moves = whole(random, 5, 9);
  const dark = between(random, 0.8, 2.5);
  const every = dark + between(random, 4, 12);
  const stage = new Stage(random, addresses, {length: every * (moves + 1)});
  const {a, b, vip} = stage;
  a.hold(vip);
  stage.talk(dark, {sort: 'ping'});
  for (let turn = 1; turn <= moves; turn++) {
    const [from, to] = turn % 2 === 1 ? [a, b] : [b, a];
    const at = every * (turn + between(random, -0.1, 0.1));
    stage.at(at - dark, () => from.release(vip));
    stage.take(at, to, {plan: {...stage.anyAnnouncement(), gap: 1e5}});
  }
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('FLAPPING', {changes: moves})],
    present: [new RegExp(`changed owner ${moves} times`)],
    absent: [/TWO_OWNERS/, /REPLACED_BY_OLD_OWNER/, /claimed it again/],
  }));
});
