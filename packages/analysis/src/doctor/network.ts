/**
 * Membership in networks, for addresses as other programs print them.
 *
 * @module
 */

import {ipToNumber, isInNetwork, isIpv4, isIpv6, parseIp} from '@vip/arp';

/** An address as a number; undefined for anything else. */
export function addressNumber(text: string): bigint | undefined {
  return isAddress(text) ? ipToNumber(parseIp(text)) : undefined;
}

/** Whether two addresses are in one network with that prefix length; false if either is invalid. */
export function isInSubnet(address: string, base: string, prefixLength: number): boolean {
  if (!isAddress(address) || !isAddress(base)) return false;
  return isInNetwork(parseIp(address), {address: parseIp(base), prefixLength});
}

function isAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

/** Whether an address is in a route's destination: `10.0.0.0/8`, `10.0.0.1`, `default`. */
export function isInDestination(address: string, destination: string): boolean {
  if (destination === 'default') return true;
  const [base = '', length] = destination.split('/');
  return isInSubnet(address, base, length === undefined ? (isIpv6(base) ? 128 : 32) : Number(length));
}
