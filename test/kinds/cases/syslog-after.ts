/** A client whose questions are all answered also sends datagrams that are never answered. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {syslog} from '../traffic/syslog.js';

export const syslogAfter = kind('syslog-after', (random, addresses) => {
  const at = between(random, 3, 8);
  const stops = at + between(random, 3, 6);
  const stage = new Stage(random, addresses, {length: stops + between(random, 4, 10)});
  const {a, b, vip} = stage;
  a.hold(vip);
  stage.talk(3, {sort: random.pick(['ping', 'requests']), until: stops});
  const every = between(random, 0.1, 0.6) * SECOND;
  // Either from the beginning, or only after the questions have ended.
  const from = random.pick([0.2, stops + 0.2]) * SECOND;
  syslog(stage.asker(), vip, {every, from, until: stage.length});
  stage.hand(at, a, b);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1})],
    absent: [/SWITCH_STALE/, /OUTAGE/],
  }));
});
