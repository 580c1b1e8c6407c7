/** Octets of packets and of addresses. Each address is converted once, because a story writes it thousands of times. */

import {type IpAddress, isOfIpv6, keyOf, type MacAddress} from '@vip/arp';

/** Octets that share one buffer, because a buffer of its own would cost more than the rest of a packet. */
const SHARED = 1 << 18;
let shared = new Uint8Array(SHARED);
let taken = 0;

/** This many zero octets, which nothing else writes to. */
export function zeroes(length: number): Uint8Array {
  if (length > SHARED) return new Uint8Array(length);
  if (taken + length > SHARED) {
    shared = new Uint8Array(SHARED);
    taken = 0;
  }
  taken += length;
  return shared.subarray(taken - length, taken);
}

/** Sixteen bits, the most significant first. */
export function setWord(octets: Uint8Array, offset: number, value: number): void {
  octets[offset] = value >>> 8;
  octets[offset + 1] = value;
}

/** More addresses than any story has. */
const ROOM = 4096;
const known = new Map<string, Uint8Array>();

export function ipOctets(ip: IpAddress): Uint8Array {
  return remembered(ip, () => {
    if (!isOfIpv6(ip)) return Uint8Array.from(ip.split('.'), Number);
    const groups = Array.from(String(keyOf(ip)), group => group.charCodeAt(0));
    return Uint8Array.from(groups.flatMap(group => [group >> 8, group & 0xff]));
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
