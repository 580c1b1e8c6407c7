/**
 * The packets on which a virtual address depends.
 *
 * @module
 */

import {type IpAddress, isOfIpv6, solicitedNodeAddress, VRRP_GROUP, VRRP_GROUP_IPV6} from '@vip/arp';
import {type Packet, PROTOCOL} from './packet.js';

/** An ARP request for the address, from any neighbour. */
export function arpQuestion(vip: IpAddress, iif: string): Packet {
  return {
    family: 'arp',
    iif,
    addressed: 'broadcast',
    fields: {'arp.operation': 'request', 'arp.daddr ip': vip, 'arp.plen': 4, 'arp.hlen': 6},
  };
}

/** The ARP request or solicitation of a client for the address. */
export function arpQuestionOut(vip: IpAddress, oif: string): Packet {
  const {iif: _, ...packet} = arpQuestion(vip, oif);
  return {...packet, oif};
}

export function arpAnswer(vip: IpAddress, oif: string): Packet {
  return {
    family: 'arp',
    oif,
    fields: {'arp.operation': 'reply', 'arp.saddr ip': vip, 'arp.plen': 4, 'arp.hlen': 6},
  };
}

/** A gratuitous request, as keepalived sends it. */
export function arpAnnouncement(vip: IpAddress, way: {iif: string} | {oif: string} | object): Packet {
  return {
    family: 'arp',
    ...way,
    addressed: 'broadcast',
    fields: {
      'arp.operation': 'request',
      'arp.saddr ip': vip,
      'arp.daddr ip': vip,
      'arp.plen': 4,
      'arp.hlen': 6,
      'ether.daddr': 'ff:ff:ff:ff:ff:ff',
    },
  };
}

function headerOf(ip: IpAddress): 'ip' | 'ip6' {
  return isOfIpv6(ip) ? 'ip6' : 'ip';
}

/** An echo request to an address of ours. */
export function echoTo(address: IpAddress, iif: string): Packet {
  const header = headerOf(address);
  const isV6 = header === 'ip6';
  return {
    family: header,
    iif,
    protocol: isV6 ? PROTOCOL.icmpv6 : PROTOCOL.icmp,
    state: 'new',
    addressed: 'host',
    fields: {[`${header}.daddr`]: address, [isV6 ? 'icmpv6.type' : 'icmp.type']: isV6 ? 128 : 8},
  };
}

/** The answer to it. */
export function echoFrom(address: IpAddress, oif: string): Packet {
  const header = headerOf(address);
  const isV6 = header === 'ip6';
  return {
    family: header,
    oif,
    protocol: isV6 ? PROTOCOL.icmpv6 : PROTOCOL.icmp,
    state: 'established',
    fields: {[`${header}.saddr`]: address, [isV6 ? 'icmpv6.type' : 'icmp.type']: isV6 ? 129 : 0},
  };
}

const FLAG = {syn: 2, ack: 16};

export function tcpTo(
  address: IpAddress,
  port: number,
  iif: string,
  flag: keyof typeof FLAG,
  state: 'new' | 'invalid',
): Packet {
  const header = headerOf(address);
  return {
    family: header,
    iif,
    protocol: PROTOCOL.tcp,
    state,
    addressed: 'host',
    fields: {
      [`${header}.daddr`]: address,
      'tcp.dport': port,
      'th.dport': port,
      'tcp.flags': FLAG[flag],
    },
  };
}

/** An advertisement from another node: to the group, or to us if peers are listed. */
export function advertIn(iif: string, to: IpAddress): Packet {
  const header = headerOf(to);
  return {
    family: header,
    iif,
    protocol: PROTOCOL.vrrp,
    state: 'new',
    addressed: to === VRRP_GROUP || to === VRRP_GROUP_IPV6 ? 'multicast' : 'host',
    fields: {[`${header}.daddr`]: to, [header === 'ip' ? 'ip.ttl' : 'ip6.hoplimit']: 255},
  };
}

/** An advertisement from this host. @param from undefined if unknown */
export function advertOut(oif: string, to: IpAddress, from: IpAddress | undefined): Packet {
  const {iif: _, ...packet} = advertIn(oif, to);
  const header = headerOf(to);
  return {
    ...packet,
    oif,
    fields: {...packet.fields, ...(from === undefined ? {} : {[`${header}.saddr`]: from})},
  };
}

/** A neighbour solicitation for an address of ours. */
export function solicitationIn(vip: IpAddress, iif: string): Packet {
  return {
    family: 'ip6',
    iif,
    protocol: PROTOCOL.icmpv6,
    state: 'untracked',
    addressed: 'multicast',
    fields: {
      'icmpv6.type': 135,
      'ip6.hoplimit': 255,
      ...(isOfIpv6(vip) ? {'ip6.daddr': solicitedNodeAddress(vip), 'icmpv6.taddr': vip} : {}),
    },
  };
}

export function advertisementOut(vip: IpAddress, oif: string): Packet {
  return {
    family: 'ip6',
    oif,
    protocol: PROTOCOL.icmpv6,
    state: 'untracked',
    fields: {'icmpv6.type': 136, 'ip6.hoplimit': 255, 'ip6.saddr': vip, 'icmpv6.taddr': vip},
  };
}

/** The report by which a snooping switch learns that this host is in a group: IGMPv3 or MLDv2. */
export function membershipReport(family: 'ip' | 'ip6', oif: string): Packet {
  return family === 'ip'
    ? {family, oif, protocol: PROTOCOL.igmp, state: 'new', fields: {'ip.daddr': '224.0.0.22', 'ip.ttl': 1}}
    : {
        family,
        oif,
        protocol: PROTOCOL.icmpv6,
        state: 'untracked',
        fields: {'ip6.daddr': 'ff02::16', 'ip6.hoplimit': 1, 'icmpv6.type': 143},
      };
}
