/** The new owner announces before its port forwards: it is not heard until the next set. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS} from '../sim/clock.js';
import {captureAt} from '../sim/network.js';
import {Stage} from '../sim/stage.js';

export const tooEarly = kind('too-early', (random, addresses) => {
  const at = between(random, 3, 8);
  const again = at + between(random, 2, 6);
  const stage = new Stage(random, addresses, {at: 'mirror', length: again + between(random, 5, 10)});
  const {a, b, vip, network} = stage;
  const plan = {...stage.anyAnnouncement(), gap: 0.1 * MS};
  a.hold(vip);
  stage.talk(again - at, {sort: 'ping'});
  stage.at(at - 0.1, () => {
    a.crash();
    network.unforwarded.add(b);
  });
  stage.take(at, b, {plan});
  stage.at(again - 0.01, () => network.unforwarded.delete(b));
  stage.at(again, () => b.announce(vip, plan));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('ANNOUNCED_TOO_EARLY', {changes: 1})],
  }));
});

/** Captured at the new owner, to which nothing is sent, so it cannot be determined. */
export const atNewOwner = kind('at-new-owner', (random, addresses) => {
  const at = between(random, 1, 4);
  const stage = new Stage(random, addresses, {whole: true, length: at + between(random, 4, 10)});
  const {a, b, vip, network} = stage;
  network.vantage = captureAt(b);
  a.hold(vip);
  a.announce(vip, {...stage.anyAnnouncement(), count: 1});
  stage.at(at - 0.1, () => a.crash());
  stage.take(at, b);
  return stage.tell(() => ({
    exit: 3,
    addresses: [stage.about('CANNOT_TELL', {changes: 1, outages: []})],
    absent: [/HEALTHY/],
  }));
});

/** A capture without any virtual address. */
export const nothing = kind('nothing', (random, addresses) => {
  const stage = new Stage(random, addresses, {noise: true, length: between(random, 5, 20)});
  return stage.tell(() => ({...{exit: 3, alsoExit: [0]}, addresses: []}));
});
