/**
 * A frame as far as it can be read: for whoever shows what comes off a wire, where anything comes.
 *
 * @module
 */

import {type ArpPacket, decodeArpPacket} from './arp-packet.js';
import {DecodeError} from './errors.js';
import {decodeEthernetFrame, ETHER_TYPE_ARP, type EthernetFrame} from './ethernet.js';

/** What could be read of some octets; at least one of the three is there. */
export interface ReadableFrame {
  /** Absent when it is no Ethernet frame. */
  readonly frame?: EthernetFrame;
  /** Absent when it is no ARP packet of IPv4 over Ethernet. */
  readonly packet?: ArpPacket;
  /** Why reading ended early. Absent for a frame that is no ARP: nothing is wrong with it. */
  readonly problem?: DecodeError;
}

/** Reads any octets; never throws. */
export function readFrame(bytes: Uint8Array): ReadableFrame {
  let frame: EthernetFrame | undefined;
  try {
    frame = decodeEthernetFrame(bytes);
    return frame.etherType === ETHER_TYPE_ARP ? {frame, packet: decodeArpPacket(frame.payload)} : {frame};
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return frame === undefined ? {problem: error} : {frame, problem: error};
  }
}
