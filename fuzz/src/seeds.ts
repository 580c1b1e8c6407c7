/**
 * Inputs to begin with: the real captures in test/vectors, constructed frames of every protocol, and the payloads inside them.
 *
 * @module
 */

import {
  DecodeError,
  decodeEthernetFrame,
  decodeIpv4Packet,
  decodeIpv6Packet,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_IPV6,
  encodeGlbpPacket,
  encodeHsrpPacket,
  type HsrpGroup,
  type HsrpMd5,
  PROTOCOL_ICMPV6,
  PROTOCOL_VRRP,
  parseIpv4,
  parseIpv6,
  parseMac,
} from '@vip/arp';
import {VRRP_TRAILER_LENGTH} from '#arp/wire/router/vrrp-trailer';
import {pcapHeader, pcapngBlocks, pcapRecord} from '../../test/dist/helpers/capture-files.js';
import {concat} from '../../test/dist/helpers/hex.js';
import {seeded} from '../../test/dist/helpers/random.js';
import {randomFrame} from '../../test/dist/helpers/random-frames.js';
import {realFrames} from '../../test/dist/helpers/vectors.js';

const MADE = 150;

const made = (() => {
  const random = seeded(1);
  return Array.from({length: MADE}, () => randomFrame(random).slice());
})();

export const frames: readonly Uint8Array[] = [
  ...['arping', 'keepalived', 'vrrp-carriers', 'ucarp'].flatMap(name => [...realFrames(name).values()]),
  ...made,
];

export const cooked = {
  sll: [...realFrames('linux-sll').values()],
  sll2: [...realFrames('linux-sll2').values()],
};

/** Payloads of frames of an EtherType. */
function carried(etherType: number): Uint8Array[] {
  return frames.flatMap(frame =>
    orNone(() => decodeEthernetFrame(frame)).flatMap(one =>
      one.etherType === etherType ? [one.payload.slice()] : [],
    ),
  );
}

export const arpPackets = carried(ETHER_TYPE_ARP);
export const ipv4Packets = carried(ETHER_TYPE_IPV4);
export const ipv6Packets = carried(ETHER_TYPE_IPV6);

/** Payloads of IP packets of a protocol. */
export function inIpv4(protocol: number): Uint8Array[] {
  return ipv4Packets.flatMap(bytes =>
    orNone(() => decodeIpv4Packet(bytes)).flatMap(one =>
      one.protocol === protocol ? [one.payload.slice()] : [],
    ),
  );
}

/** Payloads of IPv6 packets of a protocol. */
function inIpv6(protocol: number): Uint8Array[] {
  return ipv6Packets.flatMap(bytes =>
    orNone(() => decodeIpv6Packet(bytes)).flatMap(one =>
      one.protocol === protocol ? [one.payload.slice()] : [],
    ),
  );
}

export const icmpv6Messages = inIpv6(PROTOCOL_ICMPV6);
export const advertisementsOverIpv6 = inIpv6(PROTOCOL_VRRP);

const GROUP: HsrpGroup = {
  ...{operation: 'hello', state: 'active', group: 10, priority: 110, helloMs: 3000, holdMs: 10_000},
  ...{virtualIp: parseIpv4('10.3.2.200'), identifier: undefined},
};
const MD5: HsrpMd5 = {
  ...{type: 'md5', algorithm: 1, flags: 0, source: parseIpv4('10.3.2.10'), keyId: 5},
  digest: new Uint8Array(16),
};
const OWNER = parseMac('02:00:00:00:00:10');

/** HSRP messages of both versions, with every option. */
export const hsrpMessages: readonly Uint8Array[] = [
  encodeHsrpPacket({version: 1, groups: [GROUP], interfaceState: undefined, authentication: MD5}),
  encodeHsrpPacket({
    ...{version: 1, groups: [], authentication: {type: 'none'}},
    interfaceState: {activeGroups: 1, passiveGroups: 2, state: 3},
  }),
  encodeHsrpPacket({
    version: 2,
    groups: [GROUP, {...GROUP, virtualIp: parseIpv6('fe80::1')}].map(group => ({
      ...group,
      identifier: OWNER,
    })),
    interfaceState: {activeGroups: 1, passiveGroups: 2, state: undefined},
    authentication: {type: 'text', data: new TextEncoder().encode('cisco123')},
  }),
];

export const glbpMessages: readonly Uint8Array[] = [
  {type: 'text', data: new TextEncoder().encode('secret')} as const,
  {type: 'md5-chain', keyId: 1, digest: new Uint8Array(16)} as const,
].map(authentication =>
  encodeGlbpPacket({
    ...{group: 10, owner: OWNER, authentication},
    hello: {
      ...{state: 32, priority: 100, helloMs: 3000, holdMs: 10_000, redirectSeconds: 600},
      ...{timeoutSeconds: 14_400, virtualIp: parseIpv4('10.3.2.200')},
    },
    forwarders: [{forwarder: 1, state: 32, priority: 167, weight: 100, virtualMac: OWNER}],
  }),
);

/** Errors that quote packets of every protocol. */
export const icmpErrors: readonly Uint8Array[] = [...ipv4Packets, ...ipv6Packets].map((quoted, index) =>
  concat(Uint8Array.of([3, 11, 1, 4][index % 4] ?? 3, index % 14, 0, 0, 0, 0, 0, 0), quoted.subarray(0, 60)),
);

/** Advertisements with the trailer that keepalived appends to some. */
export const signedAdvertisements: readonly Uint8Array[] = inIpv4(PROTOCOL_VRRP).map(message =>
  concat(message, new Uint8Array(VRRP_TRAILER_LENGTH).fill(1)),
);

function orNone<Value>(decode: () => Value): Value[] {
  try {
    return [decode()];
  } catch (error) {
    if (error instanceof DecodeError) return [];
    throw error;
  }
}

const fewFrames = frames.slice(0, 6);

/** Files in both byte orders and both units of time, with truncated records. */
export const pcapFiles: readonly Uint8Array[] = [true, false].flatMap(littleEndian =>
  [0xa1b2c3d4, 0xa1b23c4d].map(magic =>
    concat(
      pcapHeader({littleEndian, magic}),
      ...fewFrames.map((bytes, index) =>
        pcapRecord(bytes, {littleEndian, seconds: index, wire: bytes.length + index}),
      ),
    ),
  ),
);

/** Files in both byte orders, with several sections, every kind of packet block, options and an unknown block. */
export const pcapngFiles: readonly Uint8Array[] = [true, false].flatMap(littleEndian => {
  const {section, iface, enhanced, obsolete, simple, block, option} = pcapngBlocks(littleEndian);
  const comment = option(1, new TextEncoder().encode('a remark'));
  const packets = fewFrames.map((bytes, index) => enhanced({bytes, time: BigInt(index), options: comment}));
  const plain = concat(section(), iface({name: 'eth0', resolution: 9, offset: 5n}), ...packets);
  const rare = concat(section(), iface({snapLength: 20}), ...fewFrames.map(bytes => simple(bytes)));
  const old = concat(section(), iface({resolution: 0x94}), ...fewFrames.map(bytes => obsolete({bytes})));
  const unknown = block(0x0bad, new Uint8Array(12));
  return [plain, rare, old, concat(plain, unknown, rare)];
});
