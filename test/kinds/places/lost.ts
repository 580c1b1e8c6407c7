/** Stories in which something is lost between two places, which only captures at both can show. */

import {isGroupMac} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {type Kind, kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import type {Device, Outgoing} from '../sim/frame.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import type {Network} from '../sim/network.js';
import {Stage} from '../sim/stage.js';

export interface Lossy {
  readonly name: string;
  readonly verdict: string;
  /** What must be reported. */
  readonly says: RegExp;
  readonly kind: Kind;
}

/** Loses frames on a segment, between two seconds of the story. */
export function loses(
  network: Network,
  from: number,
  to: number,
  which: (by: Device, at: Device, frame: Outgoing) => boolean,
): void {
  network.loses = (by, at, frame) => {
    const {now} = network.clock;
    return now >= from * SECOND && now < to * SECOND && which(by, at, frame);
  };
}

function begun(random: Random, addresses: Random, speaks = false): Stage {
  const stage = new Stage(random, addresses, {length: 16, whole: true, tagged: false, noise: false});
  stage.a.hold(stage.vip);
  stage.client.habits = {...HEEDS_ALL, patience: 4 * SECOND};
  stage.talk(1, {sort: 'ping', every: between(random, 10, 40) * MS});
  // While the client asks and hears nothing, the capture shows that its machine is alive.
  const speaker = stage.speaker(stage.a, {...stage.anyRouter(), interval: 0.2 * SECOND, version: 3});
  if (speaks) stage.at(0.02, () => speaker.start());
  return stage;
}

const told = (stage: Stage) => stage.tell(() => ({exit: 1, addresses: [stage.about('OUTAGE')]}));

const announcement = kind('announcement-lost', (random, addresses) => {
  const stage = begun(random, addresses);
  const {a, b, client} = stage;
  loses(
    stage.network,
    4.9,
    8,
    (by, at, {body}) => by === b && at === client && body.type === 'is-at' && body.announcement !== undefined,
  );
  stage.hand(5, a, b);
  return told(stage);
});

/** The first set of announcements reaches nobody, or not the client; the repeated set does. */
const firstSet = kind('first-set-lost', (random, addresses) => {
  const stage = begun(random, addresses);
  const {a, b, vip, client, network} = stage;
  const plan = {...stage.anyAnnouncement(), gap: 0.1 * MS};
  const again = 5 + between(random, 1.6, 3.5);
  const isEarly = random.oneIn(2);
  const reachesNobody = random.oneIn(2);
  loses(
    network,
    4,
    again - 0.01,
    (by, at, {body}) =>
      by === b &&
      (reachesNobody || at === client) &&
      body.type === 'is-at' &&
      body.announcement !== undefined,
  );
  if (isEarly) stage.at(5 - between(random, 0.1, 0.4), () => b.announce(vip, plan));
  stage.hand(5, a, b, {plan: isEarly ? 'silent' : plan});
  stage.at(again, () => b.announce(vip, plan));
  return told(stage);
});

const replies = kind('replies-lost', (random, addresses) => {
  const stage = begun(random, addresses);
  const {a, client} = stage;
  loses(stage.network, 5, 8, (by, at, {body}) => by === a && at === client && body.type === 'echo');
  return told(stage);
});

const requests = kind('requests-lost', (random, addresses) => {
  const stage = begun(random, addresses, true);
  const {a, client} = stage;
  loses(stage.network, 5, 8, (by, at, {body}) => by === client && at === a && body.type === 'echo');
  return told(stage);
});

const stale = kind('stale-port', (random, addresses) => {
  const stage = begun(random, addresses);
  const {a, b} = stage;
  stage.hand(5, a, b);
  const speaker = stage.speaker(b, {...stage.anyRouter(), interval: 0.2 * SECOND, version: 3});
  stage.at(5, () => speaker.start());
  stage.at(8, () => stage.network.stuck.set(b.mac, a));
  return told(stage);
});

const adverts = kind('adverts-lost', (random, addresses) => {
  const stage = begun(random, addresses);
  const {a, b, vip} = stage;
  const router = {...stage.anyRouter(), interval: SECOND};
  const [one, other] = [a, b].map((node, index) =>
    stage.speaker(node, {...router, priority: 150 - 50 * index}),
  );
  loses(
    stage.network,
    5,
    16,
    (by, at, {destination, body}) => by === a && at === b && isGroupMac(destination) && body.type === 'other',
  );
  stage.at(0.02, () => one?.start());
  stage.at(8.5, () => other?.start());
  stage.at(8.5, () => {
    b.hold(vip);
    b.announce(vip, stage.anyAnnouncement());
  });
  return told(stage);
});

/** The nodes advertise by unicast, as in a network without multicast. */
const unicast = kind('unicast-adverts-lost', (random, addresses) => {
  const stage = begun(random, addresses);
  const {a, b, vip} = stage;
  const router = {...stage.anyRouter(), interval: SECOND};
  const [toB, toA] = [b, a].map(node => ({ip: stage.sourceOf(node), mac: node.mac}));
  const one = stage.speaker(a, {
    ...router,
    priority: 150,
    ...(toA && {source: toA.ip}),
    ...(toB && {peer: toB}),
  });
  const other = stage.speaker(b, {...router, ...(toB && {source: toB.ip}), ...(toA && {peer: toA})});
  loses(stage.network, 5, 16, (by, at, {body}) => by === a && at === b && body.type === 'advert');
  stage.at(0.02, () => one.start());
  stage.at(8.5, () => {
    other.start();
    b.hold(vip);
    b.announce(vip, stage.anyAnnouncement());
  });
  return told(stage);
});

export const LOSSY: readonly Lossy[] = [
  {
    name: 'announcement',
    verdict: 'ANNOUNCEMENT_LOST',
    says: /none of these announcements arrived at client/,
    kind: announcement,
  },
  {
    name: 'first set',
    verdict: 'ANNOUNCEMENT_LOST',
    says: /none of these announcements arrived at client/,
    kind: firstSet,
  },
  {
    name: 'replies',
    verdict: 'REPLIES_LOST',
    says: /left a for \S+ and did not arrive at client/,
    kind: replies,
  },
  {
    name: 'requests',
    verdict: 'REQUESTS_LOST',
    says: /left client for the MAC of a and did not arrive/,
    kind: requests,
  },
  {name: 'stale port', verdict: 'SWITCH_STALE', says: /arrived at a instead/, kind: stale},
  {
    name: 'adverts',
    verdict: 'ADVERTS_LOST',
    says: /left a and did not arrive at b, while those of \S+ arrived at a/,
    kind: adverts,
  },
  {
    name: 'unicast adverts',
    verdict: 'ADVERTS_LOST',
    says: /left a and did not arrive at b, while those of \S+ arrived at a/,
    kind: unicast,
  },
];
