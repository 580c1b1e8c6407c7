/**
 * A program stops reading for some seconds. The machine keeps answering that its window is closed, which is
 * no outage of the address.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const zeroWindow = kind('zero-window', (random, addresses) => {
  const full = between(random, 3, 6);
  const lasts = between(random, 2, 8);
  const stage = new Stage(random, addresses, {length: full + lasts + between(random, 8, 14)});
  const {a, vip} = stage;
  a.hold(vip);
  stage.talk(1, {sort: 'upload'});
  stage.at(full, () => {
    a.isFull = true;
  });
  stage.at(full + lasts, () => {
    a.isFull = false;
  });
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: []})],
    absent: [/OUTAGE/, /no answer for/],
    ask: [vip],
  }));
});
