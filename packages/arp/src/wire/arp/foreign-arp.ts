/**
 * Relatives of ARP: RARP (RFC 903) and InARP (RFC 2390) have ARP's layout with other operations. They do not
 * claim an IPv4 address. A hypervisor, however, sends a RARP request on behalf of a guest that has moved (QEMU's
 * `announce-self`, VMware's `notify switches`), so that switches learn the new port of its MAC.
 *
 * @module
 */

import {DecodeError} from '../errors.js';
import {type ArpFields, decodeArpFields, FOREIGN_OPERATIONS} from './arp-packet.js';

/** A packet with the layout of ARP whose operation is neither request nor reply. */
export interface ForeignArp extends ArpFields {
  /** `RARP request`, `InARP reply`, or `ARP operation 17` for one without a name here. */
  readonly name: string;
}

/** EtherType of RARP (RFC 903). */
export const ETHER_TYPE_RARP = 0x8035;

/**
 * Decodes a packet of RARP, InARP, or any operation other than ARP's own.
 *
 * @param octets the payload of a frame of EtherType RARP or ARP
 * @throws DecodeError for octets that are not IPv4 over Ethernet, and `UNSUPPORTED` for ARP's own request and reply
 */
export function decodeForeignArp(octets: Uint8Array): ForeignArp {
  const fields = decodeArpFields(octets);
  if (fields.code === 1 || fields.code === 2) {
    const problem = `expected an operation other than ARP's own, got operation ${fields.code}`;
    throw new DecodeError('UNSUPPORTED', 'rarp', 6, problem);
  }
  return {name: FOREIGN_OPERATIONS[fields.code] ?? `ARP operation ${fields.code}`, ...fields};
}

/**
 * Whether a message is a hypervisor's announcement that a guest has moved: a RARP request about its own
 * sender.
 */
export function isSwitchNotice({code, senderMac, targetMac}: ForeignArp): boolean {
  return code === 3 && senderMac === targetMac;
}
