/**
 * Only the first request over UDP is answered. It was a question like the later ones, and the last one
 * answered.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const firstRequest = kind('first-request', (random, addresses) => {
  const begins = between(random, 0.1, 1);
  const every = between(random, 0.3, 1.2);
  const dark = between(random, 6, 9) * every;
  const stage = new Stage(random, addresses, {whole: true, length: begins + dark + 8 * every});
  const {a, vip} = stage;
  a.hold(vip);
  stage.at(0.01, () => a.announce(vip, stage.anyAnnouncement()));
  stage.talk(1, {sort: 'dns', from: begins, every: every * SECOND});
  stage.at(begins + every / 2, () => a.release(vip));
  stage.at(begins + every / 2 + dark, () => a.hold(vip));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    absent: [/the outage: at least/],
  }));
});
