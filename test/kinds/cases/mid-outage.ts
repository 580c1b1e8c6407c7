/**
 * The capture begins after the old owner's death. Where the traffic goes shows which MAC it had. Then another
 * machine announces the address, and the client follows, or does not.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {exitOf} from '../sim/judge.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';

function begun(random: Random, addresses: Random, ignored: number, after = 0) {
  const dark = between(random, 1.5, 7);
  const before = between(random, 0.5, 3);
  const stage = new Stage(random, addresses, {
    ...{whole: true, length: before + dark + ignored + after + between(random, 3, 10)},
  });
  const {a, b, vip, client, network} = stage;
  a.hold(vip);
  client.knows(vip, a.mac);
  // Before the first announcement, nothing makes the client ask; afterwards it takes `ignored` seconds.
  if (ignored > 0) client.habits = {...HEEDS_ALL, heeds: () => false, patience: (dark + ignored) * SECOND};
  stage.talk(dark, {sort: random.pick(['ping', 'ping', 'requests', 'upload'])});
  stage.takeover(before - 0.2, dark + 0.2);
  network.begin = before * SECOND;
  return {stage, a, b, at: before + dark};
}

export const midOutage = kind('mid-outage', (random, addresses) => {
  const {stage, a, b, at} = begun(random, addresses, 0);
  return stage.tell(() => {
    const questions = stage.ledger.seen(stage.vip);
    // A client that waits long before asking again has not asked the new owner by the end of the capture.
    const verdict = questions.some(({outcome}) => outcome === 'answered') ? 'HEALTHY' : 'CANNOT_TELL';
    const owners = [
      {mac: a.mac, fromFrame: questions[0]?.record.number ?? 1},
      ...stage.owners({mac: b.mac, since: at}),
    ];
    return {
      exit: exitOf(verdict),
      addresses: [stage.about(verdict, {changes: 1, owners})],
      absent: [/nobody took it over/i],
    };
  });
});

/** Several clients that ask different things: the outage is that of the address, from the first question of any of them. */
export const midOutageOfSeveral = kind('mid-outage-of-several', (random, addresses) => {
  // Those who retransmit ask again in time.
  const {stage, a} = begun(random, addresses, 0, 10);
  for (const name of ['second', 'third']) {
    const one = stage.newClient(name);
    one.knows(stage.vip, a.mac);
    stage.talk(1, {asker: stage.asker(one), sort: random.pick(['ping', 'requests'])});
  }
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1})],
    absent: [/nobody took it over/i],
  }));
});

export const midOutageIgnored = kind('mid-outage-ignored', (random, addresses) => {
  const {stage} = begun(random, addresses, between(random, 3, 10));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('ANNOUNCED_BUT_IGNORED', {changes: 1})],
    absent: [/nobody took it over/i],
  }));
});

/**
 * The announcement is the first frame about the address. The previous owner shows only in where the client
 * keeps sending.
 */
export const announcedFirstIgnored = kind('announced-first-ignored', (random, addresses) => {
  const at = between(random, 1, 3);
  const ignored = between(random, 3, 10);
  const isToEnd = random.oneIn(3);
  const after = isToEnd ? 0 : between(random, 3, 8);
  const stage = new Stage(random, addresses, {whole: true, length: at + ignored + after});
  const {a, b, vip, client, network} = stage;
  a.hold(vip);
  client.knows(vip, a.mac);
  client.habits = {...HEEDS_ALL, heeds: () => false, patience: (at + ignored) * SECOND};
  a.crash();
  stage.talk(ignored, {sort: random.pick(['ping', 'ping', 'requests', 'upload'])});
  stage.take(at, b);
  network.begin = at * SECOND - 1;
  return stage.tell(() => {
    // A single unanswered question does not show that the address had an owner before.
    const isShown = stage.ledger.seen(vip).length > 1;
    const [verdict, changes] = isShown
      ? (['ANNOUNCED_BUT_IGNORED', 1] as const)
      : (['CANNOT_TELL', 0] as const);
    const {outages, ...about} = stage.about(verdict, {changes});
    // If a client is never answered, its answers may just not be captured.
    const address = isToEnd || !isShown ? about : {...about, outages: outages ?? []};
    return {exit: exitOf(verdict), addresses: [address], absent: [/nobody took it over/i]};
  });
});
