/**
 * The master fails and returns, and the other yields. Each accepts the other's advertisements, even if they
 * differ.
 */

import type {IpAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import type {SpeakerOptions} from '../sim/vrrp.js';

interface Differing {
  /** Options of the master before it fails, of the master after it returns, and of the other node. */
  readonly before?: Partial<SpeakerOptions>;
  readonly after?: Partial<SpeakerOptions>;
  readonly other?: Partial<SpeakerOptions>;
  /** An address added meanwhile. */
  readonly added?: IpAddress;
}

function returns(
  random: Random,
  addresses: Random,
  describe: (vip: IpAddress, second: IpAddress) => Differing,
  family?: 4,
) {
  const at = between(random, 4, 8);
  const takes = at + between(random, 3.1, 3.6);
  const back = takes + between(random, 6, 10);
  const length = back + between(random, 6, 10);
  const where = {at: 'mirror', whole: true, ...(family && {family})} as const;
  const stage = new Stage(random, addresses, {...where, length});
  const {a, b, vip} = stage;
  const {before, after, other: others, added} = describe(vip, stage.places.ip(stage.family));
  const all = added === undefined ? [vip] : [vip, added];
  const router = {virtualRouterId: 1 + random.below(255), version: 3 as const, interval: SECOND};
  const ones = {...router, ...before, source: stage.sourceOf(a), priority: 150};
  const one = stage.speakerAsIs(a, ones);
  const again = stage.speakerAsIs(a, {...ones, ...after});
  const other = stage.speakerAsIs(b, {...router, ...others, source: stage.sourceOf(b), priority: 100});
  const every = between(random, 0.1, 0.4) * SECOND;
  a.hold(vip);
  stage.talk(1, {sort: 'ping', every});
  if (added !== undefined) stage.talk(1, {ip: added, sort: 'ping', every, from: takes + 1});
  stage.at(0.02, () => one.start());
  stage.at(0.021, () => a.announce(vip, stage.anyAnnouncement()));
  stage.at(at, () => {
    one.stop();
    a.release(vip);
  });
  stage.at(takes - 0.0003, () => other.start());
  stage.at(back - 0.0004, () => again.start());
  stage.at(back - 0.0002, () => other.stop());
  for (const ip of all) {
    stage.take(takes, b, {ip});
    stage.hand(back, b, a, {ip});
  }
  return stage.tell(() => ({
    exit: 0,
    addresses: all.map(ip => stage.about('HEALTHY', {ip, changes: ip === vip ? 2 : 1})),
    absent: [/ADVERTS_REJECTED/, /discard each other/, /TWO_OWNERS/],
  }));
}

/** In VRRP 3, a backup adopts its master's interval (RFC 9568 §6.1). */
export const intervalsLearnt = kind('intervals-learnt', (random, addresses) =>
  returns(random, addresses, () => ({other: {interval: random.pick([0.5, 2]) * SECOND}})),
);

/** Both reload their configuration while the other is master, and have one more address since. */
export const listGrows = kind('list-grows', (random, addresses) =>
  returns(random, addresses, (vip, added) => ({
    ...{added, before: {addresses: [vip]}},
    ...{after: {addresses: [vip, added]}, other: {addresses: [vip, added]}},
  })),
);

/**
 * The nodes are upgraded to VRRP 3 one by one. The end of version 2 advertisements does not leave the address
 * without a master.
 */
export const versionRaised = kind('version-raised', (random, addresses) =>
  returns(
    random,
    addresses,
    () => ({
      ...{before: {version: 2}, after: {version: 3}},
      other: {version: random.pick([2, 3] as const)},
    }),
    4,
  ),
);
