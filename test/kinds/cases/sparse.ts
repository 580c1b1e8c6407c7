/** One question a minute, all answered, with a handover in between. Nothing can be said about an outage. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {ping} from '../traffic/ping.js';

export const sparse = kind('sparse', (random, addresses) => {
  const every = between(random, 20, 90);
  const turns = 3 + random.below(3);
  const at = every * (turns - between(random, 0.2, 0.8));
  const stage = new Stage(random, addresses, {whole: true, length: every * 2 * turns});
  const {a, b, vip} = stage;
  a.hold(vip);
  ping(stage.asker(), vip, {every: every * SECOND, from: 0.5 * SECOND, until: stage.length});
  const dark = between(random, 0, 0.1) * every;
  stage.takeover(at, dark);
  return stage.tell(() => ({
    exit: 0,
    addresses: [
      stage.about('HEALTHY', {
        ...{changes: 1, notes: ['NOT_ASKED']},
        unasked: stage.ledger.unaskedAt(vip, (at + dark) * SECOND),
        owners: stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: at}),
      }),
    ],
    absent: [/nothing answered for/i, /unanswered/i],
  }));
});

/**
 * Before every question, the client resolves the address, as some devices do, which is no sign that it
 * ignored anything.
 */
export const asksEachTime = kind('asks-each-time', (random, addresses) => {
  const every = between(random, 10, 40);
  const turns = 4 + random.below(6);
  const stage = new Stage(random, addresses, {whole: true, length: every * 2 * turns});
  const {a, b, vip, client, network} = stage;
  a.hold(vip);
  network.clock.repeat(
    () => every * SECOND,
    () => {
      client.ask(vip);
      const now = network.clock.now;
      ping(stage.asker(), vip, {every: SECOND, from: now + 0.1 * SECOND, until: now + 0.5 * SECOND});
      return now < stage.length - every * SECOND;
    },
  );
  stage.hand(every * (turns + between(random, 0.2, 0.8)), a, b);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1, outages: []})],
    absent: [/IGNORED/, /asked for it again/i],
  }));
});

/** Three or four questions in a row go unanswered, minutes of silence, although nothing moved. It need not be named to be found. */
export const sparseDark = kind('sparse-dark', (random, addresses) => {
  const every = between(random, 2, 90);
  const before = 2 + random.below(4);
  const lost = 3 + random.below(2);
  const isOver = random.oneIn(2);
  const length = every * (before + lost + (isOver ? 3 : 0));
  const stage = new Stage(random, addresses, {whole: true, noise: false, length: length + 2});
  const {a, vip, network} = stage;
  a.hold(vip);
  const asker = stage.asker();
  stage.client.knows(vip, a.mac);
  ping(asker, vip, {every: every * SECOND, from: 0.5 * SECOND, until: length * SECOND});
  const dies = every * (before - 0.5) + 0.5;
  stage.at(dies, () => network.blocked.add(a));
  if (isOver) stage.at(dies + every * lost, () => network.blocked.delete(a));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    absent: [/HEALTHY/],
    ask: 'all',
  }));
});
