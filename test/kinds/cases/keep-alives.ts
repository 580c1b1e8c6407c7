/** A session with nothing but keepalives, which are the only questions. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SERVICES} from '../sim/server.js';
import {Stage} from '../sim/stage.js';
import {TcpSession} from '../traffic/tcp.js';

/**
 * Sends keepalives from the beginning, one per `every` seconds, and after `from`, where they are not
 * answered, one per `retry` seconds.
 */
function keptAlive(stage: Stage, every: number, from: number, retry: number): void {
  stage.at(0.05, () => {
    const session = new TcpSession(stage.asker(), stage.vip, SERVICES.download);
    for (let at = 0.5 * every; at < stage.length / 1e9; at += at < from ? every : retry)
      stage.at(0.05 + at, () => session.keepAlive());
  });
}

export const keepAlivesAnswered = kind('keep-alives-answered', (random, addresses) => {
  const every = between(random, 2.1, 15);
  const stage = new Stage(random, addresses, {length: every * between(random, 8, 14)});
  const {a, vip} = stage;
  a.hold(vip);
  keptAlive(stage, every, stage.length, every);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: []})],
    ask: [vip],
  }));
});

/** The machine dies, and its client finds out. */
export const keepAlivesDie = kind('keep-alives-die', (random, addresses) => {
  const every = between(random, 2.1, 15);
  const dies = every * between(random, 5, 9);
  const retry = between(random, 0.5, 3);
  const stage = new Stage(random, addresses, {length: dies + every + retry * between(random, 6, 10)});
  const {a, vip} = stage;
  a.hold(vip);
  stage.at(dies, () => a.crash());
  keptAlive(stage, every, dies, retry);
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    absent: [/HEALTHY/],
    ask: [vip],
  }));
});
