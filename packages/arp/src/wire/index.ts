/**
 * The wire: octets to values and back, and views of frames. The part of this package that most programs need. Pure: it runs
 * in a browser as well.
 *
 * @module
 */

export {type AddressKey, addressOfKey, keyOf} from './address/address-key.js';
export {type IpAddress, type IpFamily, ipFamilyOf, isOfIpv6, parseIp} from './address/ip-address.js';
export {
  formatIpInterface,
  type IpInterface,
  ipFromNumber,
  ipToNumber,
  isInNetwork,
  networkSize,
  parseIpInterface,
} from './address/ip-interface.js';
export {
  ANY_IPV4,
  formatIpv4Interface,
  type Ipv4Address,
  type Ipv4Interface,
  ipv4FromNumber,
  ipv4ToNumber,
  isIpv4,
  parseIpv4,
  parseIpv4Interface,
} from './address/ipv4-address.js';
export {
  ALL_NODES,
  ANY_IPV6,
  type Ipv6Address,
  isIpv6,
  isMulticastIpv6,
  parseIpv6,
  solicitedNodeAddress,
} from './address/ipv6-address.js';
export {BROADCAST_MAC, isGroupMac, type MacAddress, parseMac, ZERO_MAC} from './address/mac.js';
export {isGroupMacNumber, macOfNumber, numberOfMac, UNKNOWN_MAC} from './address/mac-number.js';
export {multicastMac} from './address/multicast-mac.js';
export {isVirtualRouterMac, macOfVirtual, type VirtualMac, virtualMacOf} from './address/virtual-mac.js';
export {type AddressAnnouncement, addressAnnouncement} from './address-announcement.js';
export {
  ANNOUNCEMENT_FORMS,
  type AnnouncementForm,
  type AnnouncementOptions,
  announcementFrames,
  announcementPackets,
  broadcastFrame,
  DEFAULT_ROUND_INTERVAL_MS,
  DEFAULT_ROUNDS,
  type TargetMac,
} from './arp/announcement.js';
export {
  arpOperationAt,
  arpPacketAt,
  arpSenderKey,
  arpSenderMac,
  arpTargetKey,
  arpTargetMac,
} from './arp/arp-in-place.js';
export {ARP_PACKET_LENGTH} from './arp/arp-layout.js';
export {
  type ArpFields,
  type ArpOperation,
  type ArpPacket,
  decodeArpPacket,
  encodeArpPacket,
} from './arp/arp-packet.js';
export {type AnnouncementTarget, type ArpPurpose, classifyArp} from './arp/classify.js';
export {ETHER_TYPE_RARP, type ForeignArp} from './arp/foreign-arp.js';
export {arpProbe, conflictsWith, PROBE_COUNT} from './arp/probe-packet.js';
export {internetChecksum} from './checksum.js';
export {DecodeError, VipError, type VipErrorCode} from './errors.js';
export {
  decodeFrame,
  type Frame,
  type OnLink,
  type OverIp,
  type UnreadableFrame,
} from './frame/decode-frame.js';
export {ETHER_TYPE_ARP, ETHER_TYPE_IPV4, ETHER_TYPE_IPV6} from './frame/ether-type.js';
export {
  decodeEthernetFrame,
  type EthernetFrame,
  encodeEthernetFrame,
  padFrame,
  type SnapFraming,
} from './frame/ethernet.js';
export {arp, ethernet, icmp, icmpv6, ipv4, ipv6, neighbour, tcp, udp, vrrp} from './frame/layers.js';
export {type CookedHeader, decodeLinkFrame, isReadableLinkType, type LinkFrame} from './frame/link-frame.js';
export {
  LINK_TYPE_ETHERNET,
  LINK_TYPE_IPV4,
  LINK_TYPE_IPV6,
  LINK_TYPE_LINUX_SLL,
  LINK_TYPE_LINUX_SLL2,
  LINK_TYPE_RAW,
} from './frame/link-type.js';
export {PACKET_TYPE} from './frame/linux-sll.js';
export {type Layer, type LayerContext, stack} from './frame/stack.js';
export {isTag, TPID_8021Q, type VlanTag, vlanTag} from './frame/vlan-tag.js';
export type {DiscoveryOption} from './icmp/discovery-option.js';
export {type DiscoveryPacket, decodeDiscoveryPacket, isDuplicateDetection} from './icmp/discovery-packet.js';
export {
  decodeIcmp,
  encodeIcmp,
  type IcmpEcho,
  type IcmpMessage,
  type IcmpOther,
  type IcmpUnreachable,
  icmpChecksum,
  isIcmpChecksumCorrect,
} from './icmp/icmp.js';
export {
  decodeIcmpError,
  decodeQuotedPacket,
  type IcmpError,
  type IcmpErrorReason,
  type QuotedPacket,
} from './icmp/icmp-error.js';
export {decodeIcmpv6, encodeIcmpv6, icmpv6Checksum, isIcmpv6ChecksumCorrect} from './icmp/icmpv6.js';
export {
  decodeNeighbourMessage,
  encodeNeighbourMessage,
  type NeighbourAdvertisement,
  type NeighbourMessage,
  type NeighbourSolicitation,
  taughtMac,
} from './icmp/neighbour-discovery.js';
export {type UnsolicitedNaOptions, unsolicitedNa} from './icmp/unsolicited-na.js';
export {decodeIpPacket, type IpPacket} from './ip/ip-packet.js';
export type {IpPath, Ipv6Path} from './ip/ip-path.js';
export {ipv4Checksum, isIpv4ChecksumCorrect} from './ip/ipv4-header.js';
export {
  decodeIpv4Packet,
  encodeIpv4Packet,
  type Ipv4Fields,
  type Ipv4Packet,
  type Ipv4Start,
} from './ip/ipv4-packet.js';
export type {Ipv6Extension} from './ip/ipv6-extension.js';
export {
  decodeIpv6Packet,
  encodeIpv6Packet,
  type Ipv6Fields,
  type Ipv6Packet,
  type Ipv6Start,
} from './ip/ipv6-packet.js';
export {
  PROTOCOL_AH,
  PROTOCOL_ICMP,
  PROTOCOL_ICMPV6,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
  PROTOCOL_VRRP,
} from './ip/protocol.js';
export {
  formatSocketAddress,
  parseSocketAddress,
  type SocketAddress,
  type TcpSession,
} from './ip/socket-address.js';
export {
  decodeTcpSegment,
  encodeTcpSegment,
  isTcpChecksumCorrect,
  TCP_FLAG,
  type TcpFields,
  type TcpFlag,
  type TcpSegment,
  tcpChecksum,
} from './ip/tcp.js';
export {resetOf, type TickleForm, tickle} from './ip/tickle.js';
export {
  decodeUdpDatagram,
  encodeUdpDatagram,
  isUdpChecksumCorrect,
  type UdpDatagram,
  udpChecksum,
} from './ip/udp.js';
export {readInt32} from './octets.js';
export type {AdvertisementPacket} from './router/advertisement-packet.js';
export {
  type CarpPacket,
  carpChecksum,
  decodeCarpPacket,
  encodeCarpPacket,
  isCarpChecksumCorrect,
} from './router/carp.js';
export {decodeGlbpPacket, encodeGlbpPacket, GLBP_GROUP, GLBP_GROUP_IPV6, GLBP_PORT} from './router/glbp.js';
export {
  GLBP_STATE,
  type GlbpAuthentication,
  type GlbpForwarder,
  type GlbpHello,
  type GlbpPacket,
} from './router/glbp-message.js';
export {
  decodeHsrpPacket,
  encodeHsrpPacket,
  HSRP_GROUP_IPV6,
  HSRP_PORT,
  HSRP_PORT_IPV6,
  HSRP_V1_GROUP,
  HSRP_V2_GROUP,
} from './router/hsrp.js';
export type {HsrpAuthentication, HsrpMd5} from './router/hsrp-authentication.js';
export type {HsrpGroup, HsrpInterface, HsrpOperation, HsrpPacket, HsrpState} from './router/hsrp-message.js';
export {decodeVrrpPacket, encodeVrrpPacket, VRRP_GROUP, VRRP_GROUP_IPV6} from './router/vrrp.js';
export type {VrrpAuthentication} from './router/vrrp-authentication.js';
export {
  isVrrpChecksumCorrect,
  type VrrpChecksumReading,
  type VrrpChecksumScope,
  type VrrpChecksumVerdict,
  vrrpChecksum,
  vrrpChecksumReading,
  vrrpChecksumVerdict,
} from './router/vrrp-checksum.js';
export type {VrrpPacket, VrrpV2Packet, VrrpV3Packet} from './router/vrrp-message.js';
export {
  type Advertisement,
  type CarpAdvertisement,
  decodeVrrpOrCarp,
  type VrrpAdvertisement,
} from './router/vrrp-or-carp.js';
export {
  isVrrpTagCorrect,
  type VrrpSigning,
  type VrrpTrailer,
  vrrpTrailerTime,
} from './router/vrrp-trailer.js';
export {FrameView, type ViewedKind} from './view/frame-view.js';
export type {LinkView} from './view/link-view.js';
export type {PacketView} from './view/packet-view.js';
export {isPlainTraffic} from './view/plain-traffic.js';
export type {TransportView, ViewedTransport} from './view/transport-view.js';
