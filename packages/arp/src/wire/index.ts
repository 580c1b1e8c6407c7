export {
  type AddressKey,
  addressOf,
  isGroupKey,
  keyOf,
  readIpv4Key,
  readIpv6Key,
} from './address/address-key.js';
export {type IpAddress, isOfIpv6, parseIp} from './address/ip-address.js';
export {
  ANY_IPV4,
  formatIpv4Interface,
  type Ipv4Address,
  type Ipv4Interface,
  ipv4FromNumber,
  ipv4ToNumber,
  isInNetwork,
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
  multicastMac,
  parseIpv6,
  readIpv6,
  solicitedNodeAddress,
  writeIpv6,
} from './address/ipv6-address.js';
export {BROADCAST_MAC, isGroupMac, type MacAddress, parseMac, ZERO_MAC} from './address/mac.js';
export {
  isGroupMacNumber,
  macOfNumber,
  numberOfMac,
  readMacNumber,
  UNKNOWN_MAC,
} from './address/mac-number.js';
export {
  isVirtualRouterMac,
  macOfVirtual,
  type VirtualMac,
  virtualMacOf,
  virtualMacOfNumber,
} from './address/virtual-mac.js';
export {
  ANNOUNCEMENT_FORMS,
  type AnnouncementForm,
  type AnnouncementOptions,
  announcementFrames,
  announcementPackets,
  broadcastFrame,
  DEFAULT_ROUND_INTERVAL_MS,
  DEFAULT_ROUNDS,
  DEFAULT_TARGET_MAC,
  type TargetMac,
} from './arp/announcement.js';
export {
  ARP_PACKET_LENGTH,
  type ArpFields,
  type ArpOperation,
  type ArpPacket,
  decodeArpFields,
  decodeArpPacket,
  encodeArpPacket,
} from './arp/arp-packet.js';
export {type AnnouncementTarget, type ArpPurpose, classifyArp, isGratuitousToLinux} from './arp/classify.js';
export {
  decodeForeignArp,
  ETHER_TYPE_RARP,
  type ForeignArp,
  isSwitchNotice,
} from './arp/foreign-arp.js';
export {arpProbe, conflictsWith, PROBE_COUNT} from './arp/probe-packet.js';
export {DecodeError, VipError, type VipErrorCode} from './errors.js';
export {
  decodeEthernetFrame,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_IPV6,
  ETHERNET_HEADER_LENGTH,
  ETHERNET_MINIMUM_LENGTH,
  type EthernetFrame,
  encodeEthernetFrame,
  padFrame,
  type SnapFraming,
  TPID_8021Q,
  type VlanTag,
  vlanTag,
} from './frame/ethernet.js';
export {type CookedHeader, decodeLinkFrame, isReadableLinkType, type LinkFrame} from './frame/link-frame.js';
export {
  LINK_TYPE_ETHERNET,
  LINK_TYPE_IPV4,
  LINK_TYPE_IPV6,
  LINK_TYPE_LINUX_SLL,
  LINK_TYPE_LINUX_SLL2,
  LINK_TYPE_RAW,
} from './frame/link-type.js';
export {
  type CookedPacket,
  decodeSll,
  decodeSll2,
  encodeSll,
  encodeSll2,
  PACKET_TYPE,
  SLL_HEADER_LENGTH,
  SLL2_HEADER_LENGTH,
} from './frame/linux-sll.js';
export {
  decodeIcmp,
  encodeIcmpEcho,
  type IcmpEcho,
  type IcmpMessage,
  type IcmpOther,
  type IcmpUnreachable,
  internetChecksum,
  verifyIcmpChecksum,
} from './icmp/icmp.js';
export {
  decodeIcmpError,
  decodeIcmpErrorPacket,
  decodeQuotedPacket,
  type IcmpError,
  type IcmpErrorPacket,
  type IcmpErrorReason,
  type QuotedPacket,
} from './icmp/icmp-error.js';
export {
  decodeIcmpv6,
  encodeIcmpv6Echo,
  type Icmpv6Path,
  icmpv6Checksum,
  verifyIcmpv6Checksum,
} from './icmp/icmpv6.js';
export {
  type DiscoveryOption,
  type DiscoveryPacket,
  decodeDiscoveryPacket,
  decodeNeighbourMessage,
  encodeNeighbourMessage,
  isDuplicateDetection,
  type NeighbourAdvertisement,
  type NeighbourMessage,
  type NeighbourSolicitation,
  taughtMac,
} from './icmp/neighbour-discovery.js';
export {type UnsolicitedNaOptions, unsolicitedNa} from './icmp/unsolicited-na.js';
export {
  type AuthenticatedPayload,
  decodeAuthenticationHeader,
  PROTOCOL_AH,
} from './ip/authentication-header.js';
export {
  decodeIpv4Packet,
  decodeIpv4Start,
  encodeIpv4Packet,
  type Ipv4Packet,
  type Ipv4Start,
  PROTOCOL_ICMP,
} from './ip/ipv4-packet.js';
export {decodeIpv6Packet, encodeIpv6Packet, type Ipv6Packet, PROTOCOL_ICMPV6} from './ip/ipv6-packet.js';
export {type Ipv6Payload, ipv6PayloadOf} from './ip/ipv6-payload.js';
export {decodeTcpSegment, PROTOCOL_TCP, TCP_FLAG, type TcpFlag, type TcpSegment} from './ip/tcp.js';
export {decodeUdpDatagram, PROTOCOL_UDP, UDP_HEADER_LENGTH, type UdpDatagram} from './ip/udp.js';
export {type AdvertisementPacket, decodeAdvertisementPacket} from './router/advertisement-packet.js';
export {
  CARP_PACKET_LENGTH,
  type CarpPacket,
  decodeCarpPacket,
  encodeCarpPacket,
  isCarpChecksumCorrect,
} from './router/carp.js';
export {
  decodeGlbpPacket,
  encodeGlbpPacket,
  GLBP_GROUP,
  GLBP_GROUP_IPV6,
  GLBP_PORT,
  GLBP_STATE,
  type GlbpAuthentication,
  type GlbpForwarder,
  type GlbpHello,
  type GlbpPacket,
  glbpPassword,
} from './router/glbp.js';
export {decodeHelloPacket, type HelloMessage, type HelloPacket} from './router/hello-packet.js';
export {
  decodeHsrpPacket,
  encodeHsrpPacket,
  HSRP_GROUP_IPV6,
  HSRP_PORT,
  HSRP_PORT_IPV6,
  HSRP_V1_GROUP,
  HSRP_V2_GROUP,
  type HsrpGroup,
  type HsrpInterface,
  type HsrpOperation,
  type HsrpPacket,
  type HsrpState,
} from './router/hsrp.js';
export {type HsrpAuthentication, type HsrpMd5, hsrpPassword} from './router/hsrp-authentication.js';
export {hmacSha256} from './router/sha256.js';
export {
  decodeVrrpPacket,
  encodeVrrpPacket,
  VRRP_GROUP,
  VRRP_GROUP_IPV6,
  type VrrpFamily,
  type VrrpPacket,
  type VrrpV2Packet,
  type VrrpV3Packet,
  vrrpLength,
} from './router/vrrp.js';
export {type VrrpAuthentication, vrrpAuthentication, vrrpPassword} from './router/vrrp-authentication.js';
export {
  PROTOCOL_VRRP,
  type VrrpChecksum,
  type VrrpChecksumReading,
  type VrrpEndpoints,
  vrrpChecksum,
  vrrpChecksumReading,
} from './router/vrrp-checksum.js';
export {
  type Advertisement,
  type CarpAdvertisement,
  decodeVrrpOrCarp,
  isCarp,
  type VrrpAdvertisement,
} from './router/vrrp-or-carp.js';
export {
  decodeVrrpTrailer,
  encodeVrrpTrailer,
  isVrrpTagCorrect,
  VRRP_TRAILER_LENGTH,
  type VrrpTrailer,
  vrrpTag,
  vrrpTrailerTime,
} from './router/vrrp-trailer.js';
export {FrameView, type ViewedKind} from './view/frame-view.js';
export {PacketView, type ViewedTransport} from './view/packet-view.js';
