/**
 * Values of the packages' types for fast-check.
 *
 * @module
 */

import {
  type ArpPacket,
  type CarpPacket,
  type DiscoveryOption,
  type EthernetFrame,
  type IcmpEcho,
  type IcmpMessage,
  type IpPath,
  type Ipv4Address,
  type Ipv4Packet,
  type Ipv6Address,
  type Ipv6Extension,
  type Ipv6Packet,
  isMulticastIpv6,
  type MacAddress,
  type NeighbourMessage,
  parseIpv4,
  parseIpv6,
  parseMac,
  type TcpFields,
  type TcpFlag,
  type VlanTag,
  type VrrpPacket,
} from '@vip/arp';
import fc from 'fast-check';
import type {CookedPacket} from '#arp/wire/frame/linux-sll';
import {toHex} from './hex.js';

const TAG_PROTOCOLS = [0x8100, 0x88a8, 0x9100];

/** Any number of octets up to `maxLength`. */
export function octets(maxLength: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({maxLength});
}

/** Any address; the two with a special meaning occur more often than by chance. */
export const macs: fc.Arbitrary<MacAddress> = fc.oneof(
  {weight: 6, arbitrary: fc.uint8Array({minLength: 6, maxLength: 6}).map(macOf)},
  {weight: 1, arbitrary: fc.constantFrom(parseMac('ff:ff:ff:ff:ff:ff'), parseMac('00:00:00:00:00:00'))},
);

export const ipv4s: fc.Arbitrary<Ipv4Address> = fc.oneof(
  {weight: 6, arbitrary: fc.ipV4().map(parseIpv4)},
  {weight: 1, arbitrary: fc.constantFrom(parseIpv4('0.0.0.0'), parseIpv4('10.3.2.200'))},
);

export const arpPackets: fc.Arbitrary<ArpPacket> = fc.record({
  operation: fc.constantFrom('request', 'reply'),
  senderMac: macs,
  senderIp: ipv4s,
  targetMac: macs,
  targetIp: ipv4s,
});

export const vlanTags: fc.Arbitrary<VlanTag> = fc.record({
  tpid: fc.constantFrom(...TAG_PROTOCOLS),
  priority: fc.integer({min: 0, max: 7}),
  dropEligible: fc.boolean(),
  vlanId: fc.integer({min: 0, max: 4095}),
});

export const ethernetFrames: fc.Arbitrary<EthernetFrame> = fc.record({
  destination: macs,
  source: macs,
  tags: fc.array(vlanTags, {maxLength: 3}),
  etherType: fc.integer({min: 0x0600, max: 0xffff}).filter(type => !TAG_PROTOCOLS.includes(type)),
  payload: octets(100),
});

const octet = fc.nat(255);

/** Whole packets and fragments, with and without options. */
export const ipv4Packets: fc.Arbitrary<Ipv4Packet> = fc.record({
  source: ipv4s,
  destination: ipv4s,
  dscp: fc.nat(63),
  ecn: fc.nat(3),
  identification: fc.nat(0xffff),
  dontFragment: fc.boolean(),
  moreFragments: fc.boolean(),
  fragmentOffset: fc.oneof(
    fc.constant(0),
    fc.nat(0x1fff).map(units => units * 8),
  ),
  ttl: octet,
  protocol: octet,
  options: fc.nat(10).chain(words => fc.uint8Array({minLength: 4 * words, maxLength: 4 * words})),
  payload: octets(99),
});

const virtualRouter = {
  virtualRouterId: octet,
  priority: octet,
  addresses: fc.array(ipv4s, {maxLength: 9}),
};

export const vrrpPackets: fc.Arbitrary<VrrpPacket> = fc.oneof(
  fc.record({
    version: fc.constant(2 as const),
    ...virtualRouter,
    intervalSeconds: octet,
    authenticationType: fc.oneof(fc.nat(2), octet),
    authenticationData: fc.uint8Array({minLength: 8, maxLength: 8}),
  }),
  fc.record({version: fc.constant(3 as const), ...virtualRouter, intervalCentiseconds: fc.nat(4095)}),
);

export const vrrpEndpoints: fc.Arbitrary<IpPath> = fc.record({source: ipv4s, destination: ipv4s});

export const carpPackets: fc.Arbitrary<CarpPacket> = fc.record({
  virtualHostId: octet,
  advertisementSkew: octet,
  advertisementBase: octet,
  demotion: octet,
  counter: fc.bigInt({min: 0n, max: 2n ** 64n - 1n}),
  digest: fc.uint8Array({minLength: 20, maxLength: 20}),
});

/** Cooked packets of version 1; version 2 has an interface index as well. */
export const cookedPackets: fc.Arbitrary<CookedPacket> = fc
  .record({
    packetType: fc.nat(7),
    hardwareType: fc.oneof(fc.constantFrom(1, 1, 772), fc.nat(0xffff)),
    addressLength: fc.oneof({weight: 5, arbitrary: fc.constant(6)}, {weight: 1, arbitrary: fc.nat(20)}),
    address: fc.uint8Array({minLength: 8, maxLength: 8}),
    protocol: fc.oneof(fc.constantFrom(0x0806, 0x0800, 0x8100), fc.nat(0xffff)),
    payload: octets(80),
  })
  .map(packet => ({...packet, address: packet.address.slice(0, packet.addressLength)}));

