/**
 * Another machine announces the address once, by mistake. The owner defends it at once (RFC 5227 §2.4), which
 * ends the matter.
 */

import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

export const claimDefended = kind('claim-defended', (random, addresses) => {
  const every = between(random, 0.2, 0.5);
  const turns = whole(random, 8, 20);
  // Halfway between two questions, so that nobody has asked the claimant before the address is defended.
  const at = 0.1 + every * (turns + 0.5);
  const stage = new Stage(random, addresses, {
    whole: true,
    at: 'mirror',
    length: at + between(random, 4, 12),
  });
  const {a, b, client, vip} = stage;
  const once = {...stage.anyAnnouncement(), count: 1};
  client.knows(vip, a.mac);
  a.hold(vip);
  stage.talk(1, {sort: 'ping', from: 0.1, every: every * SECOND});
  stage.at(at, () => b.announce(vip, once));
  stage.at(at + between(random, 0.0002, 0.02), () => a.announce(vip, once));
  return stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, notes: ['BRIEF_DOUBLE_CLAIM']})],
    present: [new RegExp(`${b.mac} claimed the address beside ${a.mac}`)],
    absent: [/CANNOT_TELL/, /TWO_OWNERS/, /takes it/, /took the address/],
  }));
});
