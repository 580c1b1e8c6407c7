/**
 * The clients to examine if none is named: one on the link and one behind a router.
 *
 * @module
 */

import {type IpAddress, ipFamilyOf, ipFromNumber, ipToNumber, isOfIpv6, networkSize, parseIp} from '@vip/arp';
import type {AddressSubject} from './check.js';
import type {Host} from './host/host.js';

/** Addresses for documentation (RFC 5737, RFC 3849), reachable only through a default route. */
const FAR = {ipv4: parseIp('192.0.2.1'), ipv6: parseIp('2001:db8::1')};

export function farAddress(vip: IpAddress): IpAddress {
  return isOfIpv6(vip) ? FAR.ipv6 : FAR.ipv4;
}

/** The named client alone, or one on the link and one beyond the default route. */
export async function clientsOf({vip, iface, client}: AddressSubject, host: Host): Promise<IpAddress[]> {
  if (client !== undefined) return [client];
  return [...(await onLink(vip, iface, host)), farAddress(vip)];
}

/** An address in a network of the interface that is not this host's. */
async function onLink(vip: IpAddress, iface: string, host: Host): Promise<IpAddress[]> {
  const all = await host.addresses();
  const isSix = isOfIpv6(vip);
  const own = all.find(
    each =>
      each.iface === iface &&
      isOfIpv6(each.ip) === isSix &&
      each.scope === 'global' &&
      each.prefixLength < (isSix ? 127 : 31),
  );
  if (own === undefined) return [];
  const family = ipFamilyOf(vip);
  const size = networkSize(family, own.prefixLength);
  const network = (ipToNumber(own.ip) / size) * size;
  const hosts = size < 256n ? size - 1n : 256n;
  for (let number = 1n; number < hosts; number++) {
    const ip = ipFromNumber(network + number, family);
    if (!all.some(each => each.ip === ip)) return [ip];
  }
  return [];
}
