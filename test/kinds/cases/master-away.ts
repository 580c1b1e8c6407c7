/**
 * The master is absent for longer or for less than a takeover takes, or it is present all the time but not
 * reached.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

/** The delay that a takeover may have, in seconds. */
const DELAYS = 0.5;

/**
 * The master resigns or falls silent, and then it returns or another takes over: later than one that missed
 * the resignation would have, or after twice the time in which one notices the silence.
 */
export const masterAway = kind('master-away', (random, addresses) => {
  const falls = between(random, 4, 8);
  const resigns = random.oneIn(2);
  const interval = 1;
  const away = (resigns ? 1 : 2) * (4 * interval + DELAYS) + interval + between(random, 0.2, 8);
  const comes = falls + away;
  const length = comes + between(random, 5, 9);
  const stage = new Stage(random, addresses, {at: 'mirror', whole: true, length});
  const {a, b, vip, family} = stage;
  const router = {
    virtualRouterId: 1 + random.below(255),
    version: family === 6 ? (3 as const) : random.pick([2, 3] as const),
    interval: interval * SECOND,
  };
  const next = random.pick([a, b]);
  const [one, other] = [
    stage.speaker(a, {...router, priority: 150}),
    stage.speaker(b, {...router, priority: 100}),
  ];
  const bystander = stage.node('bystander');
  bystander.hold(bystander.ip);
  a.hold(vip);
  // Other traffic is heard throughout; nobody need ask for the address meanwhile.
  stage.talk(1, {ip: bystander.ip, sort: 'ping', every: between(random, 0.1, 0.4) * SECOND});
  const isAsked = random.oneIn(2);
  stage.talk(1, {sort: 'ping', every: 0.2 * SECOND, ...(isAsked ? {} : {until: falls - 0.5})});
  stage.at(0.05, () => one.start());
  stage.at(falls, () => {
    if (resigns) one.resign();
    one.stop();
    a.release(vip);
  });
  stage.at(comes - 0.001, () => (next === a ? one : other).start());
  if (next === b) stage.take(comes, b);
  else
    stage.at(comes, () => {
      a.hold(vip);
      a.announce(vip, stage.anyAnnouncement());
    });
  const how = resigns ? 'resigned \\S+ \\d+ in frame \\d+' : 'fell silent .* after frame \\d+';
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('NO_MASTER', {changes: next === b ? 1 : 0});
    return {
      exit: 1,
      addresses: [truth],
      others: [bystander.ip],
      present: [new RegExp(how), next === a ? /it was heard again/ : /took over/],
      absent: [/SWITCH_STALE/, /sent elsewhere/, /went on advertising/],
    };
  });
});

/** The master's machine pauses for less than a takeover takes, and nothing else happens. */
export const masterPauses = kind('master-pauses', (random, addresses) => {
  const stops = between(random, 4, 8);
  const dark = between(random, 2.1, 2.9);
  const stage = new Stage(random, addresses, {length: stops + dark + between(random, 5, 9)});
  const {a, vip, network} = stage;
  const one = stage.speaker(a, {...stage.anyRouter(), interval: SECOND, priority: 150});
  a.hold(vip);
  stage.talk(1, {sort: 'ping', every: between(random, 0.08, 0.2) * SECOND});
  stage.at(0.05, () => one.start());
  stage.at(stops, () => network.blocked.add(a));
  stage.at(stops + dark, () => network.blocked.delete(a));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    absent: [/SWITCH_STALE/, /sent elsewhere/, /went on advertising/, /NO_MASTER/],
  }));
});

/**
 * The master advertises throughout but answers nothing: its machine is alive. Its MAC is its own, so no switch
 * has it at another port.
 */
export const masterUnreached = kind('master-unreached', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 3.5, 9);
  const returns = random.oneIn(2) ? between(random, 4, 8) : 0;
  const stage = new Stage(random, addresses, {at: 'client', length: at + dark + returns});
  const {a, vip, client} = stage;
  const one = stage.speaker(a, {...stage.anyRouter(), interval: SECOND, priority: 150});
  a.hold(vip);
  client.knows(vip, a.mac);
  stage.talk(1, {sort: 'ping', every: between(random, 0.08, 0.3) * SECOND});
  stage.at(0.05, () => one.start());
  stage.at(at, () => a.hold(vip, {serves: false, resolves: false}));
  if (returns > 0) stage.at(at + dark, () => a.hold(vip));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('OUTAGE', {changes: 0})],
    present: [/while \S+ (?:went on advertising|sent elsewhere)/],
    absent: [/NO_MASTER/, /SWITCH_STALE/],
  }));
});
