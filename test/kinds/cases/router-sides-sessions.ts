/**
 * A router that is captured on both sides, and TCP sessions through it that stall, hang or are forgotten: by the address, where both sides show it, or by
 * the router, where only the side of its clients does.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {near, type Sides, sides} from '../sim/router-sides.js';
import {connects} from '../traffic/connects.js';
import {fetches} from '../traffic/fetches.js';
import {session} from '../traffic/sessions.js';
import {TcpSession} from '../traffic/tcp.js';

/** A client's kept session, beside others to the same port that open and close. */
function sessionBeside(random: Random, {stage, hosts}: Sides, port: number): () => TcpSession | undefined {
  const [host] = hosts;
  if (host === undefined) throw new Error('no host');
  const asker = {by: host, ip: host.ip, ttl: 64};
  let one: TcpSession | undefined;
  stage.at(between(random, 1.1, 1.9), () => {
    one = new TcpSession(asker, stage.vip, port);
  });
  stage.at(2.2, () => one?.write([100]));
  const every = between(random, 0.15, 0.4) * SECOND;
  connects(asker, stage.vip, port, {every, from: between(random, 0.1, 0.6) * SECOND, until: stage.askUntil});
  return () => one;
}

/** Both sides show the same, which is told once. */
const ONCE = /\(and on \S[^)]* at the same time\): OUTAGE/;

const PORTS = [443, 5432, 8080] as const;

/** One session is no longer answered: its server has lost it, or the router has. */
export const routerSidesStalled = kind('router-sides-stalled', (random, addresses) => {
  const at = between(random, 3, 6);
  const made = sides(random, addresses, {
    ...{length: at + between(random, 8, 14), dark: 3, hosts: 2, sorts: ['ping']},
    translates: random.oneIn(3),
  });
  const {stage, router, tell} = made;
  const port = random.pick(PORTS);
  const one = sessionBeside(random, made, port);
  const by = random.pick(['server', 'router'] as const);
  stage.at(at, () => {
    if (by === 'server') {
      stage.a.sessions.clear();
      stage.a.dropsUnknownSessions = true;
    } else router.passes = (_, {body}) => body.type !== 'segment' || body.segment.length === 0;
    one()?.write([100]);
  });
  const isOwn = by === 'server';
  return tell(near(stage, isOwn ? 'OUTAGE' : 'HEALTHY', 0), 'OUTAGE', 1, {
    present: [
      new RegExp(`1 session with TCP port ${port} [^=]*unacknowledged for at least `),
      isOwn ? ONCE : new RegExp(`the router ${router.port.mac} did not pass `),
    ],
    absent: [/Capture at the router/, ...(isOwn ? [/did not pass/] : [/was not answered there either/])],
  });
});

/** A program accepts connections, and answers none. */
export const routerSidesHang = kind('router-sides-hang', (random, addresses) => {
  const at = between(random, 5, 8);
  const made = sides(random, addresses, {
    ...{length: at + between(random, 8, 12), dark: 3, hosts: 2, sorts: ['ping']},
    translates: random.oneIn(3),
  });
  const {stage, hosts, tell} = made;
  const port = random.pick([80, 443, 5432]);
  stage.a.hold(stage.vip, {
    services: service =>
      service === `tcp ${port}` && stage.network.clock.now >= at * SECOND ? 'acknowledges' : undefined,
  });
  for (const host of hosts)
    fetches({by: host, ip: host.ip, ttl: 64}, stage.vip, {
      ...{port, length: 40 + random.below(300), patience: between(random, 1.2, 3) * SECOND},
      ...{every: between(random, 0.2, 1) * SECOND, from: between(random, 0.1, 0.6) * SECOND},
      until: stage.askUntil,
    });
  return tell(near(stage, 'OUTAGE', 0), 'OUTAGE', 1, {
    present: [ONCE, new RegExp(`TCP port ${port} accept`)],
    absent: [/Capture at the router/, /did not pass/, /REFUSED/],
  });
});

/** The new owner drops what belongs to sessions that it does not know. */
export const routerSidesBlackholed = kind('router-sides-blackholed', (random, addresses) => {
  const at = between(random, 4, 7);
  const made = sides(random, addresses, {
    ...{length: at + between(random, 8, 14), dark: 1, hosts: 2, sorts: ['ping']},
    translates: random.oneIn(3),
  });
  const {stage, hosts, router, tell} = made;
  stage.b.dropsUnknownSessions = true;
  const use = random.pick(['requests', 'upload', 'download'] as const);
  for (const host of hosts.slice(0, whole(random, 1, 2)))
    session({by: host, ip: host.ip, ttl: 64}, stage.vip, use, {
      ...{every: between(random, 0.1, 0.5) * SECOND, from: between(random, 2.1, 2.9) * SECOND},
      until: stage.askUntil,
    });
  stage.hand(at, stage.a, stage.b);
  return tell(near(stage, 'SESSIONS_BLACKHOLED', 1), 'OUTAGE', 1, {
    present: [new RegExp(`router ${router.port.mac}[^=]*the verdict there is SESSIONS_BLACKHOLED`)],
    absent: [/Capture at the router/, /did not pass/],
  });
});
