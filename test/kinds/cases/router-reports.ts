/** At a client behind a router: the address falls silent, and the router says to the client why it cannot deliver what is asked. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import type {Reports} from '../sim/holding.js';
import {Stage} from '../sim/stage.js';

const WORDS = {
  host: 'host unreachable',
  network: 'network unreachable',
  prohibited: 'administratively prohibited',
} as const;

export const routerReports = kind('router-reports', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 4, 12);
  const returns = random.oneIn(2);
  const stage = new Stage(random, addresses, {
    at: 'client',
    tagged: false,
    length: at + dark + (returns ? between(random, 4, 8) : 0),
  });
  const {a: router, client, places} = stage;
  const vip = places.remote(stage.family);
  const refusal = random.pick(['host', 'host', 'network', 'prohibited'] as const);
  const reports: Reports = {by: router.ip, refusal, oneIn: random.pick([1, 2]), said: []};
  const serves = {resolves: false, hops: 1};
  client.knows(vip, router.mac);
  router.hold(vip, serves);
  stage.talk(2, {ip: vip, sort: 'ping'});
  // It asks for its MAC a few times first, and says nothing until it gives up.
  const gaps = refusal === 'host' ? 1 : 0;
  stage.at(at, () => router.release(vip));
  stage.at(at + gaps, () => router.hold(vip, {...serves, reports}));
  if (returns) stage.at(at + dark, () => router.hold(vip, serves));
  return stage.tell(() => {
    const [first] = reports.said;
    const said = `${router.ip} reports ICMP ${WORDS[refusal]} to ${client.ip}, \\S+(?: times)? since frame ${first?.number}`;
    return {
      exit: 1,
      addresses: [stage.about('OUTAGE', {ip: vip, changes: 0})],
      ...(first === undefined ? {} : {present: [new RegExp(said)]}),
      absent: [/HEALTHY/, /REFUSED/, /the owner itself/i],
      ask: [vip],
    };
  });
});
