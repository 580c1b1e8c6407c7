/**
 * The old owner thaws just after the new one has taken over. It takes the address back at once, and the other
 * yields.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const givenWay = kind('given-way', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = between(random, 1, 3);
  const overlap = between(random, 0.15, 1.2);
  const back = at + dark + overlap;
  const stage = new Stage(random, addresses, {at: 'mirror', length: back + between(random, 4, 9)});
  const {a, b, vip} = stage;
  const plan = {...stage.anyAnnouncement(), count: 1};
  a.hold(vip);
  stage.talk(1, {sort: 'ping', every: between(random, 5, 30) * MS});
  stage.at(at, () => a.crash());
  stage.take(at + dark, b, {plan});
  stage.at(back - 0.0001, () => b.release(vip));
  stage.at(back, () => {
    a.isUp = true;
  });
  stage.take(back, a, {plan});
  return stage.tell(() => ({
    exit: 0,
    addresses: [
      stage.about('HEALTHY', {
        changes: 2,
        owners: stage.owners(
          {mac: a.mac, since: 0},
          {mac: b.mac, since: at + dark},
          {mac: a.mac, since: back},
        ),
      }),
    ],
    absent: [/TWO_OWNERS/, /besides/],
  }));
});
