/**
 * No client is answered at the very end of a capture. Five questions in a row are an outage, however short.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {exitOf, verdictOf} from '../sim/judge.js';
import {Stage} from '../sim/stage.js';

/** Later than any answer that counts, in seconds. */
const LATE = 0.21;

/** The client asks until the end, or stops shortly before; another address answers throughout. */
export const darkAtEnd = kind('dark-at-end', (random, addresses) => {
  const dies = between(random, 4, 10);
  const asksFor = between(random, 0.1, 0.9);
  const every = asksFor / random.pick([3, 4, 5.5, 6, 8, 20]);
  const stops = random.oneIn(2);
  const length = dies + asksFor + every + (stops ? between(random, LATE + 0.1, 3) : LATE);
  const stage = new Stage(random, addresses, {length});
  const {a, vip} = stage;
  const other = stage.node('other');
  a.hold(vip);
  other.hold(other.ip);
  stage.talk(1, {
    ...{sort: random.pick(['ping', 'ping', 'dns']), every: every * SECOND},
    ...(stops ? {until: dies + asksFor} : {}),
  });
  stage.talk(1, {ip: other.ip, sort: 'ping', every: 0.05 * SECOND});
  stage.at(dies, () => a.crash());
  return stage.tell(() => {
    const verdict = verdictOf(stage.outages());
    return {exit: exitOf(verdict), addresses: [stage.about(verdict, {changes: 0})], ask: [vip]};
  });
});
