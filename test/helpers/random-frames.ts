/**
 * Any number of frames of every decoded protocol, the same for the same seed; some of them cut or damaged.
 *
 * Fields that select a dissector (EtherType, protocol, ICMP type, port) are never damaged, because tshark's
 * reading of other protocols is beside the point.
 *
 * @module
 */

import {
  type DiscoveryOption,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_IPV6,
  encodeArpPacket,
  encodeCarpPacket,
  encodeEthernetFrame,
  encodeIcmp,
  encodeIcmpv6,
  encodeIpv4Packet,
  encodeIpv6Packet,
  encodeNeighbourMessage,
  encodeVrrpPacket,
  type IcmpEcho,
  type Ipv4Address,
  type Ipv6Address,
  internetChecksum,
  type MacAddress,
  PROTOCOL_AH,
  PROTOCOL_ICMP,
  PROTOCOL_ICMPV6,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
  PROTOCOL_VRRP,
  parseIpv4,
  parseIpv6,
  parseMac,
  type VlanTag,
  type VrrpPacket,
} from '@vip/arp';
import {concat, toHex} from './hex.js';
import type {Random} from './random.js';

/** A frame, and where it may be damaged without becoming another protocol's. */
interface Made {
  readonly etherType: number;
  readonly payload: Uint8Array;
  /** Offsets in the payload. */
  readonly damageable: readonly number[];
}

type Maker = (random: Random) => Made;

const range = (from: number, to: number) => Array.from({length: Math.max(0, to - from)}, (_, i) => from + i);

/** Each as often as the others. */
const MAKERS = [
  ...[arp, icmp, udp, tcp, vrrp, vrrpBehindAh],
  ...[vrrpOverIpv6, carp, fragment, discovery, icmpv6Echo],
] as [Maker, ...Maker[]];

export function randomFrame(random: Random): Uint8Array {
  const made = random.pick(MAKERS)(random);
  const {etherType, payload, damageable} = made;
  const tags = Array.from({length: random.pick([0, 0, 0, 1, 2])}, () => tag(random));
  const addresses = {destination: mac(random), source: mac(random)};
  const frame = encodeEthernetFrame({...addresses, tags, etherType, payload});
  if (random.oneIn(8)) return frame.subarray(0, 1 + random.below(frame.length));
  if (!random.oneIn(5) || damageable.length === 0) return frame;
  const where = damageable[random.below(damageable.length)] ?? 0;
  frame[frame.length - payload.length + where] = random.pick([0, 255, random.below(256)]);
  return frame;
}

function arp(random: Random): Made {
  const payload = encodeArpPacket({
    operation: random.pick(['request', 'reply']),
    ...{senderMac: mac(random), senderIp: ipv4(random)},
    ...{targetMac: mac(random), targetIp: ipv4(random)},
  });
  const padding = random.pick([0, 18]);
  return {
    etherType: ETHER_TYPE_ARP,
    payload: concat(payload, new Uint8Array(padding)),
    damageable: range(8, 28),
  };
}

function icmp(random: Random): Made {
  const echo = encodeIcmp({
    type: random.pick(['echo-request', 'echo-reply']),
    ...{
      identifier: random.below(0x10000),
      sequence: random.below(0x10000),
      data: random.octets(random.below(40)),
    },
  });
  return ipv4Packet(random, PROTOCOL_ICMP, echo, range(2, 8));
}

function udp(random: Random): Made {
  const data = new Uint8Array(random.below(9)).fill(0xfe);
  const bytes = concat(ports(random), new Uint8Array([0, 8 + data.length, 0, 0]), data);
  return ipv4Packet(random, PROTOCOL_UDP, bytes, range(4, 8));
}

function tcp(random: Random): Made {
  const words = random.pick([5, 5, 6, 8]);
  const header = concat(ports(random), random.octets(8), new Uint8Array([words << 4]), random.octets(7));
  // There are no urgent data, which other dissectors interpret, and the options have no effect.
  header.set([0, 0], 18);
  const options = new Uint8Array((words - 5) * 4).fill(1);
  return ipv4Packet(random, PROTOCOL_TCP, concat(header, options), range(4, 18));
}

function vrrp(random: Random): Made {
  const [source, destination] = [ipv4(random), ipv4(random)];
  const common = {
    ...{virtualRouterId: random.below(256), priority: random.below(256)},
    addresses: Array.from({length: random.below(5)}, () => ipv4(random)),
  };
  const packet: VrrpPacket = random.oneIn(2)
    ? {version: 3, ...common, intervalCentiseconds: random.below(4096)}
    : {
        version: 2,
        ...common,
        intervalSeconds: random.below(256),
        authenticationType: random.below(3),
        authenticationData: random.octets(8),
      };
  const bytes = encodeVrrpPacket(packet, {source, destination});
  return ipv4Packet(random, PROTOCOL_VRRP, bytes, range(0, bytes.length), {source, destination});
}

/** A header whose length may be damaged, followed by the complete advertisement. */
function vrrpBehindAh(random: Random): Made {
  const words = random.pick([4, 4, 5]);
  const header = concat(new Uint8Array([PROTOCOL_VRRP, words, 0, 0]), random.octets(words * 4 + 4));
  const ends = {source: ipv4(random), destination: ipv4(random)};
  const message = encodeVrrpPacket(
    {
      ...{version: 2, virtualRouterId: random.below(256), priority: random.below(256)},
      ...{intervalSeconds: random.below(256), authenticationType: 2, authenticationData: new Uint8Array(8)},
      addresses: [ipv4(random)],
    },
    ends,
  );
  return ipv4Packet(random, PROTOCOL_AH, concat(header, message), range(8, header.length), ends);
}

