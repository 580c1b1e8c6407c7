export {
  ARP_PACKET_LENGTH,
  type ArpOperation,
  type ArpPacket,
  decodeArpPacket,
  encodeArpPacket,
} from './arp-packet.js';
export {DecodeError, VipError, type VipErrorCode} from './errors.js';
export {
  decodeEthernetFrame,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  ETHERNET_HEADER_LENGTH,
  ETHERNET_MINIMUM_LENGTH,
  type EthernetFrame,
  encodeEthernetFrame,
  padFrame,
  TPID_8021Q,
  type VlanTag,
  vlanTag,
} from './ethernet.js';
export {
  ANY_IPV4,
  formatIpv4Interface,
  type Ipv4Address,
  type Ipv4Interface,
  isInNetwork,
  isIpv4,
  parseIpv4,
  parseIpv4Interface,
} from './ipv4-address.js';
export {BROADCAST_MAC, isGroupMac, type MacAddress, parseMac, ZERO_MAC} from './mac.js';
