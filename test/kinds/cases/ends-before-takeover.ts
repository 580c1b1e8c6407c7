/**
 * The owner falls silent, and the capture ends before another could take over. The outage is reported, but
 * not that nobody took over.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {exitOf, verdictOf} from '../sim/judge.js';
import {Stage} from '../sim/stage.js';

export const endsBeforeTakeover = kind('ends-before-takeover', (random, addresses) => {
  const at = between(random, 4, 8);
  // A backup waits at least three intervals from the last advertisement, which is up to an interval before
  // the owner's end.
  const dark = between(random, 1.3, 2.9);
  const stage = new Stage(random, addresses, {length: at + dark});
  const {a, vip} = stage;
  a.hold(vip);
  const advertises = random.oneIn(2);
  if (advertises) {
    const speaker = stage.speaker(a, {...stage.anyRouter(), interval: SECOND, priority: 150});
    stage.at(0.02, () => speaker.start());
  }
  if (random.oneIn(2)) stage.at(0.03, () => a.announce(vip, stage.anyAnnouncement()));
  stage.talk(1, {sort: random.pick(['ping', 'ping', 'dns']), until: at + dark - 0.02});
  stage.at(at, () => a.crash());
  return stage.tell(() => {
    const verdict = verdictOf(stage.outages());
    return {
      exit: exitOf(verdict),
      addresses: [stage.about(verdict, {changes: 0})],
      present: [/too soon to tell whether another takes over/],
      absent: [/HEALTHY/, /NO_MASTER/, /no takeover happened/, /nobody took over/],
      ask: [vip],
    };
  });
});

/** Nobody takes over within a time that is long enough for any backup, and only that is reported. */
export const nobodyTakesOver = kind('nobody-takes-over', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 12, 20);
  const stage = new Stage(random, addresses, {length: at + dark});
  const {a, vip} = stage;
  a.hold(vip);
  stage.talk(3, {sort: random.pick(['ping', 'ping', 'dns'])});
  stage.at(at, () => a.crash());
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    absent: [/HEALTHY/, /no takeover happened/, /too soon/],
    ask: [vip],
  }));
});
