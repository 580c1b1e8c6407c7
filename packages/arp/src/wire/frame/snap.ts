/**
 * IEEE 802.3 frames that carry an EtherType, after IEEE 802.2 LLC and SNAP headers (RFC 1042): the way
 * some equipment sends ARP.
 *
 *   octet 0   DSAP, SSAP      2   0xaa, 0xaa
 *         2   control         1   0x03, unnumbered information
 *         3   organisation    3   0
 *         6   EtherType       2
 *         8   payload
 *
 * @module
 */

import {readUint16, writeUint16} from '../octets.js';

/** Octets before the payload. */
export const SNAP_HEADER_LENGTH = 8;

const at = {sap: 0, control: 2, organisation: 3, organisationLow: 4, etherType: 6} as const;
const SAP = 0xaaaa;
const UNNUMBERED_INFORMATION = 0x03;

/** The EtherType of the header at `offset`; -1 if there is none, or if it is another organisation's. */
export function readSnapType(octets: Uint8Array, offset: number): number {
  if (octets.length < offset + SNAP_HEADER_LENGTH) return -1;
  if (readUint16(octets, offset + at.sap) !== SAP) return -1;
  if (octets[offset + at.control] !== UNNUMBERED_INFORMATION) return -1;
  if (octets[offset + at.organisation] !== 0 || readUint16(octets, offset + at.organisationLow) !== 0)
    return -1;
  return readUint16(octets, offset + at.etherType);
}

export function writeSnapHeader(octets: Uint8Array, offset: number, etherType: number): void {
  writeUint16(octets, offset + at.sap, SAP);
  octets[offset + at.control] = UNNUMBERED_INFORMATION;
  writeUint16(octets, offset + at.etherType, etherType);
}
