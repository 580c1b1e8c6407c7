/** An IPv6 address is announced without Override, so neighbours keep their entries. ARP is not involved. */

import {kind} from '../kind.js';
import {withoutOverride} from '../sim/announcements.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {HEEDS_ALL} from '../sim/neighbours.js';
import {Stage} from '../sim/stage.js';

export const noOverride = kind('no-override', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = between(random, 0.2, 2);
  const patience = dark + between(random, 3, 8);
  const stage = new Stage(random, addresses, {family: 6, length: at + patience + between(random, 8, 14)});
  const {a, b, client, vip} = stage;
  client.habits = {...HEEDS_ALL, patience: patience * SECOND, unicast: 3};
  a.hold(vip);
  stage.talk(patience, {sort: random.pick(['ping', 'ping', 'requests'])});
  stage.at(at, () => a.crash());
  stage.take(at + dark, b, {plan: withoutOverride(stage.anyAnnouncement())});
  return stage.tell(() => ({
    exit: 1,
    addresses: [stage.about('ANNOUNCED_BUT_IGNORED', {changes: 1})],
    present: [/override/i],
    absent: [/--form both/, /drop_gratuitous_arp/],
  }));
});
