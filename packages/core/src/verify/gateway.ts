/**
 * The default gateways of this network namespace.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {type IpAddress, parseIpv4, parseIpv6} from '@vip/arp';

/** The gateways through one interface, of both families; none without such a route. */
export function defaultGateways(iface: string): IpAddress[] {
  const ipv4 = ipv4Gateways(read('/proc/self/net/route'), iface);
  return [...ipv4, ...ipv6Gateways(read('/proc/self/net/ipv6_route'), iface)];
}

/** From /proc/net/route, in which addresses are 32-bit words in the machine's byte order, in hex. */
export function ipv4Gateways(
  table: string,
  iface: string,
  isLittleEndian = isThisLittleEndian(),
): IpAddress[] {
  return rowsOf(table).flatMap(([name, destination, gateway = '', , , , , mask]) => {
    const isDefault = destination === '00000000' && mask === '00000000';
    if (name !== iface || !isDefault || gateway === '00000000') return [];
    const octets = octetsOf(gateway);
    return [parseIpv4((isLittleEndian ? octets.reverse() : octets).join('.'))];
  });
}

/** From /proc/net/ipv6_route: destination, prefix length, source, prefix length, gateway, ..., interface (`ipv6_route_seq_show()`). */
export function ipv6Gateways(table: string, iface: string): IpAddress[] {
  return rowsOf(table).flatMap(row => {
    const [destination = '', prefix, , , gateway = ''] = row;
    const isDefault = /^0+$/.test(destination) && prefix === '00';
    if (row.at(-1) !== iface || !isDefault || /^0*$/.test(gateway)) return [];
    return [parseIpv6((gateway.match(/.{4}/g) ?? []).join(':'))];
  });
}

function rowsOf(table: string): string[][] {
  return table.split('\n').map(line => line.trim().split(/\s+/));
}

function octetsOf(hex: string): number[] {
  return (hex.match(/../g) ?? []).map(digits => Number.parseInt(digits, 16));
}

function isThisLittleEndian(): boolean {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
}

/** Without the protocol family there is no table. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
