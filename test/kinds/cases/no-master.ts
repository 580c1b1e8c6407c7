/** The master falls silent, and no node takes over. */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const noMaster = kind('no-master', (random, addresses) => {
  const router0 = between(random, 4, 10);
  const dark = between(random, 8, 25);
  const stage = new Stage(random, addresses, {length: router0 + dark});
  const {a, vip} = stage;
  const source = stage.sourceOf(a);
  const speaker = stage.speaker(a, {...stage.anyRouter(), priority: 150, source});
  a.hold(vip);
  stage.talk(dark);
  stage.at(0.05, () => {
    speaker.start();
    a.announce(vip, stage.anyAnnouncement());
  });
  stage.at(router0, () => a.crash());
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('NO_MASTER', {changes: 0})],
    present: [new RegExp(`NO_MASTER since [^,]*, last master ${source}, `)],
    absent: [/HEALTHY/],
  }));
});

/** The daemon is killed and leaves the address where it was, so the address still answers. */
export const daemonKilled = kind('daemon-killed', (random, addresses) => {
  const falls = between(random, 4, 10);
  const stage = new Stage(random, addresses, {length: falls + between(random, 8, 25)});
  const {a, vip} = stage;
  const speaker = stage.speaker(a, {...stage.anyRouter(), priority: 150});
  a.hold(vip);
  stage.talk(1, {sort: 'ping', every: between(random, 0.1, 0.5) * 1e9});
  stage.at(0.05, () => speaker.start());
  stage.at(falls, () => speaker.stop());
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('NO_MASTER', {changes: 0})],
    present: [/the address is still answered/],
    absent: [/HEALTHY/, /address is dark/, /OUTAGE/],
  }));
});

/**
 * Nobody asks for the address afterwards, other traffic continues, and the capture lasts long enough to tell,
 * or ends before.
 */
export const noMasterUnasked = kind('no-master-unasked', (random, addresses) => {
  const falls = between(random, 5, 10);
  const router = new Stage(random, addresses, {length: 1}).anyRouter();
  const down = (4 * router.interval) / 1e9 + 0.5;
  const isLong = random.oneIn(2);
  const silent = isLong
    ? down + between(random, 2, 20)
    : // The last advertisement may be up to an interval older than the failure.
      between(random, 2.3, 2.9) * (router.interval / 1e9);
  const stage = new Stage(random, addresses, {length: falls + silent, noise: false, whole: true});
  const {a, vip} = stage;
  const speaker = stage.speaker(a, {
    ...router,
    version: stage.family === 6 ? 3 : router.version,
    priority: 150,
  });
  const other = stage.node('other');
  other.hold(other.ip);
  a.hold(vip);
  stage.talk(1, {sort: 'ping', until: falls - 1});
  // Other machines send throughout, as on any segment, and the capture ends with their frames.
  stage.talk(1, {ip: other.ip, sort: 'ping', every: between(random, 0.1, 0.2) * router.interval});
  stage.at(0.05, () => speaker.start());
  stage.at(falls, () => a.crash());
  return stage.tell(() => ({
    exit: isLong ? 1 : 3,
    addresses: [stage.about(isLong ? 'NO_MASTER' : 'CANNOT_TELL', {changes: 0})],
    present: [isLong ? /dark, unless its last master/ : /too soon to tell whether another takes over/],
    absent: [/HEALTHY/],
  }));
});
