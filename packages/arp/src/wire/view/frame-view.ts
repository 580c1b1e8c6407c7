/**
 * Offsets of the fields of a captured frame, for programs that inspect a million of them a second; see `LinkView` for the fields of its
 * link header and `PacketView` for those of IP. The codecs then decode the frames worth decoding.
 *
 * @module
 */

import {isGroupKey} from '../address/address-key.js';
import {UNKNOWN_MAC} from '../address/mac-number.js';
import {ETHER_TYPE_RARP} from '../arp/foreign-arp.js';
import {ETHER_TYPE_ARP, ETHER_TYPE_IPV4, ETHER_TYPE_IPV6} from '../frame/ether-type.js';
import {isDiscoveryType} from '../icmp/neighbour-discovery.js';
import {PROTOCOL_VRRP} from '../ip/protocol.js';
import {GLBP_PORT} from '../router/glbp.js';
import {HSRP_PORT, HSRP_PORT_IPV6} from '../router/hsrp.js';
import {LINK, LinkView} from './link-view.js';

/** Kind of a frame in a search for virtual addresses. */
export type ViewedKind =
  /** Packets of IP that are none of those below. */
  | 'ipv4'
  | 'ipv6'
  | 'arp'
  | 'rarp'
  /** A neighbour solicitation or advertisement. */
  | 'discovery'
  /** IP protocol 112, which is CARP's as well. */
  | 'vrrp'
  /** Messages of these two to their group; unicast to their ports is `ipv4` or `ipv6`. */
  | 'hsrp'
  | 'glbp'
  /** Any other EtherType, and IEEE 802.3 without one. */
  | 'other'
  /** Too short for its link type, or with a truncated or contradictory IP header. */
  | 'unreadable'
  /** Of an unsupported link type. */
  | 'foreign-link';

/** One object, overwritten for each frame. */
export class FrameView extends LinkView {
  kind: ViewedKind = 'other';
  /** EtherType of the payload, after any tags, where the kind is `other`; 0 where there is none. */
  etherType = 0;

  /** Whether the IP destination is a group, wherever the frame is sent. */
  get isToGroup(): boolean {
    return isGroupKey(this.destination);
  }

  /**
   * Finds the fields of a frame.
   *
   * @param linkType link type of the octets, one of the `LINK_TYPE_` numbers
   * @param wireLength length of the frame on the wire in octets, if the record is shorter
   * @param start offset of the frame in `octets`; all offsets of the view are in `octets` as well
   * @param end offset after its last octet
   */
  read(
    octets: Uint8Array,
    linkType: number,
    wireLength: number = octets.length,
    start = 0,
    end = octets.length,
  ): void {
    const wireEnd = start + wireLength;
    this.ipVersion = 0;
    this.transport = 'none';
    this.isIcmpError = false;
    this.isTruncated = end < wireEnd;
    this.end = end;
    const type = this.readLink(octets, linkType, start);
    switch (type) {
      case ETHER_TYPE_IPV4:
        this.#ip(octets, wireEnd, 4);
        return;
      case ETHER_TYPE_ARP:
        this.kind = 'arp';
        return;
      case ETHER_TYPE_IPV6:
        this.#ip(octets, wireEnd, 6);
        return;
      case LINK.bareIp:
        this.#ip(octets, wireEnd, 0);
        return;
      case LINK.unreadable:
        this.kind = 'unreadable';
        return;
      case LINK.foreign:
        this.kind = 'foreign-link';
        return;
      default:
        this.kind = type === ETHER_TYPE_RARP ? 'rarp' : 'other';
        this.etherType = type;
    }
  }

  /** @param version IP version that the link header states; 0 if only the packet does */
  #ip(octets: Uint8Array, wireEnd: number, version: 0 | 4 | 6): void {
    this.kind = 'unreadable';
    if (!this.readIp(octets, this.payloadStart, wireEnd, this.end)) return;
    if (version !== 0 && this.ipVersion !== version) {
      this.ipVersion = 0;
      this.transport = 'none';
      return;
    }
    if (this.destinationMac === UNKNOWN_MAC && isGroupKey(this.destination)) this.isGroup = true;
    this.kind = this.#ipKind();
  }

  #ipKind(): ViewedKind {
    if (this.protocol === PROTOCOL_VRRP && this.fragmentOffset === 0 && !this.moreFragments) return 'vrrp';
    if (this.transport === 'icmpv6' && isDiscoveryType(this.icmpType)) return 'discovery';
    if (this.transport === 'udp' && isGroupKey(this.destination)) {
      if (this.destinationPort === GLBP_PORT) return 'glbp';
      if (this.destinationPort === (this.ipVersion === 4 ? HSRP_PORT : HSRP_PORT_IPV6)) return 'hsrp';
    }
    return this.ipVersion === 4 ? 'ipv4' : 'ipv6';
  }
}
