/**
 * Ports that never answer on a healthy address. A scan is no outage, but a client that keeps trying such a
 * port is not healthy.
 */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Service} from '../sim/holding.js';
import {Stage} from '../sim/stage.js';
import {connects} from '../traffic/connects.js';

/** Each port is tried once, with one retransmitted SYN if nothing came back; one of them is open. */
export const portScan = kind('port-scan', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 12, 20), whole: true, at: 'mirror'});
  const {a, client, vip} = stage;
  const open: Service = `tcp ${whole(random, 1, 65_000)}`;
  const attempts = 1 + random.below(2);
  const scanner = random.oneIn(2) ? client : stage.newClient('scanner');
  a.hold(vip, {
    services: service => {
      if (service === 'ping' || service === open) return undefined;
      return random.oneIn(4) ? 'refuses' : 'drops';
    },
  });
  stage.talk(4, {sort: 'ping', from: 0.1, every: between(random, 0.1, 3) * SECOND});
  const ports = Array.from({length: whole(random, 20, 200)}, () => whole(random, 1, 65_000));
  for (const port of [...ports, Number(open.split(' ')[1])]) {
    const from = between(random, 1, 9) * SECOND;
    connects(
      stage.asker(scanner),
      vip,
      port,
      {every: stage.length, from, until: from + 2 * SECOND},
      attempts,
    );
  }
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('HEALTHY', {
      changes: 0,
      services: [],
      notes: ['NEVER_SERVED'],
    });
    return {
      exit: 0,
      addresses: [about],
      present: [/never answered in this capture/],
      absent: [/OUTAGE|REFUSED/, /TCP port 0/],
      ask: [vip],
    };
  });
});

export const neverServed = kind('never-served', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 12, 20)});
  const {a, client, vip} = stage;
  const port = whole(random, 1, 65_000);
  const asker = random.oneIn(2) ? client : stage.newClient('other');
  const way = random.pick(['refuses', 'drops'] as const);
  if (asker !== client) stage.network.vantage = () => true;
  // In that case, only SYNs come from it.
  if (random.oneIn(2)) asker.knows(vip, a.mac);
  a.hold(vip, {services: service => (service === 'ping' ? undefined : way)});
  stage.talk(4, {sort: 'ping', from: 0.1, every: between(random, 0.1, 1) * SECOND});
  connects(stage.asker(asker), vip, port, {
    every: between(random, 0.3, 2) * SECOND,
    from: between(random, 0.1, 1) * SECOND,
    until: stage.askUntil,
  });
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('CANNOT_TELL', {changes: 0, services: []});
    return {
      exit: 3,
      addresses: [about],
      present: [new RegExp(`TCP port ${port} never answered in this capture`)],
      absent: [/OUTAGE|REFUSED/],
      ask: [vip],
    };
  });
});