function vrrpOverIpv6(random: Random): Made {
  const path = {source: ipv6(random), destination: ipv6(random)};
  const bytes = encodeVrrpPacket(
    {
      ...{version: 3, virtualRouterId: random.below(256), priority: random.below(256)},
      intervalCentiseconds: random.below(4096),
      addresses: Array.from({length: random.below(5)}, () => ipv6(random)),
    },
    path,
  );
  return ipv6Packet(random, bytes, range(1, bytes.length), path, PROTOCOL_VRRP);
}

function carp(random: Random): Made {
  const bytes = encodeCarpPacket({
    ...{virtualHostId: random.below(256), advertisementSkew: random.below(256)},
    ...{advertisementBase: random.below(256), demotion: random.below(256)},
    ...{counter: BigInt(random.below(2 ** 32)), digest: random.octets(20)},
  });
  return ipv4Packet(random, PROTOCOL_VRRP, bytes, range(1, 3));
}

/** A fragment other than the packet's first, so that it contains no transport header. */
function fragment(random: Random): Made {
  const made = ipv4Packet(random, PROTOCOL_UDP, random.octets(16), []);
  const view = new DataView(made.payload.buffer, made.payload.byteOffset);
  view.setUint16(6, (random.oneIn(2) ? 0x2000 : 0) | (1 + random.below(8000)));
  return {...made, damageable: range(8, 9)};
}

function discovery(random: Random): Made {
  const path = {source: ipv6(random), destination: ipv6(random)};
  const options = Array.from({length: random.below(4)}, () => option(random));
  const target = ipv6(random);
  const flags = {router: random.oneIn(2), solicited: random.oneIn(2), override: random.oneIn(2)};
  const message = encodeNeighbourMessage(
    random.oneIn(2)
      ? {type: 'solicitation', target, options}
      : {type: 'advertisement', target, ...flags, options},
    path,
  );
  // The code, the flags, and the lengths of the options.
  const lengths = [...range(24, message.length)].filter(offset => (offset - 25) % 8 === 0);
  return ipv6Packet(random, message, [1, 2, 3, 4, ...lengths], path);
}

/** An option. Unassigned numbers have no format of their own. */
function option(random: Random): DiscoveryOption {
  if (random.oneIn(3)) {
    return {
      type: 'other',
      number: 200 + random.below(50),
      data: random.octets(8 * (1 + random.below(3)) - 2),
    };
  }
  return {type: random.pick(['source-link-layer', 'target-link-layer']), mac: mac(random)};
}

function icmpv6Echo(random: Random): Made {
  const path = {source: ipv6(random), destination: ipv6(random)};
  const echo: IcmpEcho = {
    type: random.pick(['echo-request', 'echo-reply']),
    ...{
      identifier: random.below(0x10000),
      sequence: random.below(0x10000),
      data: random.octets(random.below(40)),
    },
  };
  return ipv6Packet(random, encodeIcmpv6(echo, path), range(2, 8), path);
}

function ipv4Packet(
  random: Random,
  protocol: number,
  payload: Uint8Array,
  damageable: readonly number[],
  ends = {source: ipv4(random), destination: ipv4(random)},
): Made {
  const plain = encodeIpv4Packet({...ends, ttl: random.below(256), protocol, payload});
  const packet = random.oneIn(10) ? withOptions(plain) : plain;
  const headerLength = packet.length - payload.length;
  const inner = damageable.map(offset => headerLength + offset);
  // Version and header length, total length, time to live, addresses.
  const outer = [0, 2, 3, 8, ...range(12, 20)];
  return {etherType: ETHER_TYPE_IPV4, payload: packet, damageable: [...outer, ...inner]};
}

/** Adds four octets of options that have no effect. */
function withOptions(packet: Uint8Array): Uint8Array {
  const longer = concat(packet.subarray(0, 20), new Uint8Array([1, 1, 1, 1]), packet.subarray(20));
  const view = new DataView(longer.buffer);
  view.setUint8(0, 0x46);
  view.setUint16(2, longer.length);
  view.setUint16(10, 0);
  view.setUint16(10, internetChecksum(longer.subarray(0, 24)));
  return longer;
}

function ipv6Packet(
  random: Random,
  payload: Uint8Array,
  damageable: readonly number[],
  path: {readonly source: Ipv6Address; readonly destination: Ipv6Address},
  protocol = PROTOCOL_ICMPV6,
): Made {
  const packet = encodeIpv6Packet({
    ...path,
    ...{trafficClass: random.below(256), flowLabel: random.below(0x100000), hopLimit: random.below(256)},
    ...{protocol, payload},
  });
  const inner = damageable.map(offset => 40 + offset);
  return {etherType: ETHER_TYPE_IPV6, payload: packet, damageable: [0, 1, 4, 5, 7, ...inner]};
}

function tag(random: Random): VlanTag {
  return {
    tpid: random.pick([0x8100, 0x88a8]),
    ...{priority: random.below(8), dropEligible: random.oneIn(2), vlanId: random.below(4096)},
  };
}

/** Ports that are neither registered nor known to a dissector of tshark. */
function ports(random: Random): Uint8Array {
  return new Uint8Array([0xf0, random.below(256), 0xf1, random.below(256)]);
}

function mac(random: Random): MacAddress {
  return parseMac((toHex(random.octets(6)).match(/../g) ?? []).join(':'));
}

function ipv4(random: Random): Ipv4Address {
  return parseIpv4(random.octets(4).join('.'));
}

/** A unicast address, because messages about a group are refused. */
function ipv6(random: Random): Ipv6Address {
  const octets = random.octets(16);
  octets[0] = random.pick([0xfd, 0xfe, 0x20]);
  if (random.oneIn(2)) octets.fill(0, 4, 14);
  return parseIpv6((toHex(octets).match(/.{4}/g) ?? []).join(':'));
}
