/**
 * One TCP session is no longer answered, while others to the same port are. The address and the port are
 * healthy, but that session hangs.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import type {Session} from '../sim/server.js';
import {Stage} from '../sim/stage.js';
import {connects} from '../traffic/connects.js';
import {TcpSession} from '../traffic/tcp.js';

export const sessionStalled = kind('session-stalled', (random, addresses) => {
  const at = between(random, 4, 8);
  return stalled(random, addresses, at, at + between(random, 8, 16), {
    unacknowledged: 'at least ',
    evidence: 'while others were answered',
  });
});

/** The times of the retransmissions, each after twice the previous delay. Seconds. */
const LADDER = [0, 0.2, 0.6, 1.4, 3, 6.2, 12.6] as const;

/** Its server recovers the session after some seconds, and the next retransmission is answered. */
export const sessionRecovers = kind('session-recovers', (random, addresses) => {
  const at = between(random, 4, 8);
  const lost = random.pick([4, 5, 6] as const);
  const [last, next] = [LADDER[lost - 1] ?? 0, LADDER[lost] ?? 0];
  const stalls = between(random, last + 0.1, next - 0.1);
  return stalled(random, addresses, at, at + next + between(random, 2, 6), {
    stalls,
    unacknowledged: '\\S+ m?s to ',
    evidence: `: ${lost} transmissions in frames \\d+ to \\d+, while others were answered, and again from frame \\d+ on`,
  });
});

/** What must be reported, and for how many seconds the session stalls; until the end if absent. */
interface Stalling {
  readonly stalls?: number;
  readonly unacknowledged: string;
  readonly evidence: string;
}

function stalled(
  random: Random,
  addresses: Random,
  at: number,
  length: number,
  {stalls, unacknowledged, evidence}: Stalling,
) {
  const stage = new Stage(random, addresses, {length});
  const {a, vip} = stage;
  const port = random.pick([443, 5432, 8080]);
  a.hold(vip);
  const asker = stage.asker();
  stage.at(between(random, 2.1, 2.9), () => {
    const one = new TcpSession(asker, vip, port);
    stage.at(3.2, () => one.write([100]));
    // The server has lost the session, and drops what arrives.
    stage.at(at, () => {
      const known = [...a.sessions];
      a.sessions.clear();
      a.dropsUnknownSessions = true;
      one.write([100]);
      if (stalls === undefined) return;
      stage.at(at + stalls, () => {
        a.dropsUnknownSessions = false;
        for (const [key, session] of known) a.sessions.set(key, session);
      });
    });
  });
  stage.needsFrom(2);
  const every = between(random, 0.15, 0.4) * SECOND;
  connects(asker, vip, port, {every, from: between(random, 0.1, 0.6) * SECOND, until: stage.askUntil});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('OUTAGE', {changes: 0});
    return {
      exit: 1,
      addresses: [truth],
      present: [
        new RegExp(`, 1 session with TCP port ${port} unacknowledged for ${unacknowledged}`),
        new RegExp(evidence),
      ],
      absent: [/SWITCH_STALE/, /no takeover happened/],
      ask: [vip],
    };
  });
}

/** The address moves with its sessions, but one session follows only after some seconds. */
export const sessionLate = kind('session-late', (random, addresses) => {
  const at = between(random, 5, 8);
  const lost = random.pick([4, 5, 6] as const);
  const [last, next] = [LADDER[lost - 1] ?? 0, LADDER[lost] ?? 0];
  const stage = new Stage(random, addresses, {length: at + next + between(random, 3, 8)});
  const {a, b, vip} = stage;
  const port = random.pick([443, 5432, 8080]);
  a.hold(vip);
  const asker = stage.asker();
  let one: TcpSession | undefined;
  stage.at(between(random, 2.1, 2.9), () => {
    one = new TcpSession(asker, vip, port);
    stage.at(3.2, () => one?.write([100]));
  });
  stage.needsFrom(2);
  const every = between(random, 0.15, 0.4) * SECOND;
  connects(asker, vip, port, {every, from: between(random, 0.1, 0.6) * SECOND, until: stage.askUntil});
  stage.hand(at, a, b);
  let known: [string, Session][] = [];
  stage.at(at - 0.001, () => {
    known = [...a.sessions];
    b.dropsUnknownSessions = true;
  });
  stage.at(at + 0.5, () => one?.write([100]));
  stage.at(at + 0.5 + between(random, last + 0.1, next - 0.1), () => {
    for (const [key, session] of known) b.sessions.set(key, session);
  });
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('OUTAGE', {changes: 1});
    return {
      exit: 1,
      addresses: [truth],
      present: [
        new RegExp(`, 1 session with TCP port ${port} unacknowledged for \\S+ m?s to `),
        new RegExp(`: ${lost} transmissions in frames \\d+ to \\d+, .* across the change of owner`),
      ],
      absent: [/SESSIONS_BLACKHOLED/, /SESSIONS_HUNG/],
      ask: [vip],
    };
  });
});
