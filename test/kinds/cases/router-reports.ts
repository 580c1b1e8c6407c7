/**
 * Captured at a client behind a router: the address falls silent, and the router reports to the client why it
 * cannot deliver packets.
 */

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
  // The router first asks for its MAC a few times, and reports nothing until it gives up.
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

/** Packets of one of two clients are never delivered, as the router reports, wherever the capture is made. */
export const routerReportsOne = kind('router-reports-one', (random, addresses) => {
  const stage = new Stage(random, addresses, {
    ...{at: 'mirror', whole: true, tagged: false, length: between(random, 10, 20)},
  });
  const {a, vip, places} = stage;
  const other = stage.newClient('other');
  const by = places.ip(stage.family);
  const refusal = random.pick(['host', 'network'] as const);
  a.hold(vip, {reports: {by, refusal, oneIn: random.pick([1, 2]), said: [], to: other.ip}});
  for (const one of [stage.client, other]) stage.talk(2, {asker: stage.asker(one), sort: 'ping'});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('OUTAGE', {changes: 0});
    return {
      exit: 1,
      addresses: [truth],
      present: [
        new RegExp(`For ${other.ip} only`),
        new RegExp(`${by} reports ICMP ${WORDS[refusal]} to ${other.ip}`),
      ],
      absent: [/HEALTHY, /, /pings alone/],
      ask: [vip],
    };
  });
});
