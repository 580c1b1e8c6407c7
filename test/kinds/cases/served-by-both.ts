/**
 * The address is announced, but the old owner never released it and still serves clients that ignore the
 * announcement.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';

export const servedByBoth = kind('served-by-both', (random, addresses) => {
  const at = between(random, 3, 8);
  const stage = new Stage(random, addresses, {length: at + between(random, 6, 20)});
  const {a, b, client, vip} = stage;
  client.habits = {...HEEDS_ALL, heeds: () => false, patience: 100 * SECOND};
  a.hold(vip);
  stage.talk(3);
  stage.take(at, b);
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('TWO_OWNERS', {changes: 1, outages: []})],
    absent: [/show a destination MAC/, /dark for/, /ANNOUNCED_BUT_IGNORED/],
  }));
});
