/** A machine in between that the capture cannot distinguish from a healthy arrangement: it is mentioned, neither denied nor called a fault. */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {Middle} from '../sim/middle.js';
import {captureAt} from '../sim/network.js';
import {Stage} from '../sim/stage.js';
import {isAt, whoHas} from '../wire/neighbour.js';
import {routerAdvertisement} from '../wire/route-notices.js';

const SORTS = ['ping', 'ping', 'dns', 'requests', 'download'] as const;

/** Acts now, and then repeatedly. */
function repeated(stage: Stage, from: number, every: number, act: () => void): void {
  const {clock} = stage.network;
  stage.at(from, () =>
    clock.repeat(
      () => every * SECOND,
      () => {
        act();
        return clock.now < stage.length;
      },
    ),
  );
}

const talks = (random: Random) => ({sort: random.pick(SORTS), every: between(random, 0.1, 0.6) * SECOND});

/** It deceives the client, and forwards its packets where the client does not see it: the answers come from the owner's MAC. */
function atClient(random: Random, addresses: Random) {
  const stage = new Stage(random, addresses, {at: 'client', whole: true, length: between(random, 16, 30)});
  const {a, client, vip} = stage;
  const says = random.pick(['replies', 'questions'] as const);
  const middle = new Middle(stage, {passesOn: true, countsHops: random.oneIn(2), says});
  a.hold(vip, {trusts: () => client.mac});
  stage.talk(3, talks(random));
  return {stage, claim: () => middle.claim(vip, client)};
}

/** It keeps claiming the address, which a machine that only shares the owner's work need not do. */
export const middleAtClient = kind('middle-at-client', (random, addresses) => {
  const {stage, claim} = atClient(random, addresses);
  repeated(stage, between(random, 2, 5), between(random, 1, 2), claim);
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('MAN_IN_THE_MIDDLE');
    return {
      exit: 1,
      addresses: [truth],
      present: [/is answered from other MACs: it passes it on/],
      absent: [/HEALTHY/, /TWO_OWNERS/, /NO_ANNOUNCEMENT/],
      ask: [stage.vip],
    };
  });
});

/** It claimed the address before the capture began: the rest looks like a director and its servers. */
export const middleAtClientBefore = kind('middle-at-client-before', (random, addresses) => {
  const {stage, claim} = atClient(random, addresses);
  const at = between(random, 2, 5);
  stage.at(at, claim);
  stage.network.begin = (at + 0.01) * SECOND;
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('HEALTHY', {changes: 0, notes: ['ANSWERED_ELSEWHERE']});
    return {
      exit: 0,
      addresses: [truth],
      present: [/a machine in between that passes on what it is sent/],
      absent: [/TWO_OWNERS/, /OUTAGE/],
      ask: [stage.vip],
    };
  });
});

/** It claims the client's address towards the owner once, and answers whenever the owner verifies that; its forwarding is not captured. */
export const ownerDeceivedAsked = kind('owner-deceived-asked', (random, addresses) => {
  const at = between(random, 3, 6);
  const length = at + between(random, 12, 25);
  const stage = new Stage(random, addresses, {at: 'mirror', whole: true, length});
  const {a, client, vip, network} = stage;
  network.vantage = captureAt(a);
  const middle = new Middle(stage, {passesOn: false, countsHops: false, says: 'replies'});
  a.hold(vip, {
    trusts: ip => (ip === client.ip && network.clock.now >= at * SECOND ? middle.mac : undefined),
  });
  stage.talk(3, talks(random));
  const owner = {mac: a.mac, ip: random.pick([vip, a.ip])};
  stage.at(at - 0.001, () => middle.claim(client.ip, owner));
  repeated(stage, at + between(random, 0.5, 3), between(random, 2, 5), () => {
    a.tell(whoHas(client.ip, owner, middle.mac), {type: 'other'});
    network.clock.after(0.3 * MS, () =>
      network.send(middle, {
        ...{source: middle.mac, ...isAt(client.ip, middle.mac, owner)},
        body: {type: 'is-at', ip: client.ip, mac: middle.mac},
      }),
    );
  });
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('HEALTHY', {changes: 0, notes: ['ANSWERS_GO_ELSEWHERE']});
    return {
      exit: 0,
      addresses: [truth],
      others: [client.ip],
      present: [
        new RegExp(`went to ${middle.mac}, and not to ${client.mac}`),
        /ports of one machine .* or a/,
      ],
      absent: [/OUTAGE/],
      ask: [vip],
    };
  });
});

/** It advertises itself as a router, from an address of its own, as a second router does. */
export const routerFromNowhere = kind('router-from-nowhere', (random, addresses) => {
  const at = between(random, 3, 6);
  const length = at + between(random, 8, 20);
  const stage = new Stage(random, addresses, {at: 'mirror', whole: true, family: 6, length});
  const {a, client: router, vip, network, places} = stage;
  if (random.oneIn(2)) network.vantage = captureAt(a);
  const middle = new Middle(stage, {passesOn: false, countsHops: false, says: 'replies'});
  a.hold(vip, {trusts: () => (network.clock.now >= at * SECOND ? middle.mac : undefined)});
  const asker = {by: router, ip: places.remote(6), ttl: whole(random, 50, 63)};
  stage.talk(3, {asker, ...talks(random)});
  const own = places.linkLocal();
  repeated(stage, at - 0.001, between(random, 2, 4), () =>
    network.send(middle, {
      ...{source: middle.mac, ...routerAdvertisement({ip: own, mac: middle.mac}), body: {type: 'other'}},
    }),
  );
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('HEALTHY', {changes: 0, notes: ['ANSWERS_GO_ELSEWHERE']});
    return {
      exit: 0,
      addresses: [truth],
      present: [
        new RegExp(`went to ${middle.mac}, and not to ${router.mac}.*advertises itself as the router ${own}`),
      ],
      absent: [/MAN_IN_THE_MIDDLE/],
      ask: [vip],
    };
  });
});
