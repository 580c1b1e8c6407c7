/** One TCP session is not answered any more, while others to the same port are: the address is well, the port too, and that session hangs. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {connects} from '../traffic/connects.js';
import {TcpSession} from '../traffic/tcp.js';

export const sessionStalled = kind('session-stalled', (random, addresses) => {
  const at = between(random, 4, 8);
  const stage = new Stage(random, addresses, {length: at + between(random, 8, 16)});
  const {a, vip} = stage;
  const port = random.pick([443, 5432, 8080]);
  a.hold(vip);
  const asker = stage.asker();
  stage.at(between(random, 2.1, 2.9), () => {
    const one = new TcpSession(asker, vip, port);
    stage.at(3.2, () => one.write([100]));
    // Its server has lost it, and drops what comes.
    stage.at(at, () => {
      a.sessions.clear();
      a.dropsUnknownSessions = true;
      one.write([100]);
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
        new RegExp(`, 1 session with TCP port ${port} unacknowledged for at least `),
        /while others were answered/,
      ],
      absent: [/SWITCH_STALE/, /no takeover happened/],
      ask: [vip],
    };
  });
});
