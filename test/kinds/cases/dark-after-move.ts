/**
 * A change of owner that takes long, as it may, and a shorter outage later that nothing explains. What is at fault is the second one: the first line is
 * about it, with its own time and length.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const darkAfterMove = kind('dark-after-move', (random, addresses) => {
  const at = between(random, 3, 5);
  const takes = at + between(random, 4, 8);
  const isTwice = random.oneIn(2);
  // The second of two is the longer one.
  const [dark, longer] = [between(random, 1.2, 1.4), between(random, 2, 3.2)];
  const again = takes + between(random, 3, 5);
  const length = again + dark + (isTwice ? 3 + longer : 0) + between(random, 3, 6);
  const stage = new Stage(random, addresses, {length, noise: false});
  const {a, b, vip, network} = stage;
  a.hold(vip);
  stage.talk(1, {sort: 'ping', every: between(random, 0.02, 0.1) * SECOND});
  stage.takeover(at, takes - at);
  const severed = [{from: again, lasts: dark}, ...(isTwice ? [{from: again + dark + 3, lasts: longer}] : [])];
  for (const {from, lasts} of severed) {
    stage.at(from, () => network.blocked.add(b));
    stage.at(from + lasts, () => network.blocked.delete(b));
  }
  return stage.tell(() => {
    const about = stage.about('OUTAGE', {changes: 1});
    const length = isTwice ? '(?:1[7-9]|2|3[0-4])' : '1[0-6]';
    return {
      exit: 1,
      addresses: [about],
      present: [
        new RegExp(`^[^;]*?: OUTAGE since [^;]*?, dark for ${length}\\d* ms to ${length}\\d* ms, frame `),
      ],
      ask: [vip],
    };
  });
});
