/**
 * The same address in two VLANs, as with two customers of a provider. In one VLAN it moves; in the other it
 * belongs to another pair, which is a separate story.
 */

import {type VlanTag, vlanTag} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {exitOf} from '../sim/judge.js';
import {Stage} from '../sim/stage.js';

export const twoNetworks = kind('two-networks', (random, addresses) => {
  const at = between(random, 3, 6);
  const stage = new Stage(random, addresses, {
    ...{whole: true, at: 'mirror', length: at + between(random, 6, 10)},
  });
  const {a, b, vip, client, tags} = stage;
  const isTagged = tags.length > 0;
  const other: readonly VlanTag[] =
    isTagged && random.oneIn(2) ? [] : [vlanTag(((tags[0]?.vlanId ?? 1000) % 4000) + 1, 0)];
  const here = tags.map(({vlanId}) => vlanId).join('.');
  const there = other.map(({vlanId}) => vlanId).join('.');
  const [owner, asker] = [stage.node('other owner', other), stage.newClient('other client', other)];
  a.hold(vip);
  owner.hold(vip);
  const dies = random.oneIn(3);
  stage.talk(3, {sort: 'ping'});
  stage.talk(3, {asker: stage.asker(asker), sort: 'ping'});
  stage.hand(at, a, b);
  if (dies) stage.at(at + 1, () => owner.crash());
  return stage.tell(() => {
    const moved = {...stage.about('HEALTHY', {changes: 1, outages: stage.outages(vip, client.ip)})};
    const verdict = dies ? 'OUTAGE' : 'HEALTHY';
    const kept = {ip: vip, verdict, changes: 0, outages: stage.outages(vip, asker.ip)} as const;
    const placed = (vlan: string) => (vlan === '' ? {} : {vlan});
    return {
      exit: exitOf(verdict),
      addresses: [
        {...moved, ...placed(here)},
        {...kept, ...placed(there)},
      ],
    };
  });
});
