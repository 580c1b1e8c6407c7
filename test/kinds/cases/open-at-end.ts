/** The owner falls silent a moment before the capture ends: too late for a verdict, but not unseen. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const openAtEnd = kind('open-at-end', (random, addresses) => {
  const stage = new Stage(random, addresses, {length: between(random, 4, 9), whole: true, at: 'mirror'});
  const {a, vip, network} = stage;
  a.hold(vip);
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  const every = between(random, 4, 12) * MS;
  stage.talk(1, {sort: 'ping', every, from: 0.3});
  const silent = between(random, 0.09, 0.17);
  stage.at(stage.length / 1e9 - silent, () => a.crash());
  // Something shows that the capture continues.
  const other = stage.node('other');
  other.hold(other.ip);
  stage.talk(1, {ip: other.ip, sort: 'ping', every: 3 * MS, from: 0.2});
  return stage.tell(() => {
    const {outages: _, ...about} = stage.about('HEALTHY', {changes: 0, notes: ['UNANSWERED_AT_END']});
    const last = network.captured.length;
    return {
      exit: 0,
      addresses: [about],
      present: [/The last \d+ questions, in frames \d+ to \d+, had no answer when the capture ended/],
      absent: [/OUTAGE/],
      ask: last > 0 ? [vip] : [],
    };
  });
});
