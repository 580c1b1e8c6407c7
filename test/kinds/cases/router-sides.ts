/**
 * A router that is captured on both sides: the network of the address, and the one of its clients, where no
 * machine claims it. What the router passed on has one explanation on both sides.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {MIRROR} from '../sim/network.js';
import {Router} from '../sim/router.js';
import {type How, near, sides, type Told} from '../sim/router-sides.js';

/** It moves as it should, and nobody has it for a while: that is what the clients miss. */
function moves(random: Random, addresses: Random, how: How = {}): Told {
  const at = between(random, 3, 8);
  const dark = random.pick([between(random, 0.3, 0.9), between(random, 1.2, 4)]);
  const {stage, tell} = sides(random, addresses, {
    length: at + dark + between(random, 4, 9),
    dark,
    ...how,
  });
  stage.takeover(at, dark);
  return tell(near(stage, 'HEALTHY', 1), 'HEALTHY', 0, {absent: [/: OUTAGE/, /Capture at the router/]});
}

/** The router goes on sending to the old owner. */
function ignores(random: Random, addresses: Random, how: How = {}): Told {
  const at = between(random, 3, 8);
  const patience = random.pick([between(random, 3, 6), Number.POSITIVE_INFINITY]);
  const length = at + Math.min(patience, 8) + between(random, 5, 9);
  const {stage, router, tell} = sides(random, addresses, {length, dark: 3, ...how});
  router.habits = {...HEEDS_ALL, heeds: () => false, patience: patience * SECOND};
  stage.takeover(at, 0);
  return tell(near(stage, 'ANNOUNCED_BUT_IGNORED', 1), 'OUTAGE', 1, {
    present: [
      new RegExp(`the router ${router.mac}`),
      new RegExp(`OUTAGE \\(frames [^)]*\\) [^=]*router ${router.port.mac}[^=]*ANNOUNCED_BUT_IGNORED`),
    ],
    absent: [/Capture at the router/],
  });
}

/** The router itself is at fault: on its other side, nothing is missing, or nothing is asked. */
function severed(random: Random, addresses: Random, how: How = {}): Told {
  const at = between(random, 3, 8);
  const dark = between(random, 1.5, 5);
  const isOver = !random.oneIn(3);
  const {stage, router, tell} = sides(random, addresses, {
    length: at + dark + (isOver ? between(random, 3, 6) : 0),
    dark,
    ...how,
  });
  const lost = random.pick(['to address', 'to host'] as const);
  stage.at(at, () => {
    router.passes = way => way !== lost;
  });
  if (isOver)
    stage.at(at + dark, () => {
      router.passes = () => true;
    });
  // A neighbour of the address is served throughout, or there is none.
  if (random.oneIn(2)) stage.talk(dark, {sort: 'ping'});
  return tell(near(stage, 'HEALTHY', 0), 'OUTAGE', 1, {
    present: [new RegExp(`router ${router.port.mac}`)],
    absent: [/Capture at the router/, /on the address's own network only/],
  });
}

/** Its owner falls silent, and nobody takes over: the same on both sides. */
function silent(random: Random, addresses: Random, how: How = {}): Told {
  const at = between(random, 3, 8);
  const dark = between(random, 1.5, 5);
  const isOver = !random.oneIn(3);
  const {stage, tell} = sides(random, addresses, {
    length: at + dark + (isOver ? between(random, 3, 6) : 0),
    dark,
    ...how,
  });
  const {a, network} = stage;
  stage.at(at, () => network.blocked.add(a));
  if (isOver) stage.at(at + dark, () => network.blocked.delete(a));
  return tell(near(stage, 'OUTAGE', 0), 'OUTAGE', 1, {absent: [/Capture at the router/]});
}

export const routerSidesMove = kind('router-sides-move', moves);
export const routerSidesIgnores = kind('router-sides-ignores', ignores);
export const routerSidesSevered = kind('router-sides-severed', severed);
export const routerSidesOutage = kind('router-sides-outage', silent);

/** The router gives its own address to what its clients send. */
export const routerSidesTranslated = kind('router-sides-translated', (random, addresses) =>
  random.pick([moves, ignores, severed, silent])(random, addresses, {translates: true}),
);

/** The file does not tell the router's sides apart, as one that mergecap made of two: whose frames went to the router went to no owner. */
export const routerSidesInOne = kind('router-sides-in-one', (random, addresses) => {
  const at = between(random, 3, 8);
  const isIgnored = random.oneIn(2);
  const dark = isIgnored ? 0 : between(random, 0.4, 3);
  const length = at + dark + between(random, 8, 12);
  const {stage, router, tell} = sides(random, addresses, {length, dark: isIgnored ? 3 : dark, isOne: true});
  if (isIgnored) router.habits = {...HEEDS_ALL, heeds: () => false};
  stage.takeover(at, dark);
  const verdict = isIgnored ? 'ANNOUNCED_BUT_IGNORED' : 'HEALTHY';
  return tell(near(stage, verdict, 1), verdict, isIgnored ? 1 : 0, {
    present: isIgnored ? [new RegExp(`the router ${router.mac}`)] : [],
    absent: [/NO_ANNOUNCEMENT/, /which claims \S+ unasked/, ...(isIgnored ? [] : [/: OUTAGE/])],
  });
});

/** Sessions that send in one direction. */
export const routerSidesStreams = kind('router-sides-streams', (random, addresses) =>
  random.pick([moves, ignores, severed, silent])(random, addresses, {
    sorts: ['upload', 'download'],
    translates: random.oneIn(3),
  }),
);

/** Two routers share the load, and one of them does not follow the move, or both do. */
export const routerSidesTwo = kind('router-sides-two', (random, addresses) => {
  const at = between(random, 3, 8);
  const isIgnored = random.oneIn(2);
  const dark = isIgnored ? 0 : between(random, 0.4, 3);
  const length = at + dark + between(random, 8, 12);
  const {stage, router, tell} = sides(random, addresses, {length, dark: isIgnored ? 3 : dark});
  stage.network.vantage = MIRROR;
  const other = new Router(stage, 'other router', router.beyond, router.port.tags);
  const host = other.host(stage, 'its host');
  const every = between(random, 10 * MS, (isIgnored ? 200 : 30) * MS);
  stage.talk(3, {asker: {by: host, ip: host.ip, ttl: random.pick([64, 255])}, sort: 'ping', every});
  if (isIgnored) router.habits = {...HEEDS_ALL, heeds: () => false};
  stage.takeover(at, dark);
  const verdict = isIgnored ? 'ANNOUNCED_BUT_IGNORED' : 'HEALTHY';
  return tell(near(stage, verdict, 1), isIgnored ? 'OUTAGE' : 'HEALTHY', isIgnored ? 1 : 0, {
    present: isIgnored ? [/the verdict there is ANNOUNCED_BUT_IGNORED/] : [],
    absent: [/Capture at the router/, ...(isIgnored ? [] : [/: OUTAGE/])],
  });
});
