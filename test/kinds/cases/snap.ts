/** The new owner announces in frames of IEEE 802.3 with a SNAP header (RFC 1042), as some equipment does. */

import {concat, hex} from '../../helpers/hex.js';
import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {Stage} from '../sim/stage.js';
import {isAtNow} from '../wire/neighbour.js';

const SNAP = hex('aaaa 03 000000 0806');

export const snapHandover = kind('snap-handover', (random: Random, addresses) => {
  const at = between(random, 3, 8);
  const dark = between(random, 0, 2);
  const stage = new Stage(random, addresses, {family: 4, length: at + dark + between(random, 4, 12)});
  const {a, b, vip} = stage;
  const plan = stage.anyAnnouncement();
  a.hold(vip);
  stage.talk(Math.max(1, dark));
  stage.at(at, () => a.crash());
  stage.take(at + dark, b, {plan: 'silent'});
  stage.at(at + dark, () => {
    for (const form of plan.forms) {
      const {destination, payload} = isAtNow(vip, b.mac, form);
      const framed = concat(SNAP, payload);
      const {operation, override} = form;
      const body = {type: 'is-at' as const, ip: vip, mac: b.mac, announcement: {operation, override}};
      b.tell({destination, etherType: framed.length, payload: framed}, body);
    }
  });
  return stage.tell(() => ({
    exit: 0,
    addresses: [
      stage.about('HEALTHY', {
        changes: 1,
        owners: stage.owners({mac: a.mac, since: 0}, {mac: b.mac, since: at + dark}),
      }),
    ],
    absent: [/NO_ANNOUNCEMENT/],
  }));
});
