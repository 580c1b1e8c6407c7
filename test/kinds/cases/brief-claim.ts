/**
 * A backup that has missed some advertisements takes the address, hears its master, and yields within an
 * advertisement interval.
 */

import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';

/** @param again how many times it does so, with some seconds in between */
function claimedBriefly(random: Random, addresses: Random, {isAnnounced = true, again = 1} = {}) {
  const at = between(random, 5, 8);
  const patience = between(random, 4, 9);
  const pause = between(random, 8, 12);
  const end = at + again * pause;
  const stage = new Stage(random, addresses, {at: 'mirror', length: end + patience + between(random, 6, 10)});
  const {a, b, client, vip} = stage;
  const router = stage.anyRouter();
  const lasts = (between(random, 0.05, 0.9) * router.interval) / SECOND;
  const master = stage.speaker(a, {...router, priority: 150});
  const backup = stage.speaker(b, {...router, priority: 100});
  client.habits = {...HEEDS_ALL, patience: patience * SECOND, unicast: random.below(4)};
  a.hold(vip);
  stage.at(0.02, () => master.start());
  stage.talk(1, {sort: 'ping', from: 0.1, every: between(random, 0.08, 0.25) * SECOND});
  for (let turn = 0; turn < again; turn++) {
    const claims = at + turn * pause;
    stage.at(claims, () => {
      backup.start();
      b.hold(vip);
    });
    stage.at(claims + 0.0004, () => b.announce(vip, {...stage.anyAnnouncement(), count: 2}));
    stage.at(claims + lasts, () => {
      backup.stop();
      b.release(vip);
      // `vrrp_garp_lower_prio_repeat`
      if (isAnnounced) a.announce(vip, stage.anyAnnouncement());
    });
  }
  return stage;
}

export const briefClaim = kind('brief-claim', (random, addresses) => {
  const stage = claimedBriefly(random, addresses);
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, notes: ['BRIEF_DOUBLE_CLAIM']})],
    present: [/claimed the address beside .* for (?:less than )?\d/],
    absent: [/TWO_OWNERS/, /FLAPPING/],
  }));
});

/** The master does not notice, and the clients keep sending to the backup that yielded. */
export const briefClaimBelieved = kind('brief-claim-believed', (random, addresses) => {
  const stage = claimedBriefly(random, addresses, {isAnnounced: false});
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('SILENT_FAILBACK', {changes: 2})],
    absent: [/TWO_OWNERS/, /HEALTHY, /],
  }));
});

/** Recurring claims are a fault, however soon each ends. */
export const briefClaimsRecur = kind('brief-claims-recur', (random, addresses) => {
  const stage = claimedBriefly(random, addresses, {again: 2 + random.below(3)});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('TWO_OWNERS', {alsoFine: ['FLAPPING']});
    return {exit: 1, addresses: [truth]};
  });
});
