/** On a trunk, the new owner announces in one VLAN, but the clients of the address are in another. */

import {vlanTag} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {vlanOf} from '../sim/network.js';
import {Stage} from '../sim/stage.js';

/** The new owner, in the other VLAN, takes the address from a machine that crashes. */
function takenElsewhere(random: Random, addresses: Random) {
  const at = between(random, 3, 8);
  const takes = at + between(random, 0, 1);
  const stage = new Stage(random, addresses, {
    at: 'mirror',
    whole: true,
    length: takes + between(random, 8, 16),
  });
  const {a, vip, tags} = stage;
  const own = vlanOf(a);
  const others = own === '' || random.oneIn(2) ? [vlanTag(whole(random, 1, 4094))] : [];
  const b = stage.node(
    'b in the other VLAN',
    own === String(others[0]?.vlanId ?? '') ? [...tags, vlanTag(7)] : others,
  );
  a.hold(vip);
  a.announce(vip, {...stage.anyAnnouncement(), count: 1});
  stage.talk(4, {sort: 'ping'});
  stage.at(at, () => a.crash());
  stage.take(takes, b);
  return {stage, takes, b};
}

export const vlanMismatch = kind('vlan-mismatch', (random, addresses) => {
  const {stage} = takenElsewhere(random, addresses);
  return stage.tell(() => {
    const {changes: _, ...truth} = stage.about('VLAN_MISMATCH');
    return {exit: 1, addresses: [truth], others: [stage.vip]};
  });
});

/** Machines of that VLAN reach it there. */
export const vlanMismatchServed = kind('vlan-mismatch-served', (random, addresses) => {
  const {stage, takes, b} = takenElsewhere(random, addresses);
  const asker = stage.newClient('client in the other VLAN', b.tags);
  stage.talk(4, {asker: stage.asker(asker), from: takes + between(random, 0.1, 3)});
  return stage.tell(() => {
    const {outages: _, ...truth} = stage.about('VLAN_MISMATCH', {changes: 0});
    const vlan = vlanOf(b);
    return {
      exit: 1,
      addresses: [truth, {ip: stage.vip, verdict: 'HEALTHY', changes: 0, ...(vlan === '' ? {} : {vlan})}],
      present: [new RegExp(`${b.mac} announced the address in [^,]* and answers there`)],
      ask: [stage.vip],
    };
  });
});
