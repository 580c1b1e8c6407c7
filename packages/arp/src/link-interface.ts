/**
 * What a link must know of its interface, from /sys/class/net: that of the network namespace in which /sys was
 * mounted, which is one's own, `ip netns exec` mounts it anew.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {type MacAddress, parseMac} from './mac.js';

export interface LinkInterface {
  readonly mac: MacAddress;
  /** ARPHRD_ number of linux/if_arp.h. */
  readonly hardwareType: number;
}

/** ARPHRD_ETHER and ARPHRD_LOOPBACK: libpcap delivers Ethernet frames on the loopback as well. */
export const ETHERNET_HARDWARE: ReadonlySet<number> = new Set([1, 772]);

/** Undefined when there is no interface of that name. */
export function readLinkInterface(iface: string): LinkInterface | undefined {
  const type = readAttribute(iface, 'type');
  if (type === undefined) return undefined;
  const hardwareType = Number(type);
  const address = readAttribute(iface, 'address');
  if (address === undefined) return undefined;
  return {
    // Other hardware has addresses of other lengths, or none.
    mac: parseMac(ETHERNET_HARDWARE.has(hardwareType) ? address : '00:00:00:00:00:00'),
    hardwareType,
  };
}

/** False only when the interface is up and says that nothing is connected to it. */
export function hasCarrier(iface: string): boolean {
  return readAttribute(iface, 'carrier') !== '0';
}

/** Octets of payload, for a message; undefined when it cannot be read. */
export function readMtu(iface: string): number | undefined {
  const mtu = readAttribute(iface, 'mtu');
  return mtu === undefined ? undefined : Number(mtu);
}

function readAttribute(iface: string, attribute: string): string | undefined {
  // Names with a slash cannot be interfaces, and must not become paths.
  if (!/^[^/\s]{1,15}$/.test(iface) || iface === '.' || iface === '..') return undefined;
  try {
    return readFileSync(`/sys/class/net/${iface}/${attribute}`, 'latin1').trim();
  } catch {
    return undefined; // no such interface; or `carrier` of one that is down
  }
}
