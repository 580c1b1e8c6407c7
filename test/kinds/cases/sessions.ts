/** TCP sessions that were open when the address moved: whether their clients learn that the new owner does not know them. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {SERVICES} from '../sim/server.js';
import {Stage} from '../sim/stage.js';
import {connects} from '../traffic/connects.js';
import {session} from '../traffic/sessions.js';
import {TcpSession} from '../traffic/tcp.js';

/** Sessions without any data, or with data only from the server. */
function openSessions(stage: Stage, use: 'idle' | 'reading'): void {
  const {a, vip, random, network} = stage;
  const count = 1 + random.below(4);
  stage.needsFrom(2.1);
  for (let index = 0; index < count; index++)
    stage.at(between(random, 2.1, 2.9), () => new TcpSession(stage.asker(), vip, SERVICES.download));
  if (use === 'idle') return;
  const every = between(random, 10, 200) * MS;
  network.clock.at(3 * SECOND, () =>
    network.clock.repeat(
      () => every,
      () => {
        for (const one of a.sessions.values()) one.push?.(100);
        return network.clock.now < stage.length;
      },
    ),
  );
}

export const sessionsHung = kind('sessions-hung', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = random.pick([0, between(random, 0.01, 2)]);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 14, 25)});
  const {vip, a} = stage;
  a.hold(vip);
  openSessions(stage, random.pick(['idle', 'reading']));
  stage.talk(Math.max(dark, 1), {sort: 'ping', from: 0.2});
  stage.takeover(at, dark);
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('SESSIONS_HUNG', {changes: 1})],
    present: [/never told/, /TCP_USER_TIMEOUT alone does nothing/],
    absent: [/SESSIONS_BLACKHOLED/],
    ask: [vip],
  }));
});

/**
 * A session is silent for minutes until its client sends again, which does not count as an unnoticed reuse of
 * the address.
 */
export const sessionOverSilence = kind('session-over-silence', (random, addresses) => {
  const at = between(random, 80, 200);
  const speaks = at + between(random, 5, 40);
  const stage = new Stage(random, addresses, {whole: true, length: speaks + between(random, 3, 9)});
  const {vip, a} = stage;
  a.hold(vip);
  stage.at(0.5, () => {
    const one = new TcpSession(stage.asker(), vip, SERVICES.requests);
    stage.at(speaks, () => one.write([100]));
  });
  stage.takeover(at, between(random, 0, 2));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1, notes: ['SESSIONS_RESET']})],
    absent: [/no sign that any client missed it/],
    ask: [vip],
  }));
});

/** The address returns to the machine that knows the sessions. */
export const sessionsReturn = kind('sessions-return', (random, addresses) => {
  const at = between(random, 4, 8);
  const back = at + between(random, 6, 10);
  const stage = new Stage(random, addresses, {length: back + between(random, 14, 25)});
  const {vip, a, b} = stage;
  a.hold(vip);
  openSessions(stage, 'idle');
  stage.talk(1, {sort: 'ping', from: 0.2});
  stage.at(2.05, () => a.announce(vip, stage.anyAnnouncement()));
  stage.at(at, () => a.holdings.delete(vip));
  stage.take(at, b);
  stage.at(back, () => b.release(vip));
  stage.take(back, a);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 2})],
    absent: [/SESSIONS_HUNG/],
    ask: [vip],
  }));
});

/** The new owner knows the old one's sessions: those that send are answered, so silent ones are not lost. */
export const sessionsGoOn = kind('sessions-go-on', (random, addresses) => {
  const at = between(random, 4, 8);
  const stage = new Stage(random, addresses, {length: at + between(random, 14, 25)});
  const {vip, a, b} = stage;
  a.hold(vip);
  openSessions(stage, 'idle');
  session(stage.asker(), vip, 'requests', {
    ...{every: between(random, 0.2, 1) * SECOND, from: between(random, 2.1, 2.9) * SECOND},
    until: stage.askUntil,
  });
  stage.at(at, () => {
    for (const [key, one] of a.sessions) b.sessions.set(key, one);
    a.release(vip);
  });
  stage.take(at, b);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1})],
    absent: [/SESSIONS_/],
    ask: [vip],
  }));
});

/** A client that writes learns of it by the first segment that reaches the new owner. */
export const sessionsReset = kind('sessions-reset', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = random.pick([0, between(random, 0.01, 2)]);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 6, 9)});
  const {vip, a} = stage;
  a.hold(vip);
  session(stage.asker(), vip, 'requests', {
    ...{every: between(random, 0.1, 0.5) * SECOND, from: between(random, 2.1, 2.9) * SECOND},
    until: stage.length - SECOND,
  });
  stage.takeover(at, dark);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1, notes: ['SESSIONS_RESET']})],
    absent: [/SESSIONS_HUNG/, /SESSIONS_BLACKHOLED/],
    ask: [vip],
  }));
});

/**
 * A few idle sessions among more short ones than can be tracked; finished ones make room. It is not among all
 * kinds because it takes too long.
 */
export const sessionsAmongMany = kind('sessions-among-many', (random, addresses) => {
  const at = between(random, 4, 6);
  const stage = new Stage(random, addresses, {length: at + between(random, 4, 6)});
  const {vip, a, b} = stage;
  a.hold(vip);
  const asker = stage.asker();
  const count = 1 + random.below(3);
  for (let index = 0; index < count; index++)
    stage.at(between(random, 2.1, 2.2), () => {
      const one = new TcpSession(asker, vip, SERVICES.requests);
      stage.at(at + between(random, 1, 3), () => one.write([100]));
    });
  const every = ((at - 2.5) / between(random, 280, 500)) * SECOND;
  connects(asker, vip, 443, {every, from: 2.3 * SECOND, until: (at - 0.1) * SECOND});
  stage.needsFrom(2);
  stage.hand(at, a, b);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1, notes: ['SESSIONS_RESET']})],
    present: [new RegExp(`Note: ${count} sessions? of `)],
    absent: [/SESSIONS_HUNG/, /SESSIONS_BLACKHOLED/],
    ask: [vip],
  }));
});

/** The new owner's firewall drops packets of connections unknown to it; new connections and pings are served. */
export const sessionsBlackholed = kind('sessions-blackholed', (random, addresses) => {
  const at = between(random, 4, 8);
  const stage = new Stage(random, addresses, {length: at + between(random, 8, 20)});
  const {vip, a, b} = stage;
  a.hold(vip);
  b.dropsUnknownSessions = true;
  const use = random.pick(['requests', 'upload', 'download'] as const);
  const pace = {every: between(random, 0.1, 0.5) * SECOND, from: between(random, 2.1, 2.9) * SECOND};
  session(stage.asker(), vip, use, {...pace, until: stage.askUntil});
  // The client's pings are answered, and so is a new connection.
  stage.talk(1, {sort: 'ping', from: 0.2});
  stage.hand(at, a, b);
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('SESSIONS_BLACKHOLED', {changes: 1});
    return {
      exit: 1,
      addresses: [truth],
      present: [/939 s/, /tcp_rto_max_ms/],
      absent: [/SESSIONS_HUNG/, /OUTAGE \(/],
      ask: [vip],
    };
  });
});
