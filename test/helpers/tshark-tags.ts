/**
 * 802.1Q tags in tshark's fields.
 *
 * @module
 */

import type {VlanTag} from '@vip/arp';

export const TAG_FIELDS = [
  'vlan.id',
  'vlan.priority',
  'vlan.dei',
  'ieee8021ad.id',
  'ieee8021ad.svid',
  'ieee8021ad.cvid',
  'ieee8021ad.priority',
  'ieee8021ad.dei',
] as const;

export type TagFields = Readonly<Record<(typeof TAG_FIELDS)[number], string>>;

/** The tags in tshark's fields, which are empty if there are none. */
export function tagFields(tags: readonly VlanTag[]): TagFields {
  const isService = ({tpid}: VlanTag) => tpid === 0x88a8;
  const customer = tags.filter(tag => !isService(tag));
  const service = tags.filter(isService);
  return {
    'vlan.id': customer.map(({vlanId}) => vlanId).join(),
    'vlan.priority': customer.map(({priority}) => priority).join(),
    'vlan.dei': customer.map(({dropEligible}) => Number(dropEligible)).join(),
    ...serviceIds(tags),
    'ieee8021ad.priority': service.map(({priority}) => priority).join(),
    'ieee8021ad.dei': service.map(({dropEligible}) => Number(dropEligible)).join(),
  };
}

/**
 * The IDs of service tags. tshark takes two in a row for one header with svid and cvid, and has `id` for a
 * single one.
 */
function serviceIds(tags: readonly VlanTag[]) {
  const ids = {
    'ieee8021ad.id': [] as number[],
    'ieee8021ad.svid': [] as number[],
    'ieee8021ad.cvid': [] as number[],
  };
  for (let index = 0; index < tags.length; index++) {
    const [tag, next] = tags.slice(index, index + 2);
    if (tag?.tpid !== 0x88a8) continue;
    if (next?.tpid === 0x88a8) {
      ids['ieee8021ad.svid'].push(tag.vlanId);
      ids['ieee8021ad.cvid'].push(next.vlanId);
      index += 1;
    } else {
      ids['ieee8021ad.id'].push(tag.vlanId);
    }
  }
  return {
    'ieee8021ad.id': ids['ieee8021ad.id'].join(),
    'ieee8021ad.svid': ids['ieee8021ad.svid'].join(),
    'ieee8021ad.cvid': ids['ieee8021ad.cvid'].join(),
  };
}

/** tshark's flags in our notation. */
export function flagDigits(flags: string): string {
  return flags.replaceAll('True', '1').replaceAll('False', '0');
}
