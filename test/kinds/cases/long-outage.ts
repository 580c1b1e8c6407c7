/** The owner dies and nobody takes over: what was asked of it goes unanswered to the end. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const longOutage = kind('long-outage', (random, addresses) => {
  const dark = between(random, 4, 30);
  const stage = new Stage(random, addresses, {length: between(random, 3, 12) + dark});
  const {a, vip} = stage;
  a.hold(vip);
  const announces = random.oneIn(2);
  if (announces) a.announce(vip, stage.anyAnnouncement());
  stage.talk(dark);
  stage.at(stage.length / 1e9 - dark, () => a.crash());
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    absent: [/HEALTHY/],
    ...(announces ? {} : {ask: [vip]}),
  }));
});

/** The same without the fault. */
export const steady = kind('steady', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 5, 40)});
  const {a, vip} = stage;
  a.hold(vip);
  const announces = random.oneIn(2);
  if (announces) a.announce(vip, stage.anyAnnouncement());
  stage.talk(4);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    absent: [/unanswered/i, /nothing answered/i],
    ...(announces ? {} : {ask: [vip]}),
  }));
});
