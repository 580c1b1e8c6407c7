/** The new owner announces nothing, and clients find out by asking. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';

/**
 * Two questions within a second are answered by two machines, which had the address one after the other, not
 * at once.
 */
export const twoQuestions = kind('two-questions', (random, addresses) => {
  const at = between(random, 0.3, 0.9);
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 4, 10)});
  const {a, b, client, vip} = stage;
  a.hold(vip);
  stage.talk(0.6, {sort: 'ping', from: 0.01});
  stage.hand(at, a, b, {plan: 'silent'});
  stage.at(at + 0.0001, () => client.ask(vip));
  return stage.tell(() => ({
    exit: 1,
    addresses: [
      stage.about('NO_ANNOUNCEMENT', {
        changes: 1,
        owners: stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: at}),
      }),
    ],
    absent: [/TWO_OWNERS/, /the same question/],
  }));
});

/** The address stays dark until the client asks again for its MAC. */
export const noAnnouncement = kind('no-announcement', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = between(random, 0, 2);
  const patience = between(random, 2.5, 10);
  const sort = random.pick(['ping', 'ping', 'dns', 'requests'] as const);
  // TCP retransmits at doubling intervals, so it may ask again this late.
  const last = sort === 'requests' ? 2.5 * patience : patience;
  const stage = new Stage(random, addresses, {length: at + dark + last + between(random, 6, 12)});
  const {a, b, client, vip} = stage;
  client.habits = {...HEEDS_ALL, patience: patience * SECOND, unicast: random.below(4)};
  a.hold(vip);
  stage.talk(patience, {sort});
  stage.at(at, () => a.release(vip));
  stage.take(at + dark, b, {plan: 'silent'});
  return stage.tell(() => ({
    exit: 1,
    addresses: [
      stage.about('NO_ANNOUNCEMENT', {
        changes: 1,
        owners: stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: at + dark}),
      }),
    ],
    ask: [vip],
  }));
});

/** The address is announced in the end, long after every client has found out. */
export const announcedInVain = kind('announced-in-vain', (random, addresses) => {
  const at = between(random, 3, 8);
  const patience = between(random, 2.5, 6);
  const late = at + patience + between(random, 3, 8);
  const stage = new Stage(random, addresses, {noise: false, length: late + between(random, 4, 9)});
  const {a, b, client, vip} = stage;
  client.habits = {...HEEDS_ALL, patience: patience * SECOND, unicast: 0};
  a.hold(vip);
  stage.talk(patience, {sort: 'ping', every: between(random, 0.1, 0.4) * SECOND});
  stage.at(at, () => a.crash());
  stage.take(at + between(random, 0, 1), b, {plan: 'silent'});
  stage.at(late, () => b.announce(vip, stage.anyAnnouncement()));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('NO_ANNOUNCEMENT', {changes: 1})],
    absent: [/HEALTHY/],
    ask: [vip],
  }));
});
