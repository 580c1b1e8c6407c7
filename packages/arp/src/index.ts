export {
  type AddressKey,
  addressOf,
  isGroupKey,
  keyOf,
  readIpv4Key,
  readIpv6Key,
} from './address-key.js';
export {type AdvertisementPacket, decodeAdvertisementPacket} from './advertisement-packet.js';
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
} from './announcement.js';
export {
  ARP_PACKET_LENGTH,
  type ArpFields,
  type ArpOperation,
  type ArpPacket,
  decodeArpFields,
  decodeArpPacket,
  encodeArpPacket,
} from './arp-packet.js';
export {
  type AuthenticatedPayload,
  decodeAuthenticationHeader,
  PROTOCOL_AH,
} from './authentication-header.js';
export {
  CAPTURE_MAGIC_LENGTH,
  type CaptureFormat,
  createCaptureReader,
  readCapture,
  readCaptureBatches,
  sniffCapture,
} from './capture-file.js';
export {
  type CaptureEnd,
  type CaptureReader,
  type CaptureRecord,
  LINK_TYPE_ETHERNET,
  LINK_TYPE_IPV4,
  LINK_TYPE_IPV6,
  LINK_TYPE_LINUX_SLL,
  LINK_TYPE_LINUX_SLL2,
  LINK_TYPE_RAW,
  MAX_CAPTURED_LENGTH,
} from './capture-record.js';
export {
  CARP_PACKET_LENGTH,
  type CarpPacket,
  decodeCarpPacket,
  encodeCarpPacket,
  isCarpChecksumCorrect,
} from './carp.js';
export {
  arpProbeOf,
  type Claim,
  type ClaimKind,
  claimOfArp,
  claimOfDiscovery,
  discoveryProbeOf,
  type Probe,
} from './claim.js';
export {type AnnouncementTarget, type ArpPurpose, classifyArp, isGratuitousToLinux} from './classify.js';
export {describeFrame, type FrameDescription, type FrameKind} from './describe-frame.js';
export {
  DIALECTS,
  type Dialect,
  type DialectRow,
  type DialectWarning,
  dialectOf,
  type FormCounts,
  formatDialect,
  type Ignorer,
  isWithoutOverride,
  missingForm,
  type Speaker,
} from './dialects.js';
export {dissectArpFrame, type FrameField} from './dissect.js';
export {dissectNaFrame} from './dissect-na.js';
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
} from './ethernet.js';
export {
  decodeForeignArp,
  ETHER_TYPE_RARP,
  type ForeignArp,
  isSwitchNotice,
} from './foreign-arp.js';
export {formatArp, formatForeignArp, formatFrame, formatPurpose, formatReadable} from './format.js';
export {FrameView, type ViewedKind} from './frame-view.js';
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
} from './glbp.js';
export {decodeHelloPacket, type HelloMessage, type HelloPacket} from './hello-packet.js';
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
} from './hsrp.js';
export {type HsrpAuthentication, type HsrpMd5, hsrpPassword} from './hsrp-authentication.js';
export {
  decodeIcmp,
  encodeIcmpEcho,
  type IcmpEcho,
  type IcmpMessage,
  type IcmpOther,
  type IcmpUnreachable,
  internetChecksum,
  verifyIcmpChecksum,
} from './icmp.js';
export {
  decodeIcmpError,
  decodeIcmpErrorPacket,
  decodeQuotedPacket,
  type IcmpError,
  type IcmpErrorPacket,
  type IcmpErrorReason,
  type QuotedPacket,
} from './icmp-error.js';
export {
  decodeIcmpv6,
  encodeIcmpv6Echo,
  type Icmpv6Path,
  icmpv6Checksum,
  verifyIcmpv6Checksum,
} from './icmpv6.js';
export {type IpAddress, isOfIpv6, parseIp} from './ip-address.js';
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
} from './ipv4-address.js';
export {
  decodeIpv4Packet,
  decodeIpv4Start,
  encodeIpv4Packet,
  type Ipv4Packet,
  type Ipv4Start,
  PROTOCOL_ICMP,
} from './ipv4-packet.js';
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
} from './ipv6-address.js';
export {decodeIpv6Packet, encodeIpv6Packet, type Ipv6Packet, PROTOCOL_ICMPV6} from './ipv6-packet.js';
export {type Ipv6Payload, ipv6PayloadOf} from './ipv6-payload.js';
export {type CookedHeader, decodeLinkFrame, isReadableLinkType, type LinkFrame} from './link-frame.js';
export {
  type CookedPacket,
  decodeSll,
  decodeSll2,
  encodeSll,
  encodeSll2,
  PACKET_TYPE,
  SLL_HEADER_LENGTH,
  SLL2_HEADER_LENGTH,
} from './linux-sll.js';
export {BROADCAST_MAC, isGroupMac, type MacAddress, parseMac, ZERO_MAC} from './mac.js';
export {isGroupMacNumber, macOfNumber, numberOfMac, readMacNumber, UNKNOWN_MAC} from './mac-number.js';
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
} from './neighbour-discovery.js';
export {
  ALTERNATION_CHANGES,
  type Conflict,
  type ConflictEvidence,
  FLAP_CHANGES,
  FLAP_NS,
  type Flap,
  MAX_FORMER_OWNERS,
  MAX_OWNERS,
  type Move,
  type OwnershipChange,
  type OwnershipTracker,
  type ProbeSeen,
  type ProxyAnswer,
  QUICKEST_RETURN_NS,
  type Return,
  trackOwnership,
} from './ownership.js';
export {PacketView, type ViewedTransport} from './packet-view.js';
export {createPcapReader} from './pcap-reader.js';
export {createPcapngReader} from './pcapng-reader.js';
export {
  encodeEnhancedPacket,
  encodeInterfaceDescription,
  encodeInterfaceStatistics,
  encodeSectionHeader,
  type PcapngInterface,
  type PcapngPacket,
  type PcapngSection,
  type PcapngStatistics,
} from './pcapng-writer.js';
export {arpProbe, conflictsWith, PROBE_COUNT} from './probe-packet.js';
export {PROXY_OWNERS} from './proxy-answers.js';
export {type ReadableFrame, readDiscovery, readFrame} from './readable-frame.js';
export {hmacSha256} from './sha256.js';
export {decodeTcpSegment, PROTOCOL_TCP, TCP_FLAG, type TcpFlag, type TcpSegment} from './tcp.js';
export {decodeUdpDatagram, PROTOCOL_UDP, UDP_HEADER_LENGTH, type UdpDatagram} from './udp.js';
export {type UnsolicitedNaOptions, unsolicitedNa} from './unsolicited-na.js';
export {utcTime} from './utc-time.js';
export {
  isVirtualRouterMac,
  macOfVirtual,
  type VirtualMac,
  virtualMacOf,
  virtualMacOfNumber,
} from './virtual-mac.js';
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
} from './vrrp.js';
export {type VrrpAuthentication, vrrpAuthentication, vrrpPassword} from './vrrp-authentication.js';
export {
  PROTOCOL_VRRP,
  type VrrpChecksum,
  type VrrpChecksumReading,
  type VrrpEndpoints,
  vrrpChecksum,
  vrrpChecksumReading,
} from './vrrp-checksum.js';
export {
  type Advertisement,
  type CarpAdvertisement,
  decodeVrrpOrCarp,
  isCarp,
  type VrrpAdvertisement,
} from './vrrp-or-carp.js';
export {
  decodeVrrpTrailer,
  encodeVrrpTrailer,
  isVrrpTagCorrect,
  VRRP_TRAILER_LENGTH,
  type VrrpTrailer,
  vrrpTag,
  vrrpTrailerTime,
} from './vrrp-trailer.js';
