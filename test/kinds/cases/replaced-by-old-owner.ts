/**
 * After a healthy handover, the old owner claims the address once more, receives the traffic, and does not
 * answer it.
 */

import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';

export const replacedByOldOwner = kind('replaced-by-old-owner', (random, addresses) => {
  const at = between(random, 3, 8);
  const refresh = at + between(random, 3, 8);
  const dark = between(random, 3, 12);
  const stage = new Stage(random, addresses, {length: refresh + dark + between(random, 3, 8)});
  const {a, b, vip} = stage;
  a.hold(vip);
  stage.talk(dark, {sort: 'ping'});
  // By then, the new owner has sent all of its own announcements.
  stage.hand(at, a, b, {plan: {...stage.anyAnnouncement(), gap: 1e5}});
  stage.at(refresh, () => a.announce(vip, {...stage.anyAnnouncement(), count: 1}));
  stage.at(refresh + dark, () => b.announce(vip, stage.anyAnnouncement()));
  return stage.tell(() => ({
    exit: 1,
    addresses: [
      stage.about('REPLACED_BY_OLD_OWNER', {
        changes: 3,
        owners: stage.owners(
          ...[
            {mac: a.mac, since: 0},
            {mac: b.mac, since: at},
          ],
          ...[
            {mac: a.mac, since: refresh},
            {mac: b.mac, since: refresh + dark},
          ],
        ),
      }),
    ],
  }));
});
