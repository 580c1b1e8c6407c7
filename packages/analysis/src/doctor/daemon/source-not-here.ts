/** A source address that this host does not have. */

import {isOfIpv6} from '@vip/arp';
import {type FindingDraft, subjectOf} from '../../audit/rules/rule.js';
import {srcIpNotMine} from '../../audit/rules/src-ip-not-mine.js';
import {abridged} from '../../text/count-text.js';
import {type HostRule, membersOf} from './rule.js';

export const sourceNotHere: HostRule = {
  ...srcIpNotMine,
  look: async here => {
    const addresses = await here.host.addresses();
    return membersOf(here).flatMap((member): FindingDraft[] => {
      const {source, unicast, iface} = member.instance;
      if (source === undefined || !unicast || addresses.some(({ip}) => ip === source.value)) return [];
      const own = addresses
        .filter(
          each => each.iface === iface && !each.isSecondary && isOfIpv6(each.ip) === isOfIpv6(source.value),
        )
        .map(({ip}) => ip);
      return [
        {
          subject: subjectOf([member]),
          where: [source.place],
          evidence: `unicast_src_ip is ${source.value}, which is on no interface here${own.length === 0 ? '' : `: ${iface} has ${abridged(own)}`}`,
          consequence:
            'with keepalived 2.2, this node stays in FAULT and never takes over; 2.4 advertises from an address that this node does not have',
          remedy: `set unicast_src_ip to an address of this node`,
        },
      ];
    });
  },
};
