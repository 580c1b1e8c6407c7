/**
 * Where to listen for addresses if no interface is named.
 *
 * @module
 */

import {listed} from '@vip/analysis/internal';
import {type IpAddress, VipError} from '@vip/arp';
import {interfacesFacing} from '@vip/core/internal/capture';

/** The interfaces on whose network one of the addresses is. @throws VipError `BAD_ARGUMENT` if there is none */
export function ifacesFacing(ips: readonly IpAddress[]): string[] {
  const ifaces = interfacesFacing(ips);
  if (ifaces.length > 0) return ifaces;
  const names = listed(ips);
  throw new VipError(
    'BAD_ARGUMENT',
    `--iface: expected an interface, got none, and no interface here is in the network of ${names}`,
  );
}
