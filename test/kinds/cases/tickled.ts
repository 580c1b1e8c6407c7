/** TCP sessions that were open when the address moved, whose clients are told so by tickles, as CTDB and `vip tickle` send them. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Node} from '../sim/node.js';
import {SERVICES} from '../sim/server.js';
import {Stage} from '../sim/stage.js';
import {type SessionEnd, TcpSession} from '../traffic/tcp.js';
import {tickle} from '../traffic/tickle.js';

/** Sessions of the one client, without any data. */
function openIdle(stage: Stage): TcpSession[] {
  const count = 1 + stage.random.below(4);
  const sessions: TcpSession[] = [];
  stage.needsFrom(2.1);
  for (let index = 0; index < count; index++)
    stage.at(between(stage.random, 2.1, 2.9), () =>
      sessions.push(new TcpSession(stage.asker(), stage.vip, SERVICES.download)),
    );
  return sessions;
}

/** The rounds of CTDB, a second apart, or those of `vip tickle`. */
function tickleAll(stage: Stage, sessions: readonly TcpSession[], from: number, by = stage.b): number {
  const rounds = 1 + stage.random.below(3);
  const apart = stage.random.pick([0.6, 1]);
  const flags = stage.random.pick(['A', 'A', 'SA'] as const);
  let ends: readonly SessionEnd[] = [];
  // The list is from before the move.
  stage.at(3, () => {
    ends = sessions.map(({end}) => end);
  });
  for (let round = 0; round < rounds; round++)
    stage.at(from + round * apart, () => {
      for (const end of ends) tickle(by, stage.vip, end, flags);
    });
  return rounds;
}

/** The sentence about them, in which all have the same fate. */
function ofTickles({client}: Stage, {mac}: Node, sessions: readonly TcpSession[], fate: string): RegExp {
  const {length} = sessions;
  const what = length === 1 ? '1 TCP session' : `${length} TCP sessions`;
  return new RegExp(`${mac} tickles ${what} of ${client.ip} \\(.*?\\): ${length === 1 ? '' : 'all '}${fate}`);
}

export const sessionsTickled = kind('sessions-tickled', (random, addresses) => {
  const at = between(random, 5, 8);
  const dark = random.pick([0, between(random, 0.01, 2)]);
  const stage = new Stage(random, addresses, {length: at + dark + between(random, 14, 25)});
  const {vip, a, b, network} = stage;
  a.hold(vip);
  const isUnseen = random.oneIn(3);
  if (isUnseen) network.begin = 3.2 * SECOND;
  const sessions = openIdle(stage);
  stage.talk(Math.max(dark, 1), {sort: 'ping', from: 0.2});
  stage.takeover(at, dark);
  tickleAll(stage, sessions, at + dark + between(random, 0.05, 0.5));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1, ...(isUnseen ? {} : {notes: ['SESSIONS_RESET']})})],
    present: [ofTickles(stage, b, sessions, 'reset \\S+ .?s.* later; a client connects again in frame \\d+')],
    absent: [/SESSIONS_HUNG/, /SESSIONS_BLACKHOLED/, /half/],
    ask: [vip],
  }));
});

/** The machine of the client is gone as well: it has no session that could hang. */
export const sessionsTickledInVain = kind('sessions-tickled-in-vain', (random, addresses) => {
  const at = between(random, 5, 8);
  const stage = new Stage(random, addresses, {length: at + between(random, 14, 25), at: 'mirror'});
  const {vip, a, b} = stage;
  a.hold(vip);
  const sessions = openIdle(stage);
  stage.at(between(random, 3.2, at), () => {
    for (const session of sessions) session.isGone = true;
  });
  stage.talk(1, {sort: 'ping', from: 0.2, asker: stage.asker(stage.newClient('other'))});
  stage.takeover(at, 0);
  tickleAll(stage, sessions, at + between(random, 0.05, 0.5));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1})],
    present: [ofTickles(stage, b, sessions, 'unanswered')],
    absent: [/SESSIONS_/],
    ask: [vip],
  }));
});

/** The firewall of the new owner drops what the clients answer, so that nothing resets them. */
export const sessionsTickledDropped = kind('sessions-tickled-dropped', (random, addresses) => {
  const at = between(random, 5, 8);
  const stage = new Stage(random, addresses, {length: at + between(random, 16, 25)});
  const {vip, a, b} = stage;
  a.hold(vip);
  b.dropsUnknownSessions = true;
  const sessions = openIdle(stage);
  stage.talk(1, {sort: 'ping', from: 0.2});
  stage.takeover(at, 0);
  tickleAll(stage, sessions, at + between(random, 0.05, 0.5));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('SESSIONS_HUNG', {changes: 1})],
    present: [
      ofTickles(stage, b, sessions, 'answered, and not reset'),
      /tickled from frame \d+ on, but no reset/,
    ],
    absent: [/SESSIONS_BLACKHOLED/],
    ask: [vip],
  }));
});

/** A false alarm: the machine that has the sessions tickles them itself, which does no harm. */
export const sessionsTickledAlive = kind('sessions-tickled-alive', (random, addresses) => {
  const at = between(random, 4, 8);
  const stage = new Stage(random, addresses, {length: at + between(random, 8, 12)});
  const {vip, a} = stage;
  a.hold(vip);
  const sessions = openIdle(stage);
  stage.talk(1, {sort: 'ping', from: 0.2});
  tickleAll(stage, sessions, at, a);
  const every = between(random, 0.5, 2);
  for (let turn = 3.1; turn < at + 5; turn += every)
    stage.at(turn, () => {
      for (const session of sessions) if (session.isIdle) session.write([10]);
    });
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    present: [ofTickles(stage, a, sessions, 'answered, and not reset')],
    absent: [/SESSIONS_/],
    ask: [vip],
  }));
});
