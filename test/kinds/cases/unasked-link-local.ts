/**
 * The first address of an IPv6 router is link-local, and nobody asks for it. The address in use is reported
 * first.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';
import {masterDown} from '../sim/vrrp.js';

export const unaskedLinkLocal = kind('unasked-link-local', (random, addresses) => {
  const at = between(random, 4, 8);
  const length = at + 4 + between(random, 5, 12);
  const stage = new Stage(random, addresses, {family: 6, whole: true, length});
  const {a, b, vip, places} = stage;
  const router = stage.anyRouter();
  const ofLink = places.linkLocal();
  const addressesOf = {addresses: [ofLink, vip]};
  const [one, other] = [
    stage.speakerAsIs(a, {...router, ...addressesOf, priority: 150}),
    stage.speakerAsIs(b, {...router, ...addressesOf, priority: 100}),
  ];
  const dark = masterDown({...router, priority: 100}, 3) / 1e9;
  const announcesBoth = random.oneIn(2);
  for (const ip of [vip, ofLink]) a.hold(ip);
  stage.talk(dark);
  stage.at(0.02, () => one.start());
  stage.at(0.021, () => a.announce(vip, stage.anyAnnouncement()));
  stage.at(at, () => a.crash());
  stage.at(at + dark - 0.0003, () => other.start());
  stage.take(at + dark, b);
  stage.take(at + dark, b, {ip: ofLink, plan: announcesBoth ? stage.anyAnnouncement() : 'silent'});
  return stage.tell(() => {
    const own = stage.about('NO_ANNOUNCEMENT', {ip: ofLink, changes: 1});
    return {
      exit: announcesBoth ? 0 : 1,
      addresses: [stage.about('HEALTHY', {changes: 1}), ...(announcesBoth ? [] : [own])],
      present: [new RegExp(`^${vip}`)],
      ask: 'all',
    };
  });
});
