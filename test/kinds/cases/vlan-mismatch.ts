/** On a trunk, the new owner announces in one VLAN, but the clients of the address are in another. */

import {vlanTag} from '@vip/arp';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {vlanOf} from '../sim/network.js';
import {Stage} from '../sim/stage.js';

export const vlanMismatch = kind('vlan-mismatch', (random, addresses) => {
  const at = between(random, 3, 8);
  const dark = between(random, 0, 1);
  const stage = new Stage(random, addresses, {
    at: 'mirror',
    whole: true,
    length: at + dark + between(random, 8, 16),
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
  stage.take(at + dark, b);
  return stage.tell(() => {
    const {changes: _, ...truth} = stage.about('VLAN_MISMATCH');
    return {exit: 1, addresses: [truth], others: [vip]};
  });
});