function macOf(bytes: Uint8Array): MacAddress {
  return parseMac((toHex(bytes).match(/../g) ?? []).join(':'));
}

/** Any address; those with runs of zeros, groups and mapped ones occur more often than by chance. */
export const ipv6s: fc.Arbitrary<Ipv6Address> = fc.oneof(
  {weight: 4, arbitrary: fc.ipV6().map(parseIpv6)},
  {
    weight: 4,
    arbitrary: fc
      .array(fc.constantFrom('0', '0', '1', 'ffff', 'a0'), {minLength: 8, maxLength: 8})
      .map(groups => parseIpv6(groups.join(':'))),
  },
  {weight: 1, arbitrary: fc.constantFrom(...['::', 'ff02::1', '::ffff:10.3.2.200'].map(parseIpv6))},
);

const discoveryOptions: fc.Arbitrary<DiscoveryOption> = fc.oneof(
  fc.record({type: fc.constant('source-link-layer' as const), mac: macs}),
  fc.record({type: fc.constant('target-link-layer' as const), mac: macs}),
  fc
    .tuple(
      fc.integer({min: 0, max: 255}),
      fc.integer({min: 1, max: 4}),
      fc.uint8Array({minLength: 30, maxLength: 30}),
    )
    // A link-layer address of 6 octets has its own type.
    .filter(([number, units]) => !((number === 1 || number === 2) && units === 1))
    .map(([number, units, data]) => ({type: 'other' as const, number, data: data.slice(0, units * 8 - 2)})),
);

const targets = ipv6s.filter(address => !isMulticastIpv6(address));

export const neighbourMessages: fc.Arbitrary<NeighbourMessage> = fc.oneof(
  fc.record({
    type: fc.constant('solicitation' as const),
    target: targets,
    options: fc.array(discoveryOptions, {maxLength: 3}),
  }),
  fc.record({
    type: fc.constant('advertisement' as const),
    target: targets,
    router: fc.boolean(),
    solicited: fc.boolean(),
    override: fc.boolean(),
    options: fc.array(discoveryOptions, {maxLength: 3}),
  }),
);

/** Hop-by-hop and destination options of any length, and the header of a first fragment. */
const ipv6Extensions: fc.Arbitrary<readonly Ipv6Extension[]> = fc.array(
  fc.oneof(
    fc
      .tuple(
        fc.constantFrom(0, 43, 60),
        fc.integer({min: 0, max: 2}),
        fc.uint8Array({minLength: 24, maxLength: 24}),
      )
      .map(([number, units, data]) => ({
        number,
        content: Uint8Array.of(units, ...data.slice(0, 8 * units + 6)),
      })),
    fc.nat(0xffff).map(id => ({number: 44, content: Uint8Array.of(0, 0, 1, 0, 0, id >> 8, id & 0xff)})),
  ),
  {maxLength: 3},
);

/** Protocol numbers that are not those of extension headers. */
const carriedProtocols = fc
  .integer({min: 0, max: 0xff})
  .filter(protocol => ![0, 43, 44, 51, 60, 135].includes(protocol));

export const ipv6Packets: fc.Arbitrary<Ipv6Packet> = fc.record({
  source: ipv6s,
  destination: ipv6s,
  trafficClass: fc.integer({min: 0, max: 0xff}),
  flowLabel: fc.integer({min: 0, max: 0xfffff}),
  hopLimit: fc.integer({min: 0, max: 0xff}),
  extensions: ipv6Extensions,
  protocol: carriedProtocols,
  payload: octets(60),
});

export const icmpEchoes: fc.Arbitrary<IcmpEcho> = fc.record({
  type: fc.constantFrom('echo-request' as const, 'echo-reply' as const),
  ...{identifier: fc.nat(0xffff), sequence: fc.nat(0xffff), data: octets(100)},
});

/** Messages of ICMP; the numbers of ICMPv6's own types are among those of `other`. */
export const icmpMessages: fc.Arbitrary<IcmpMessage> = fc.oneof(
  icmpEchoes,
  fc.record({
    type: fc.constant('unreachable' as const),
    ...{code: octet, detail: fc.nat(0xffffffff), quoted: octets(60)},
  }),
  fc.record({
    type: fc.constant('other' as const),
    number: octet.filter(number => ![0, 3, 8, 1, 128, 129].includes(number)),
    ...{code: octet, body: fc.uint8Array({minLength: 4, maxLength: 60})},
  }),
);

const port = fc.nat(0xffff);
const FLAGS: readonly TcpFlag[] = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr'];

export const tcpFields: fc.Arbitrary<Required<TcpFields>> = fc.record({
  ...{sourcePort: port, destinationPort: port, sequence: fc.nat(0xffffffff)},
  ...{acknowledgment: fc.nat(0xffffffff), window: fc.nat(0xffff), urgentPointer: fc.nat(0xffff)},
  flags: fc.subarray([...FLAGS]),
  options: fc.nat(10).chain(words => fc.uint8Array({minLength: 4 * words, maxLength: 4 * words})),
  payload: octets(80),
});

export const udpFields = fc.record({sourcePort: port, destinationPort: port, payload: octets(80)});
