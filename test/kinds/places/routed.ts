/**
 * Stories of a client behind a router, in which something is lost on either side of the router, where packets
 * have a lower TTL and other MACs.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import type {Client} from '../sim/client.js';
import {MS, SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Node} from '../sim/node.js';
import {Router} from '../sim/router.js';
import {Stage} from '../sim/stage.js';
import {type Lossy, loses} from './lost.js';

interface RoutedStory extends Lossy {
  /** The nodes at which it is captured. */
  readonly nodes: readonly string[];
  /** Whether it affects many frames, so that captures that lack some show it as well. */
  readonly isThinned: boolean;
}

interface Routed {
  readonly stage: Stage;
  readonly router: Router;
  readonly remote: Client;
}

const STAGE = {at: 'mirror', length: 16, whole: true, tagged: false, noise: false} as const;

/** @param dark the seconds for which no node has the address when it moves */
function begun(random: Random, addresses: Random, dark = 0): Routed {
  const stage = new Stage(random, addresses, STAGE);
  const router = new Router(stage, 'router');
  const remote = router.host(stage, 'remote');
  stage.a.hold(stage.vip);
  router.habits = {...HEEDS_ALL, patience: 4 * SECOND};
  const asker = {by: remote, ip: remote.ip, ttl: random.pick([64, 128])};
  stage.talk(1, {sort: 'ping', every: between(random, 10, 40) * MS, asker});
  // Often enough to show that its machine is alive, even in a capture that lacks some.
  const vrrp = {...stage.anyRouter(), version: 3, interval: 0.2 * SECOND} as const;
  const [one, other] = [stage.a, stage.b].map((node, index) =>
    stage.speaker(node, {...vrrp, priority: 150 - 50 * index}),
  );
  stage.at(0.02, () => one?.start());
  stage.at(4.999, () => one?.resign());
  stage.at(5 + dark, () => other?.start());
  stage.at(5, () => stage.a.release(stage.vip));
  stage.take(5 + dark, stage.b);
  return {stage, router, remote};
}

const told = (stage: Stage) => stage.tell(() => ({exit: 1, addresses: [stage.about('OUTAGE')]}));

/** Replies are lost on the way to the router, or after it. */
const replies = kind('routed-replies-lost', (random, addresses) => {
  const {stage, router, remote} = begun(random, addresses);
  if (random.oneIn(2))
    loses(stage.network, 7, 10, (by, at, {body}) => by === stage.b && at === router && body.type === 'echo');
  else loses(router.beyond, 7, 10, (_, at) => at === remote);
  return told(stage);
});

const requests = kind('routed-requests-lost', (random, addresses) => {
  const {stage, router, remote} = begun(random, addresses);
  loses(router.beyond, 7, 10, by => by === remote);
  return told(stage);
});

const announcement = kind('routed-announcement-lost', (random, addresses) => {
  const {stage, router} = begun(random, addresses);
  const {b} = stage;
  loses(
    stage.network,
    4.9,
    9,
    (by, at, {body}) => by === b && at === router && body.type === 'is-at' && body.announcement !== undefined,
  );
  return told(stage);
});

/**
 * Two nodes of a unicast configuration with the router between them, one of which does not hear the other.
 */
const adverts = kind('routed-adverts-lost', (random, addresses) => {
  const stage = new Stage(random, addresses, {...STAGE, family: 4});
  const router = new Router(stage, 'router');
  const {a, vip, places} = stage;
  const c = new Node(router.beyond, random, 'c', places.mac(), places.remote(4), []);
  router.port.hosts.push(c);
  router.knows(a.ip, a.mac);
  const vrrp = {...stage.anyRouter(), interval: SECOND};
  const one = stage.speaker(a, {...vrrp, priority: 150, peer: {ip: c.ip, mac: router.mac}});
  const other = stage.speaker(c, {...vrrp, peer: {ip: a.ip, mac: router.port.mac}});
  const [from, to] = random.oneIn(2) ? [stage.network, router] : [router.beyond, c];
  loses(from, 5, 16, (_, at, {body}) => at === to && body.type === 'advert');
  stage.at(0.02, () => one.start());
  a.hold(vip);
  stage.at(8.5, () => {
    other.start();
    c.hold(vip);
    c.announce(vip, stage.anyAnnouncement());
  });
  stage.talk(1, {
    sort: 'ping',
    every: between(random, 10, 40) * MS,
    asker: stage.asker(router.host(stage, 'remote')),
  });
  return told(stage);
});

/** Frames that a router does not forward are not lost, nor are those to a machine where nobody captures. */
const nothing = kind('routed-nothing-lost', (random, addresses) => {
  const {stage, router} = begun(random, addresses);
  if (random.oneIn(2)) router.habits = {...HEEDS_ALL, heeds: () => false, patience: 3 * SECOND};
  return told(stage);
});

/**
 * The address moves without a fault, and hosts behind the router are not served meanwhile, for more than five
 * questions.
 */
export const routedMove = kind('routed-move', (random, addresses) => {
  const dark = between(random, 0.55, 0.9);
  const {stage} = begun(random, addresses, dark);
  return stage.tell(() => ({exit: 0, addresses: [stage.about('HEALTHY', {changes: 1})]}));
});

/** The address is handed back to a machine that does not serve it for a while. */
const back = kind('routed-back-to-a-mute', (random, addresses) => {
  const {stage} = begun(random, addresses);
  const {a, b, vip} = stage;
  stage.hand(7, b, a, random.oneIn(2) ? {} : {plan: 'silent'});
  stage.at(7, () => a.hold(vip, {serves: false}));
  stage.at(10, () => a.hold(vip));
  return told(stage);
});

/** Stories in which nothing is lost on the way. */
export const NOT_LOST: readonly Pick<RoutedStory, 'kind' | 'nodes'>[] = [
  {kind: nothing, nodes: ['a', 'b', 'remote']},
  {kind: nothing, nodes: ['a', 'b', 'router', 'remote']},
  {kind: nothing, nodes: ['b', 'remote']},
  {kind: announcement, nodes: ['b', 'remote']},
  {kind: back, nodes: ['b', 'remote']},
  {kind: back, nodes: ['b', 'router', 'remote']},
  {kind: back, nodes: ['a', 'b', 'remote']},
];

export const ROUTED: readonly RoutedStory[] = [
  {
    name: 'replies',
    verdict: 'REPLIES_LOST',
    says: /left b for \S+ and did not arrive at remote, behind a router/,
    nodes: ['a', 'b', 'remote'],
    isThinned: true,
    kind: replies,
  },
  {
    name: 'requests',
    verdict: 'REQUESTS_LOST',
    says: /left remote and did not arrive at b, to which a router/,
    nodes: ['a', 'b', 'remote'],
    isThinned: true,
    kind: requests,
  },
  {
    name: 'announcement',
    verdict: 'ANNOUNCEMENT_LOST',
    says: /none of these announcements arrived at router/,
    nodes: ['a', 'b', 'router', 'remote'],
    isThinned: false,
    kind: announcement,
  },
  {
    name: 'unicast adverts',
    verdict: 'ADVERTS_LOST',
    says: /left a and did not arrive at c, while those of \S+ arrived at a/,
    nodes: ['a', 'c', 'remote'],
    isThinned: false,
    kind: adverts,
  },
];
