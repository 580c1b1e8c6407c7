/** The address moves at once, and for a moment the new owner refuses a port whose program is only starting. That is no answer. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Holding} from '../sim/holding.js';
import {Stage} from '../sim/stage.js';
import {connects} from '../traffic/connects.js';
import {ping} from '../traffic/ping.js';

export const refusedInPassing = kind('refused-in-passing', (random, addresses) => {
  const at = between(random, 4, 9);
  const stage = new Stage(random, addresses, {length: at + between(random, 5, 9)});
  const {a, b, vip, network, client} = stage;
  const port = random.pick([22, 80, 443, 5432, 9999]);
  const every = between(random, 0.25, 0.45) * SECOND;
  const until = at * SECOND + 2 * every;
  const holding: Partial<Holding> = {
    services: service => (service !== 'ping' && network.clock.now < until ? 'refuses' : undefined),
  };
  a.hold(vip);
  const pace = {every, from: between(random, 0.1, 0.5) * SECOND, until: stage.askUntil};
  connects(stage.asker(client), vip, port, pace);
  if (random.oneIn(2)) ping(stage.asker(stage.newClient('pings')), vip, {...pace, from: pace.from + 1e7});
  stage.hand(at, a, b, {holding});
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('HEALTHY', {changes: 1, alsoFine: ['REFUSED']});
    const isRefused = stage.ledger.seen(vip).some(({outcome}) => outcome === 'refused');
    return {
      exit: 0,
      alsoExit: [1],
      addresses: [about],
      ...(isRefused && {absent: [/Every question was answered/]}),
    };
  });
});
