/**
 * Where in a frame what stands, found out without making anything: most frames of a capture are counted and forgotten.
 *
 * @module
 */

import {
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_IPV6,
  LINK_TYPE_ETHERNET,
  LINK_TYPE_LINUX_SLL,
  SLL_HEADER_LENGTH,
  SLL2_HEADER_LENGTH,
} from '@vip/arp';
import {type AddressKey, readIpv4Key, readIpv6Key} from './address-key.js';
import {macNumber, UNKNOWN_MAC} from './marks.js';

const ETHERNET = {destination: 0, source: 6, type: 12, payload: 14} as const;
const SLL = {addressLength: 4, address: 6, protocol: 14} as const;
const SLL2 = {protocol: 0, addressLength: 11, address: 12} as const;
const TAG_LENGTH = 4;
const MAC_LENGTH = 6;
/** More tags than this nobody stacks. */
const MAX_TAGS = 8;

const IPV4 = {protocol: 9, source: 12, destination: 16, length: 20} as const;
const IPV6 = {nextHeader: 6, source: 8, destination: 24, length: 40} as const;
const PROTOCOL_VRRP = 112;
const PROTOCOL_AH = 51;
const PROTOCOL_ICMPV6 = 58;
const NEIGHBOUR_SOLICITATION = 135;
const NEIGHBOUR_ADVERTISEMENT = 136;

/** What a frame is to us. */
export type FrameKind = 'ipv4' | 'ipv6' | 'arp' | 'vrrp' | 'discovery' | 'other' | 'unreadable';

/** One object that is written over for each frame. */
export class Layout {
  kind: FrameKind = 'other';
  /** To a group: nobody's address in particular. */
  isGroup = false;
  sourceMac = UNKNOWN_MAC;
  destinationMac = UNKNOWN_MAC;
  vlans = '';
  source: AddressKey = 0;
  destination: AddressKey = 0;

  read(bytes: Uint8Array, linkType: number): void {
    this.kind = 'unreadable';
    this.vlans = '';
    if (linkType === LINK_TYPE_ETHERNET) {
      if (bytes.length < ETHERNET.payload) return;
      this.isGroup = ((bytes[ETHERNET.destination] as number) & 1) === 1;
      this.destinationMac = macNumber(bytes, ETHERNET.destination);
      this.sourceMac = macNumber(bytes, ETHERNET.source);
      this.#payload(bytes, word(bytes, ETHERNET.type), ETHERNET.payload);
    } else if (linkType === LINK_TYPE_LINUX_SLL) {
      if (bytes.length < SLL_HEADER_LENGTH) return;
      this.#cooked(bytes, SLL.address, word(bytes, SLL.addressLength));
      this.#payload(bytes, word(bytes, SLL.protocol), SLL_HEADER_LENGTH);
    } else {
      if (bytes.length < SLL2_HEADER_LENGTH) return;
      this.#cooked(bytes, SLL2.address, bytes[SLL2.addressLength] as number);
      this.#payload(bytes, word(bytes, SLL2.protocol), SLL2_HEADER_LENGTH);
    }
  }

  #cooked(bytes: Uint8Array, address: number, length: number): void {
    this.isGroup = false;
    this.destinationMac = UNKNOWN_MAC;
    this.sourceMac = length === MAC_LENGTH ? macNumber(bytes, address) : UNKNOWN_MAC;
  }

  #payload(bytes: Uint8Array, first: number, start: number): void {
    let type = first;
    let offset = start;
    while (isTag(type)) {
      if (bytes.length < offset + TAG_LENGTH || offset > start + MAX_TAGS * TAG_LENGTH) return;
      const id = word(bytes, offset) & 0x0fff;
      // A tag of VLAN 0 has a priority and nothing else.
      if (id !== 0) this.vlans = this.vlans === '' ? String(id) : `${this.vlans}.${id}`;
      type = word(bytes, offset + 2);
      offset += TAG_LENGTH;
    }
    if (type === ETHER_TYPE_IPV4) this.#ipv4(bytes, offset);
    else if (type === ETHER_TYPE_ARP) this.kind = 'arp';
    else if (type === ETHER_TYPE_IPV6) this.#ipv6(bytes, offset);
    else this.kind = 'other';
  }

  #ipv4(bytes: Uint8Array, offset: number): void {
    if (bytes.length < offset + IPV4.length || (bytes[offset] as number) >> 4 !== 4) return;
    this.kind = isAdvertisement(bytes, offset) ? 'vrrp' : 'ipv4';
    this.source = readIpv4Key(bytes, offset + IPV4.source);
    this.destination = readIpv4Key(bytes, offset + IPV4.destination);
  }

  #ipv6(bytes: Uint8Array, offset: number): void {
    if (bytes.length < offset + IPV6.length || (bytes[offset] as number) >> 4 !== 6) return;
    this.kind = 'ipv6';
    if (bytes[offset + IPV6.nextHeader] === PROTOCOL_VRRP) this.kind = 'vrrp';
    if (bytes[offset + IPV6.nextHeader] === PROTOCOL_ICMPV6) {
      const type = bytes[offset + IPV6.length];
      if (type === NEIGHBOUR_SOLICITATION || type === NEIGHBOUR_ADVERTISEMENT) this.kind = 'discovery';
    }
    this.source = readIpv6Key(bytes, offset + IPV6.source);
    this.destination = readIpv6Key(bytes, offset + IPV6.destination);
  }
}

/** Also behind an authentication header, whose first octet says what follows it. */
function isAdvertisement(bytes: Uint8Array, offset: number): boolean {
  const protocol = bytes[offset + IPV4.protocol];
  if (protocol !== PROTOCOL_AH) return protocol === PROTOCOL_VRRP;
  return bytes[offset + ((bytes[offset] as number) & 0x0f) * 4] === PROTOCOL_VRRP;
}

function isTag(type: number): boolean {
  return type === 0x8100 || type === 0x88a8 || type === 0x9100;
}

function word(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] as number) << 8) | (bytes[offset + 1] as number);
}
