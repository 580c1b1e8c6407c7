import {ETHER_TYPE_IPV4, ETHER_TYPE_IPV6, type IpAddress, isOfIpv6} from '@vip/arp';

export function etherTypeOf(ip: IpAddress): number {
  return isOfIpv6(ip) ? ETHER_TYPE_IPV6 : ETHER_TYPE_IPV4;
}
