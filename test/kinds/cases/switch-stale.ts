/**
 * The switch sends frames for the right MAC to the wrong port. No neighbour's cache is wrong, and no
 * announcement can help.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {virtualMac} from '../wire/advert.js';

export const switchStale = kind('switch-stale', (random, addresses) => {
  const at = between(random, 4, 8);
  const dark = between(random, 3, 3.6);
  const stage = new Stage(random, addresses, {at: 'client', length: at + dark + between(random, 8, 20)});
  const {a, b, vip, network, family} = stage;
  const router = {version: 3 as const, virtualRouterId: 1 + random.below(255), interval: SECOND};
  const mac = virtualMac(router.virtualRouterId, family);
  const [one, other] = [a, b].map((node, index) =>
    stage.speaker(node, {...router, mac, priority: 150 - 50 * index}),
  );
  const plan = {...stage.anyAnnouncement(), gap: 0.1 * MS};
  a.hold(vip, {mac});
  network.stuck.set(mac, a);
  stage.talk(5);
  stage.at(0.02, () => one?.start());
  stage.at(at, () => a.crash());
  stage.at(at + dark - 0.001, () => other?.start());
  stage.take(at + dark, b, {holding: {mac}, plan});
  stage.at(at + dark + 5, () => b.announce(vip, plan));
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('SWITCH_STALE', {changes: 1})],
    absent: [/NO_ANNOUNCEMENT/, /ANNOUNCED_BUT_IGNORED/],
  }));
});
