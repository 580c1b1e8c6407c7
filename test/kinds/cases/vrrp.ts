/** Correct VRRP, and daemons that behave as configured, without a fault of the address. */

import {ANY_IPV4} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';
import {masterDown} from '../sim/vrrp.js';

type End = 'crash' | 'resign';

/** The master dies or resigns; the other waits as long as the protocol requires and takes over. */
function failover(random: Random, addresses: Random, end: End) {
  const at = between(random, 4, 8);
  const stage0 = {priority: 50 + random.below(150)};
  const stage = new Stage(random, addresses, {length: at + 4 + between(random, 5, 12)});
  const {a, b, vip} = stage;
  const router = stage.anyRouter();
  const authentication =
    router.version === 2
      ? random.pick(['none', 'password', 'header', 'trailer'] as const)
      : random.pick(['none', 'none', 'trailer'] as const);
  const one = stage.speaker(a, {...router, authentication, priority: 200 + random.below(55)});
  const other = stage.speaker(b, {...router, authentication, ...stage0});
  const timer = masterDown({...router, ...stage0}, router.version) / 1e9;
  // Counted from the last advertisement, which is up to an interval before the master's end.
  const interval = router.interval / 1e9;
  const dark = end === 'resign' ? timer - 3 * interval : timer - between(random, 0, 0.9) * interval;
  const letsGo = random.oneIn(4);
  a.hold(vip);
  stage.talk(Math.max(1, dark));
  stage.at(0.02, () => one.start());
  stage.at(0.021, () => a.announce(vip, stage.anyAnnouncement()));
  stage.at(at, () => {
    if (end === 'resign') one.resign(...(stage.family === 4 && letsGo ? [ANY_IPV4] : []));
    a.crash();
  });
  stage.at(at + dark - 0.0003, () => other.start());
  stage.take(at + dark, b);
  return {stage, a, b, at: at + dark};
}

export const vrrpFailover = kind('vrrp-failover', (random, addresses) => {
  const {stage, a, b, at} = failover(random, addresses, random.pick(['crash', 'resign']));
  return stage.tell(() => ({
    exit: 0,
    addresses: [
      stage.about('HEALTHY', {
        changes: 1,
        owners: stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: at - 0.0003}),
      }),
    ],
    absent: [/TWO_OWNERS/, /NO_MASTER/, /checksum/i],
  }));
});

/**
 * The passive node waits for less than the protocol requires. A node that succeeds one that is never heard
 * again is no second master.
 */
export const followsEarly = kind('follows-early', (random, addresses) => {
  const at = between(random, 4, 8);
  const stage = new Stage(random, addresses, {length: at + between(random, 6, 12)});
  const {a, b, vip} = stage;
  const router = stage.anyRouter();
  const one = stage.speaker(a, {...router, priority: 150});
  const other = stage.speaker(b, {...router, priority: 100});
  const dark = (between(random, 0.1, 0.9) * router.interval) / 1e9;
  a.hold(vip);
  stage.talk(1);
  stage.at(0.02, () => one.start());
  stage.at(at, () => a.crash());
  stage.at(at + dark - 0.0003, () => other.start());
  stage.take(at + dark, b);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 1})],
    absent: [/TWO_OWNERS/, /as well/, /against each other/],
  }));
});

/**
 * The same without an announcement. The node has the address from its first advertisement, although the
 * master's absence showed only later.
 */
export const followsEarlySilently = kind('follows-early-silently', (random, addresses) => {
  const at = between(random, 4, 8);
  const patience = between(random, 2.5, 6);
  const stage = new Stage(random, addresses, {length: at + patience + between(random, 8, 14)});
  const {a, b, vip, client} = stage;
  client.habits = {...HEEDS_ALL, patience: patience * SECOND};
  const router = stage.anyRouter();
  const one = stage.speaker(a, {...router, priority: 150});
  const other = stage.speaker(b, {...router, priority: 100});
  const dark = (between(random, 0.1, 0.9) * router.interval) / 1e9;
  a.hold(vip);
  stage.talk(patience, {sort: 'ping'});
  stage.at(0.02, () => one.start());
  stage.at(at, () => a.crash());
  stage.at(at + dark - 0.0003, () => other.start());
  stage.take(at + dark, b, {plan: 'silent'});
  return stage.tell(() => ({
    exit: 1,
    addresses: [
      stage.about('NO_ANNOUNCEMENT', {
        changes: 1,
        owners: stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: at + dark - 0.0003}),
      }),
    ],
    absent: [/TWO_OWNERS/],
    ask: [vip],
  }));
});

/**
 * A machine returns with another network card. The same router advertises from another MAC, and its former
 * MAC is no second master.
 */
export const cardReplaced = kind('card-replaced', (random, addresses) => {
  const at = between(random, 4, 8);
  const back = at + between(random, 0.2, 2);
  const stage = new Stage(random, addresses, {length: back + between(random, 6, 12)});
  const {a, b, vip} = stage;
  const router = {...stage.anyRouter(), interval: SECOND, priority: 150, source: stage.sourceOf(a)};
  const [before, after] = [a, b].map(node => stage.speaker(node, router));
  a.hold(vip);
  stage.talk(1);
  stage.at(0.02, () => before?.start());
  stage.at(at, () => a.crash());
  stage.at(back - 0.0003, () => after?.start());
  stage.take(back, b);
  return stage.tell(() => ({
    exit: 0,
    addresses: [
      stage.about('HEALTHY', {
        changes: 1,
        owners: stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: back}),
      }),
    ],
    present: [new RegExp(`${router.source}, which advertises it, changed its MAC from ${a.mac} to ${b.mac}`)],
    absent: [/TWO_OWNERS/, /remains its master/],
  }));
});

/**
 * One node advertises a router in versions 2 and 3 side by side, as RFC 5798 §8.4 describes for a change of
 * version.
 */
export const bothVersions = kind('both-versions', (random, addresses) => {
  const stage = new Stage(random, addresses, {family: 4, length: between(random, 8, 20)});
  const {a, vip} = stage;
  const common = {virtualRouterId: 1 + random.below(255), priority: 100 + random.below(100)};
  a.hold(vip);
  stage.talk(4);
  for (const version of [2, 3] as const) {
    const speaker = stage.speaker(a, {...common, version, source: a.ip});
    stage.at(between(random, 0, 1), () => speaker.start());
  }
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0})],
    absent: [/TWO_OWNERS/, /ADVERTS_REJECTED/],
  }));
});

/** Advertisements with wrong checksums, which nobody accepts, are reported. */
export const checksumsWrong = kind('checksums-wrong', (random, addresses) => {
  const stage = new Stage(random, addresses, {at: 'mirror', whole: true, length: between(random, 8, 14)});
  const {a, vip} = stage;
  const one = stage.speaker(a, {...stage.anyRouter(), sum: 'wrong'});
  a.hold(vip);
  stage.talk(1, {sort: 'ping'});
  stage.at(0.02, () => one.start());
  return stage.tell(() => {
    const {length} = one.sent;
    return {
      exit: 0,
      addresses: [stage.about('HEALTHY', {changes: 0})],
      present: [new RegExp(`${length} of ${length} advertisements? of VRRPv\\d \\d+ have a wrong checksum`)],
    };
  });
});
