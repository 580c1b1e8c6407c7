/**
 * A router that is captured on both sides: the network of the address, and the one of its clients, where no
 * machine claims it. What the router passed on has one explanation on both sides.
 */

import {type VlanTag, vlanTag} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import type {Client} from '../sim/client.js';
import {MS, SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {captureAt, MIRROR, vlanOf} from '../sim/network.js';
import {Router} from '../sim/router.js';
import {Stage} from '../sim/stage.js';
import type {AddressTruth, Exit, Verdict} from '../truth.js';

interface Sides {
  readonly stage: Stage;
  readonly router: Router;
  readonly hosts: readonly Client[];
  /** What must be said of either side. */
  tell(near: AddressTruth, far: Verdict, exit: Exit, more?: Telling): ReturnType<Stage['tell']>;
}

type Telling = Partial<Pick<ReturnType<Stage['tell']>['truth'], 'present' | 'absent'>> &
  Partial<Pick<AddressTruth, 'alsoFine'>>;

/** @param dark for how many seconds, at least, questions are not answered */
function sides(random: Random, addresses: Random, length: number, dark: number, hostCount = 3): Sides {
  const stage = new Stage(random, addresses, {at: 'mirror', length, whole: true, noise: false});
  stage.beyondAt = random.pick(['interfaces', 'trunk']);
  const farTags = otherTags(random, stage);
  const router = new Router(stage, 'router', undefined, farTags);
  if (random.oneIn(2)) stage.network.vantage = captureAt(router);
  const hosts = Array.from({length: whole(random, 1, hostCount)}, (_, index) =>
    router.host(stage, `host ${index}`),
  );
  stage.a.hold(stage.vip);
  for (const host of hosts)
    stage.talk(dark, {
      asker: {by: host, ip: host.ip, ttl: random.pick([64, 128, 255])},
      sort: random.pick(['ping', 'ping', 'dns', 'requests']),
      every: between(random, 10 * MS, (dark * SECOND) / 12),
    });
  const at = (iface: string) => (stage.beyondAt === 'trunk' ? {} : {iface});
  const vlan = farTags.map(({vlanId}) => vlanId).join('.');
  return {
    stage,
    router,
    hosts,
    tell: (near, verdict, exit, {present = [], absent = [], ...also} = {}) =>
      stage.tell(() => ({
        ...{exit, present, absent},
        addresses: [
          {...near, ...at('eth0')},
          {...{ip: stage.vip, verdict, changes: 0, ...at('eth1')}, ...(vlan === '' ? {} : {vlan}), ...also},
        ],
        ask: [stage.vip],
      })),
  };
}

/** Those of the clients' network: on a trunk, not those of the address's own. */
function otherTags(random: Random, stage: Stage): readonly VlanTag[] {
  const known = stage.tags.map(({vlanId}) => vlanId);
  const other = [vlanTag((((known.at(-1) ?? 700) + whole(random, 1, 900)) % 4000) + 1, 0)];
  const isUntagged = stage.beyondAt === 'interfaces' || known.length > 0;
  return isUntagged && random.oneIn(2) ? [] : other;
}

function near(stage: Stage, verdict: Verdict, changes: number): AddressTruth {
  const vlan = vlanOf(stage.a);
  return {ip: stage.vip, verdict, changes, ...(vlan === '' ? {} : {vlan})};
}

/** It moves as it should, and nobody has it for a while: that is what the clients miss. */
export const routerSidesMove = kind('router-sides-move', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = random.pick([between(random, 0.3, 0.9), between(random, 1.2, 4)]);
  const {stage, tell} = sides(random, addresses, at + dark + between(random, 4, 9), dark);
  stage.takeover(at, dark);
  return tell(near(stage, 'HEALTHY', 1), 'HEALTHY', 0, {absent: [/: OUTAGE/, /Capture at the router/]});
});

/** The router goes on sending to the old owner. */
export const routerSidesIgnores = kind('router-sides-ignores', (random, addresses) => {
  const at = between(random, 3, 8);
  const patience = random.pick([between(random, 3, 6), Number.POSITIVE_INFINITY]);
  const length = at + Math.min(patience, 8) + between(random, 5, 9);
  const {stage, router, tell} = sides(random, addresses, length, 3);
  router.habits = {...HEEDS_ALL, heeds: () => false, patience: patience * SECOND};
  stage.takeover(at, 0);
  return tell(near(stage, 'ANNOUNCED_BUT_IGNORED', 1), 'OUTAGE', 1, {
    present: [
      new RegExp(`the router ${router.mac}`),
      new RegExp(`OUTAGE \\(frames [^)]*\\) [^=]*router ${router.port.mac}[^=]*ANNOUNCED_BUT_IGNORED`),
    ],
    absent: [/Capture at the router/],
  });
});

/** The router itself is at fault: on its other side, nothing is missing, or nothing is asked. */
export const routerSidesSevered = kind('router-sides-severed', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = between(random, 1.5, 5);
  const isOver = !random.oneIn(3);
  const {stage, router, tell} = sides(
    random,
    addresses,
    at + dark + (isOver ? between(random, 3, 6) : 0),
    dark,
  );
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
});

/** Its owner falls silent, and nobody takes over: the same on both sides. */
export const routerSidesOutage = kind('router-sides-outage', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = between(random, 1.5, 5);
  const isOver = !random.oneIn(3);
  const {stage, tell} = sides(random, addresses, at + dark + (isOver ? between(random, 3, 6) : 0), dark);
  const {a, network} = stage;
  stage.at(at, () => network.blocked.add(a));
  if (isOver) stage.at(at + dark, () => network.blocked.delete(a));
  return tell(near(stage, 'OUTAGE', 0), 'OUTAGE', 1, {absent: [/Capture at the router/]});
});

/** Two routers share the load, and one of them does not follow the move, or both do. */
export const routerSidesTwo = kind('router-sides-two', (random, addresses) => {
  const at = between(random, 3, 8);
  const isIgnored = random.oneIn(2);
  const dark = isIgnored ? 0 : between(random, 0.4, 3);
  const length = at + dark + between(random, 8, 12);
  const {stage, router, tell} = sides(random, addresses, length, isIgnored ? 3 : dark);
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
