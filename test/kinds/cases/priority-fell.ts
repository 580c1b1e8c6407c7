/** A check fails and lowers the priority of the master. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

/** No node takes over. The address is healthy, and the drop is worth a note. */
export const priorityFell = kind('priority-fell', (random, addresses) => {
  const at = between(random, 4, 10);
  const stage = new Stage(random, addresses, {whole: true, length: at + between(random, 5, 15)});
  const {a, vip} = stage;
  const high = 60 + random.below(190);
  const fall = 1 + random.below(50);
  const speaker = stage.speaker(a, {...stage.anyRouter(), priority: high});
  a.hold(vip);
  stage.talk(4);
  stage.at(0.02, () => speaker.start());
  stage.at(at, () => {
    speaker.priority = high - fall;
  });
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, notes: ['PRIORITY_FELL']})],
    present: [new RegExp(`\\b${high}\\b`), new RegExp(`\\b${high - fall}\\b`)],
  }));
});

/** Much later the master dies, and only then the other takes over. */
export const priorityFellLongBefore = kind('priority-fell-long-before', (random, addresses) => {
  const falls = between(random, 3, 6);
  const dies = falls + between(random, 11, 16);
  const stage = new Stage(random, addresses, {...{whole: true, at: 'mirror'}, length: dies + 10});
  const {a, b, vip} = stage;
  const router = {...stage.anyRouter(), interval: SECOND};
  const one = stage.speaker(a, {...router, priority: 200});
  const other = stage.speaker(b, {...router, priority: 100});
  a.hold(vip);
  stage.talk(1, {sort: 'ping', every: 0.3 * SECOND});
  stage.at(0.02, () => one.start());
  stage.at(0.021, () => a.announce(vip, stage.anyAnnouncement()));
  stage.at(falls, () => {
    one.priority = 150;
  });
  stage.at(dies, () => a.crash());
  stage.at(dies + 3.2, () => other.start());
  stage.take(dies + 3.2003, b);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1, notes: ['PRIORITY_FELL']})],
    present: [/no other node took over for 1\d\.?\d* s: /],
  }));
});
