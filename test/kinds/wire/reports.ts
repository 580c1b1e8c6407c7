/** Reports about other frames: an ICMP error that quotes what it refuses (RFC 792, RFC 4443 §3.1), and a notice that a MAC has moved. */

import {BROADCAST_MAC, internetChecksum, isOfIpv6, type MacAddress} from '@vip/arp';
import {concat, hex} from '../../helpers/hex.js';
import type {Telling} from './neighbour.js';
import {type Ends, transportChecksum} from './packet.js';
import type {Message} from './transport.js';

/** `port`, `protocol`: nothing listens here. `prohibited`: a filter rejects it. `host`, `network`: a router cannot reach it. */
export type Refusal = 'port' | 'protocol' | 'prohibited' | 'host' | 'network';

const CODES = {port: 3, protocol: 2, prohibited: 10, host: 1, network: 0} as const;
const CODES_V6 = {port: 4, prohibited: 1, host: 3, network: 0} as const;
/** A parameter problem: an unrecognized next header, at octet 6 of the quoted packet (RFC 4443 §3.4). */
const NEXT_HEADER_V6 = Uint8Array.of(4, 1, 0, 0, 0, 0, 0, 6);
/** Octets of the refused packet that Linux quotes, by family: as many as fit the smallest packet that every host accepts. */
const QUOTED = {4: 548, 6: 1232} as const;

/** From the host that refuses to the asker; `packet` is the question, from its IP header on. */
export function refusalMessage(ends: Ends, refusal: Refusal, packet: Uint8Array): Message {
  if (isOfIpv6(ends.source)) {
    const quoted = packet.subarray(0, QUOTED[6]);
    const head =
      refusal === 'protocol' ? NEXT_HEADER_V6 : Uint8Array.of(1, CODES_V6[refusal], 0, 0, 0, 0, 0, 0);
    const payload = concat(head, quoted);
    new DataView(payload.buffer).setUint16(2, transportChecksum(ends, 58, payload));
    return {protocol: 58, payload};
  }
  const quoted = packet.subarray(0, QUOTED[4]);
  const payload = concat(Uint8Array.of(3, CODES[refusal], 0, 0, 0, 0, 0, 0), quoted);
  new DataView(payload.buffer).setUint16(2, internetChecksum(payload));
  return {protocol: 1, payload};
}

/** The RARP request that QEMU and VMware send after a migration: it contains no IP address, and only shows where the MAC is. */
export function reverseRequest(mac: MacAddress): Telling {
  const digits = mac.replaceAll(':', '');
  const payload = hex(`0001 0800 06 04 0003 ${digits} 00000000 ${digits} 00000000`);
  return {destination: BROADCAST_MAC, etherType: 0x8035, payload};
}
