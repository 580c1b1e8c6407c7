/**
 * Values of the packages' types for fast-check.
 *
 * @module
 */

import {
  type ArpPacket,
  type EthernetFrame,
  type Ipv4Address,
  type MacAddress,
  parseIpv4,
  parseMac,
  type VlanTag,
} from '@vip/arp';
import fc from 'fast-check';
import {toHex} from './hex.js';

const TAG_PROTOCOLS = [0x8100, 0x88a8, 0x9100];

/** Octets of any number up to `maxLength`. */
export function octets(maxLength: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({maxLength});
}

/** Any address, and more often than chance the two that mean something. */
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

function macOf(bytes: Uint8Array): MacAddress {
  return parseMac((toHex(bytes).match(/../g) ?? []).join(':'));
}
