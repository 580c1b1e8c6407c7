/** LVS in direct routing: questions go to the director, answers come from the real servers' MACs all the time. */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const directRouting = kind('direct-routing', (random, addresses) => {
  const at = between(random, 4, 12);
  const stage = new Stage(random, addresses, {length: at + between(random, 10, 40)});
  const {a, b, vip, places} = stage;
  const servers = Array.from({length: whole(random, 1, 3)}, () => places.mac());
  const source = () => servers[random.below(servers.length)] ?? a.mac;
  a.hold(vip, {source});
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  stage.talk(5, {sort: 'ping'});
  stage.hand(at, a, b, {holding: {source}});
  // The client occasionally resolves the address again, at the director itself.
  stage.at(at + 6, () => stage.client.ask(vip));
  // A question on its way when the director releases the address is lost.
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1})],
    absent: [/TWO_OWNERS/, /nothing answered for/i, /unanswered/i],
  }));
});

/**
 * Nothing moves, and nothing is announced. The only sign of direct routing is that machines other than the
 * director answer.
 */
export const directRoutingSteady = kind('direct-routing-steady', (random, addresses) => {
  const stage = new Stage(random, addresses, {whole: true, length: between(random, 8, 25)});
  const {a, vip, places} = stage;
  const servers = Array.from({length: whole(random, 1, 4)}, () => places.mac());
  // Chosen by client, as with persistence, or in turn.
  const byClient = new Map<string, (typeof servers)[number]>();
  const isPersistent = random.oneIn(2);
  const next = () => servers[random.below(servers.length)] ?? a.mac;
  const source = (asker: string) => {
    if (!isPersistent) return next();
    const own = byClient.get(asker) ?? next();
    byClient.set(asker, own);
    return own;
  };
  a.hold(vip, {source});
  const clients = Array.from({length: whole(random, 1, 4)}, (_, index) => stage.newClient(`c${index}`));
  for (const client of [stage.client, ...clients])
    stage.talk(4, {asker: stage.asker(client), sort: random.pick(['ping', 'requests', 'dns'])});
  for (const [index, client] of clients.entries()) stage.at(3 + 0.7 * index, () => client.ask(vip));
  const isNamed = random.oneIn(2);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: []})],
    absent: [/TWO_OWNERS|OUTAGE|SWITCH_STALE|REFUSED/],
    ...(isNamed ? {ask: [vip]} : {}),
  }));
});
