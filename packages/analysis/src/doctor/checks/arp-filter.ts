/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {type AddressSubject, aboutAddress, type Check, keepSysctl, setSysctl} from '../check.js';
import {clientsOf} from '../clients.js';
import type {Host} from '../host/host.js';
import {asText} from '../json.js';
import {isInSubnet} from '../network.js';

export const ARP_FILTER: Check = {
  code: 'DOCTOR_ARP_FILTER',
  roles: ['active'],
  title: 'arp_filter answers only clients whose route leaves through the same interface',
  look: aboutAddress(async ({vip, iface, client}, host) => {
    if (isOfIpv6(vip) || (await host.effective('arp_filter', iface)) === 0) return [];
    const other = await wayElsewhere({vip, iface, client}, host);
    if (other === undefined) return [];
    const settings = ['net/ipv4/conf/all/arp_filter=0', `net/ipv4/conf/${iface}/arp_filter=0`];
    return [
      {
        severity: 'error',
        evidence: `arp_filter of ${iface} is 1, and the route to ${other.to} leaves through ${other.dev}`,
        consequence: `clients behind that route are not answered on ${iface}`,
        mend: [setSysctl(settings)],
        lasting: keepSysctl(settings),
      },
    ];
  }),
};

/** A more specific route within the network of the address that leaves through another interface: clients there get no answer. */
async function wayElsewhere(
  {vip, iface, client}: Pick<AddressSubject, 'vip' | 'iface' | 'client'>,
  host: Host,
): Promise<{readonly to: string; readonly dev: string} | undefined> {
  const nets = (await host.addresses()).filter(
    own => own.iface === iface && own.prefixLength < 32 && isInSubnet(vip, own.ip, own.prefixLength),
  );
  for (const asker of await clientsOf({role: 'active', vip, iface, client}, host)) {
    if (client === undefined && !nets.some(({ip, prefixLength}) => isInSubnet(asker, ip, prefixLength)))
      continue;
    const answer = await host.routeTo(asker);
    const dev = 'route' in answer ? asText(answer.route.dev) : iface;
    if (dev !== iface) return {to: asker, dev};
  }
  const part = (await host.routes('ipv4')).find(({dst, dev, table, type}) => {
    const [base = '', length = '32'] = asText(dst).split('/');
    return (
      (table === undefined || table === 'main') &&
      (type === undefined || type === 'unicast') &&
      asText(dev) !== '' &&
      dev !== iface &&
      nets.some(({ip, prefixLength}) => Number(length) > prefixLength && isInSubnet(base, ip, prefixLength))
    );
  });
  return part === undefined ? undefined : {to: asText(part.dst), dev: asText(part.dev)};
}
