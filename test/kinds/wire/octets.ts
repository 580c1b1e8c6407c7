/** The octets of addresses, each worked out once: a story says them thousands of times. */

import {type IpAddress, isOfIpv6, type MacAddress, writeIpv6} from '@vip/arp';

/** More than a story has. */
const ROOM = 4096;
const known = new Map<string, Uint8Array>();

export function ipOctets(ip: IpAddress): Uint8Array {
  return remembered(ip, () => {
    if (!isOfIpv6(ip)) return Uint8Array.from(ip.split('.'), Number);
    const octets = new Uint8Array(16);
    writeIpv6(octets, 0, ip);
    return octets;
  });
}

export function macOctets(mac: MacAddress): Uint8Array {
  return remembered(mac, () => Uint8Array.from(mac.split(':'), pair => Number.parseInt(pair, 16)));
}

function remembered(address: string, octetsOf: () => Uint8Array): Uint8Array {
  let octets = known.get(address);
  if (octets === undefined) {
    octets = octetsOf();
    if (known.size >= ROOM) known.clear();
    known.set(address, octets);
  }
  return octets;
}
