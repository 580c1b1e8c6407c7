/**
 * A server sends to clients that only read, and falls silent. To them, a dead machine and an idle one look
 * the same.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {SERVICES} from '../sim/server.js';
import {Stage} from '../sim/stage.js';
import {TcpSession} from '../traffic/tcp.js';

export const pushedThenSilent = kind('pushed-then-silent', (random, addresses) => {
  const falls = between(random, 6, 10);
  const stage = new Stage(random, addresses, {
    ...{whole: true, noise: true, at: 'mirror'},
    length: falls + between(random, 12, 18),
  });
  const {a, vip, network} = stage;
  const every = between(random, 20, 300) * MS;
  const isPinged = random.oneIn(3);
  a.hold(vip);
  stage.at(0.5, () => new TcpSession(stage.asker(), vip, SERVICES.download));
  network.clock.at(SECOND, () =>
    network.clock.repeat(
      () => every,
      () => {
        for (const one of a.sessions.values()) one.push?.(400);
        return network.clock.now < falls * SECOND;
      },
    ),
  );
  // A server that answers pings is alive and merely idle.
  if (isPinged) stage.talk(3, {sort: 'ping'});
  else if (random.oneIn(2)) stage.at(falls, () => a.crash());
  return stage.tell(() => {
    // The capture ends with its last frame, whichever machine sent it.
    const silence = (network.captured.at(-1)?.at ?? 0) - falls * SECOND;
    const isShown = !isPinged && silence >= 5.5 * SECOND;
    const isOpen = !isPinged && !isShown && silence >= 4.5 * SECOND;
    const verdict = isShown ? 'CANNOT_TELL' : 'HEALTHY';
    return {
      exit: isShown ? 3 : 0,
      ...(isOpen ? {alsoExit: [3]} : {}),
      addresses: [
        stage.about(verdict, {changes: 0, outages: [], ...(isOpen ? {alsoFine: ['CANNOT_TELL']} : {})}),
      ],
      ...(isShown ? {present: [/nobody asked it for anything then/]} : {}),
      ask: [vip],
    };
  });
});
