/** Requests over connections that are kept open: a program that answered them hangs, and its kernel acknowledges what comes. One that is polled is well. */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {asksOn} from '../traffic/asks-on.js';

const PORTS = [80, 8080, 40_000] as const;
const REQUESTS = ['GET /state HTTP/1.1\r\n\r\n', 'POST /rpc HTTP/1.1\r\n\r\n'] as const;

interface Story {
  readonly length: number;
  readonly clients: number;
  readonly every: number;
  /** From which second on nothing is answered. */
  readonly hangs: number;
}

function play(random: Random, addresses: Random, {length, clients, every, hangs}: Story) {
  // Connections that began before the capture are followed as well.
  const stage = new Stage(random, addresses, {at: 'mirror', length});
  const {a, vip, network} = stage;
  const port = random.pick(PORTS);
  a.hold(vip, {
    services: (service, {asks}) =>
      service === `tcp ${port}` && asks && network.clock.now >= hangs * SECOND ? 'acknowledges' : undefined,
  });
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  for (let index = 0; index < clients; index++) {
    const client = index === 0 ? stage.client : stage.newClient(`c${index}`);
    const pace = {every: every * SECOND, from: between(random, 0.1, 0.5) * SECOND, until: stage.askUntil};
    asksOn(stage.asker(client), vip, {...pace, port, text: random.pick(REQUESTS)});
  }
  // Something else shows that the capture goes on.
  const other = stage.node('other');
  other.hold(other.ip);
  stage.talk(1, {ip: other.ip, sort: 'ping', every: 0.3 * SECOND});
  return {stage, port};
}

export const keptConnectionsHang = kind('kept-connections-hang', (random, addresses) => {
  const hangs = between(random, 7, 10);
  const clients = 3 + random.below(4);
  const every = between(random, 0.3, 0.8);
  const length = hangs + every + between(random, 7.5, 12);
  const {stage, port} = play(random, addresses, {length, clients, every, hangs});
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('OUTAGE', {changes: 0});
    return {
      exit: 1,
      addresses: [about],
      present: [
        new RegExp(`TCP port ${port} acknowledged ${clients} requests over connections that had answered`),
      ],
      absent: [/HEALTHY/, /REFUSED/],
      ask: [stage.vip],
    };
  });
});

/** Each waits until there is something to tell, which takes seconds, or for ever. */
export const keptConnectionsPoll = kind('kept-connections-poll', (random, addresses) => {
  const length = between(random, 20, 30);
  const clients = 3 + random.below(4);
  const {stage} = play(random, addresses, {length, clients, every: between(random, 0.1, 0.4), hangs: 0});
  const {a, network} = stage;
  const quiet = between(random, 12, length);
  stage.at(0.7, () =>
    network.clock.repeat(
      () => between(random, 1.5, 4) * SECOND,
      () => {
        for (const {push} of a.sessions.values()) push?.(between(random, 50, 400) | 0);
        return network.clock.now < quiet * SECOND;
      },
    ),
  );
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('HEALTHY', {changes: 0});
    return {exit: 0, addresses: [about], absent: [/OUTAGE/, /REFUSED/], ask: [stage.vip]};
  });
});
