/** The new owner has the address and announces it, but the service does not run there: every question is refused. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const newOwnerRefuses = kind('new-owner-refuses', (random, addresses) => {
  const at = between(random, 3, 8);
  const stage = new Stage(random, addresses, {length: at + between(random, 6, 15)});
  const {a, b, vip} = stage;
  const resets = random.oneIn(2);
  a.hold(vip);
  stage.talk(2, {sort: 'requests'});
  stage.hand(at, a, b, {holding: resets ? {resets: true} : {refuses: 'prohibited'}});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('REFUSED', {changes: 1});
    return {exit: 1, addresses: [truth], absent: [/answers are not seen/, /HEALTHY/]};
  });
});
