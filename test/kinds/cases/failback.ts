/** The address moves to the other node and back, silently or announced. */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';

function backAndForth(random: Random, addresses: Random, isSilent: boolean) {
  const there = between(random, 3, 8);
  const back = there + between(random, 3, 10);
  const patience = between(random, 2.5, 9);
  const stage = new Stage(random, addresses, {length: back + patience + between(random, 6, 12)});
  const {a, b, vip, client} = stage;
  client.habits = {...HEEDS_ALL, patience: patience * SECOND, unicast: random.below(4)};
  a.hold(vip);
  stage.talk(patience, {sort: random.pick(['ping', 'ping', 'dns', 'requests'])});
  stage.hand(there, a, b);
  stage.hand(back, b, a, isSilent ? {plan: 'silent'} : {});
  const owners = () =>
    stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: there}, {mac: a.mac, since: back});
  return {stage, owners};
}

export const silentFailback = kind('silent-failback', (random, addresses) => {
  const {stage, owners} = backAndForth(random, addresses, true);
  return stage.tell(() => {
    const seen = owners();
    // If no client noticed before the end, all that is visible is that the other node no longer answers.
    const verdict = seen.length === 3 ? 'SILENT_FAILBACK' : 'OUTAGE';
    return {exit: 1, addresses: [stage.about(verdict, {changes: seen.length - 1, owners: seen})]};
  });
});

export const failback = kind('failback', (random, addresses) => {
  const {stage, owners} = backAndForth(random, addresses, false);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 2, owners: owners()})],
  }));
});
