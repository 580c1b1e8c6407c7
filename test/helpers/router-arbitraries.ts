/**
 * Messages of HSRP and GLBP for fast-check.
 *
 * @module
 */

import {GLBP_STATE, type GlbpPacket, type HsrpGroup, type HsrpPacket, type HsrpState} from '@vip/arp';
import fc from 'fast-check';
import {ipv4s, ipv6s, macs} from './arbitraries.js';

const octet = fc.nat(255);
const uint32 = fc.nat(0xffffffff);
const octetsOf = (length: number) => fc.uint8Array({minLength: length, maxLength: length});

/** Eight zeros mean that there is no password. */
const password = octetsOf(8).filter(data => data.some(value => value !== 0));

const authentications = fc.oneof(
  fc.constant({type: 'none' as const}),
  fc.record({type: fc.constant('text' as const), data: password}),
  fc.record({
    ...{type: fc.constant('md5' as const), algorithm: octet, flags: fc.nat(0xffff), source: ipv4s},
    ...{keyId: uint32, digest: octetsOf(16)},
  }),
);

const STATES: readonly HsrpState[] = ['initial', 'learn', 'listen', 'speak', 'standby', 'active'];
const operation = fc.constantFrom('hello' as const, 'coup' as const, 'resign' as const);

const groupsV1: fc.Arbitrary<HsrpGroup> = fc.record({
  ...{operation, state: fc.constantFrom(...STATES), group: octet, priority: octet},
  ...{helloMs: octet.map(seconds => seconds * 1000), holdMs: octet.map(seconds => seconds * 1000)},
  ...{virtualIp: ipv4s, identifier: fc.constant(undefined)},
});

const groupsV2: fc.Arbitrary<HsrpGroup> = fc.record({
  ...{operation, state: fc.constantFrom(...STATES, 'disabled' as const), group: fc.nat(4095)},
  ...{priority: uint32, helloMs: uint32, holdMs: uint32},
  ...{virtualIp: fc.oneof(ipv4s, ipv6s), identifier: macs},
});

const counts = {activeGroups: fc.nat(0xffff), passiveGroups: fc.nat(0xffff)};

export const hsrpV1Groups: fc.Arbitrary<HsrpPacket> = fc
  .tuple(groupsV1, authentications)
  .map(([group, authentication]) => ({
    ...{version: 1, groups: [group], interfaceState: undefined, authentication},
  }));

export const hsrpPackets: fc.Arbitrary<HsrpPacket> = fc.oneof(
  hsrpV1Groups,
  fc.record({...counts, state: octet}).map(interfaceState => ({
    ...{version: 1 as const, groups: [], interfaceState, authentication: {type: 'none' as const}},
  })),
  fc.record({
    version: fc.constant(2 as const),
    groups: fc.array(groupsV2, {minLength: 1, maxLength: 3}),
    interfaceState: fc.option(fc.record({...counts, state: fc.constant(undefined)}), {nil: undefined}),
    authentication: authentications,
  }),
);

const states = fc.oneof(fc.constantFrom(...Object.values(GLBP_STATE)), octet);

export const glbpPackets: fc.Arbitrary<GlbpPacket> = fc.record({
  group: fc.nat(1023),
  owner: macs,
  hello: fc.option(
    fc.record({
      ...{state: states, priority: octet, helloMs: uint32, holdMs: uint32},
      ...{redirectSeconds: fc.nat(0xffff), timeoutSeconds: fc.nat(0xffff)},
      virtualIp: fc.option(fc.oneof(ipv4s, ipv6s), {nil: undefined}),
    }),
    {nil: undefined},
  ),
  forwarders: fc.array(
    fc.record({forwarder: octet, state: states, priority: octet, weight: octet, virtualMac: macs}),
    {maxLength: 4},
  ),
  authentication: fc.oneof(
    fc.constant({type: 'none' as const}),
    fc.record({type: fc.constant('text' as const), data: fc.uint8Array({maxLength: 40})}),
    fc.record({type: fc.constant('md5' as const), digest: octetsOf(16)}),
    fc.record({type: fc.constant('md5-chain' as const), keyId: uint32, digest: octetsOf(16)}),
    fc.record({
      type: fc.constant('other' as const),
      number: fc.integer({min: 4, max: 255}),
      data: octetsOf(5),
    }),
  ),
});
