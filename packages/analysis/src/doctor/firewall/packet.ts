/**
 * A frame as a firewall sees it, as far as it is known: asks "would this be accepted?".
 *
 * @module
 */

export type FieldValue = string | number;

export interface Packet {
  readonly family: 'arp' | 'ip' | 'ip6';
  /** The interface it arrives on. */
  readonly iif?: string | undefined;
  /** The interface it leaves through. */
  readonly oif?: string | undefined;
  /** Of IP. */
  readonly protocol?: number;
  /** Its conntrack state. */
  readonly state?: 'new' | 'established' | 'invalid' | 'untracked';
  /** Its link-layer destination: one host, a group, all. */
  readonly addressed?: 'host' | 'broadcast' | 'multicast';
  /** Its known fields by their nft names: `ip.daddr`, `tcp.flags`, `arp.daddr ip`. */
  readonly fields: Readonly<Record<string, FieldValue>>;
}

export const PROTOCOL = {icmp: 1, igmp: 2, tcp: 6, udp: 17, icmpv6: 58, vrrp: 112} as const;

/** nft's names for numbers, by field. */
const NAMES: readonly (readonly [RegExp, Readonly<Record<string, number>>])[] = [
  [
    /^(?:meta\.l4proto|ip\.protocol|ip6\.nexthdr)$/,
    {...PROTOCOL, 'ipv6-icmp': 58, ah: 51, esp: 50, sctp: 132, gre: 47, ipip: 4, 'ipv6-route': 43},
  ],
  [/^(?:meta\.protocol|ether\.type|arp\.ptype|vlan\.type)$/, {arp: 0x0806, ip: 0x0800, ip6: 0x86dd}],
  [/^meta\.nfproto$/, {ipv4: 2, ipv6: 10}],
  [/^arp\.operation$/, {request: 1, reply: 2}],
  [
    /^icmp\.type$/,
    {
      'echo-reply': 0,
      'destination-unreachable': 3,
      redirect: 5,
      'echo-request': 8,
      'router-advertisement': 9,
      'router-solicitation': 10,
      'time-exceeded': 11,
      'parameter-problem': 12,
    },
  ],
  [
    /^icmpv6\.type$/,
    {
      'destination-unreachable': 1,
      'packet-too-big': 2,
      'time-exceeded': 3,
      'parameter-problem': 4,
      'echo-request': 128,
      'echo-reply': 129,
      'mld-listener-query': 130,
      'mld-listener-report': 131,
      'mld-listener-done': 132,
      'mld-listener-reduction': 132,
      'nd-router-solicit': 133,
      'nd-router-advert': 134,
      'nd-neighbor-solicit': 135,
      'nd-neighbor-advert': 136,
      'nd-redirect': 137,
      'mld2-listener-report': 143,
    },
  ],
];

/** Flags are bits that are tested together. */
const BITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'tcp.flags': {fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32, ecn: 64, cwr: 128},
  'ct.state': {invalid: 1, established: 2, related: 4, new: 8, untracked: 64},
};

/** The number or text that a constant stands for in that field. */
export function constantOf(field: string, text: FieldValue): FieldValue {
  if (typeof text === 'number') return text;
  const bit = BITS[field]?.[text];
  if (bit !== undefined) return bit;
  const names = NAMES.find(([fields]) => fields.test(field))?.[1];
  return names?.[text] ?? text;
}

/** A field whose values are bits. */
export function isBitField(field: string): boolean {
  return Object.hasOwn(BITS, field);
}

/**
 * The value of an nft field: undefined if unknown, `absent` if the packet does not have it, so that no rule about it matches.
 */
export function fieldOf(packet: Packet, field: string): FieldValue | undefined | 'absent' {
  const known = metaOf(packet, field) ?? packet.fields[field];
  if (known !== undefined) return constantOf(field, known);
  return has(packet, field) ? undefined : 'absent';
}

const ETHER_TYPE = {arp: 0x0806, ip: 0x0800, ip6: 0x86dd} as const;

function metaOf(packet: Packet, field: string): FieldValue | undefined {
  const {family, iif, oif, protocol, state, addressed} = packet;
  switch (field) {
    case 'meta.iifname':
    case 'meta.iif':
      return iif;
    case 'meta.oifname':
    case 'meta.oif':
      return oif;
    case 'meta.l4proto':
      return protocol;
    case 'ip.protocol':
      return family === 'ip' ? protocol : undefined;
    case 'ip6.nexthdr':
      return family === 'ip6' ? protocol : undefined;
    case 'meta.protocol':
    case 'ether.type':
      return ETHER_TYPE[family];
    case 'arp.ptype':
      return family === 'arp' ? ETHER_TYPE.ip : undefined;
    case 'arp.htype':
      return family === 'arp' ? 1 : undefined;
    case 'meta.nfproto':
      return family === 'ip' ? 'ipv4' : family === 'ip6' ? 'ipv6' : undefined;
    case 'meta.pkttype':
      return addressed;
    case 'ct.state':
      return family === 'arp' ? 'absent' : state;
    default:
      return undefined;
  }
}

/** Whether a packet of this kind has the header that the field is in. */
function has({family, protocol, iif, oif}: Packet, field: string): boolean {
  const header = field.split('.', 1)[0];
  switch (header) {
    case 'arp':
    case 'ip':
    case 'ip6':
      return header === family;
    case 'th':
      return protocol === PROTOCOL.tcp || protocol === PROTOCOL.udp;
    case 'icmp':
    case 'igmp':
    case 'tcp':
    case 'udp':
    case 'icmpv6':
      return protocol === undefined ? family !== 'arp' : protocol === PROTOCOL[header];
    case 'vlan':
      return false;
    case 'ct':
      return family !== 'arp';
    default:
      if (field.startsWith('meta.iif')) return iif !== undefined;
      if (field.startsWith('meta.oif')) return oif !== undefined;
      return true;
  }
}
