/** A bond in mode balance-alb: each client is given the MAC of one of the ports, and the machine sends from whichever it likes. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const bondBalances = kind('bond-balances', (random, addresses) => {
  const stage = new Stage(random, addresses, {
    family: 4,
    at: 'mirror',
    whole: true,
    length: between(random, 10, 30),
  });
  const {a, client, vip, places} = stage;
  const clients = [
    client,
    ...Array.from({length: whole(random, 3, 6)}, (_, index) => stage.newClient(`c${index}`)),
  ];
  const ports = [a.mac, places.mac()] as const;
  const portOf = new Map(clients.map(({ip}, index) => [ip, ports[index % 2] ?? a.mac]));
  const sendsFromAny = random.oneIn(2);
  a.hold(vip, {
    macFor: asker => portOf.get(asker) ?? a.mac,
    source: () => (sendsFromAny ? random.pick(ports) : a.mac),
    ports,
  });
  for (const one of clients) {
    stage.talk(4, {asker: stage.asker(one), sort: 'ping', from: between(random, 0.1, 2)});
    if (random.oneIn(2)) stage.at(between(random, 3, 8), () => one.ask(vip));
  }
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: [], notes: ['LOAD_SHARING']})],
    absent: [/TWO_OWNERS/, /take the address from one/i],
    ask: [vip],
  }));
});
