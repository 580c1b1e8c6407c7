/** Notices of the router to use: redirects of ICMP (RFC 792) and ICMPv6 (RFC 4861 §4.5), and router advertisements (RFC 4861 §4.2). */

import {ALL_NODES, type IpAddress, internetChecksum, isOfIpv6, type MacAddress, multicastMac} from '@vip/arp';
import {concat, hex} from '../../helpers/hex.js';
import {etherTypeOf} from '../sim/family.js';
import type {Telling} from './neighbour.js';
import {ipOctets} from './octets.js';
import {type Ends, ipPacket, transportChecksum} from './packet.js';

const ICMPV6 = 58;
const SOURCE_MAC = '01';
const TARGET_MAC = '02';

/** A datagram from port 40000 to port 50000. */
const QUOTED = hex('9c40 c350 0010 0000 00000000 00000000');

interface Station {
  readonly ip: IpAddress;
  readonly mac: MacAddress;
}

/** `router` tells `to` to send packets between these ends to `gateway`; over IPv6, with its MAC as well. */
export function redirect(router: IpAddress, to: Station, sent: Ends, gateway: Station): Telling {
  const ends = {source: router, destination: to.ip};
  const quoted = ipPacket({...sent, protocol: 17, payload: QUOTED});
  if (!isOfIpv6(router)) {
    const payload = concat(Uint8Array.of(5, 1, 0, 0), ipOctets(gateway.ip), quoted.subarray(0, 28));
    new DataView(payload.buffer).setUint16(2, internetChecksum(payload));
    return telling(ends, to.mac, 1, payload, 64);
  }
  const payload = concat(
    Uint8Array.of(137, 0, 0, 0, 0, 0, 0, 0),
    ipOctets(gateway.ip),
    ipOctets(sent.destination),
    macOption(TARGET_MAC, gateway.mac),
  );
  return telling(ends, to.mac, ICMPV6, summed(ends, payload), 255);
}

/** The advertisement of a default router at this MAC, valid for half an hour. */
export function routerAdvertisement(router: Station): Telling {
  const ends = {source: router.ip, destination: ALL_NODES};
  const payload = concat(hex('86 00 0000 40 00 0708 00000000 00000000'), macOption(SOURCE_MAC, router.mac));
  return telling(ends, multicastMac(ALL_NODES), ICMPV6, summed(ends, payload), 255);
}

function macOption(type: string, mac: MacAddress): Uint8Array {
  return hex(`${type} 01 ${mac.replaceAll(':', '')}`);
}

function summed(ends: Ends, payload: Uint8Array): Uint8Array {
  new DataView(payload.buffer).setUint16(2, transportChecksum(ends, ICMPV6, payload));
  return payload;
}

function telling(
  ends: Ends,
  destination: MacAddress,
  protocol: number,
  payload: Uint8Array,
  ttl: number,
): Telling {
  return {
    destination,
    etherType: etherTypeOf(ends.source),
    payload: ipPacket({...ends, protocol, payload, ttl}),
  };
}
