/**
 * A frame as far as it can be read: for whoever shows what comes off a wire, where anything comes.
 *
 * @module
 */

import {type ArpPacket, decodeArpPacket} from '../wire/arp/arp-packet.js';
import {decodeForeignArp, ETHER_TYPE_RARP, type ForeignArp} from '../wire/arp/foreign-arp.js';
import {DecodeError} from '../wire/errors.js';
import {ETHER_TYPE_ARP, ETHER_TYPE_IPV6} from '../wire/frame/ethernet.js';
import {decodeLinkFrame, type LinkFrame} from '../wire/frame/link-frame.js';
import {LINK_TYPE_ETHERNET} from '../wire/frame/link-type.js';
import {type DiscoveryPacket, decodeDiscoveryPacket} from '../wire/icmp/neighbour-discovery.js';

/** What could be read of some octets; at least one of the four is there. */
export interface ReadableFrame {
  /** Absent when it is no frame of its link type. */
  readonly frame?: LinkFrame;
  /** Absent when it is no ARP packet of IPv4 over Ethernet. */
  readonly packet?: ArpPacket;
  /** RARP and InARP. */
  readonly foreign?: ForeignArp;
  /** Why reading ended early. Absent for a frame that is no ARP: nothing is wrong with it. */
  readonly problem?: DecodeError;
}

/** Reads any octets; never throws. */
export function readFrame(bytes: Uint8Array, linkType: number = LINK_TYPE_ETHERNET): ReadableFrame {
  let frame: LinkFrame | undefined;
  try {
    frame = decodeLinkFrame(bytes, linkType);
    const {etherType, payload} = frame;
    if (etherType === ETHER_TYPE_RARP) return {frame, foreign: decodeForeignArp(payload)};
    return etherType === ETHER_TYPE_ARP ? {frame, packet: decodeArpPacket(payload)} : {frame};
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    if (frame === undefined) return {problem: error};
    const foreign = error.code === 'UNSUPPORTED' ? foreignArp(frame) : undefined;
    return foreign === undefined ? {frame, problem: error} : {frame, foreign};
  }
}

/** What a frame says of IPv6 neighbours; undefined where it says nothing that a receiver believes. */
export function readDiscovery({etherType, payload}: LinkFrame): DiscoveryPacket | undefined {
  if (etherType !== ETHER_TYPE_IPV6) return undefined;
  try {
    return decodeDiscoveryPacket(payload);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** What ARP itself refused, when that is only for its operation. */
function foreignArp({payload}: LinkFrame): ForeignArp | undefined {
  try {
    return decodeForeignArp(payload);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
