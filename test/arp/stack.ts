/** Frames built layer by layer: they are read back, and tshark reads the same. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  arp,
  BROADCAST_MAC,
  decodeFrame,
  ethernet,
  type Frame,
  icmp,
  icmpv6,
  ipv4,
  ipv6,
  LINK_TYPE_ETHERNET,
  multicastMac,
  neighbour,
  parseIpv4,
  parseIpv6,
  parseMac,
  stack,
  tcp,
  udp,
  unsolicitedNa,
  vrrp,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {
  arpPackets,
  icmpMessages,
  ipv4s,
  ipv6Packets,
  ipv6s,
  macs,
  neighbourMessages,
  octets,
  tcpFields,
  udpFields,
  vlanTags,
  vrrpPackets,
} from '../helpers/arbitraries.js';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {concat, toHex} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const mac = parseMac('02:00:00:00:00:11');
const ALL = parseIpv6('ff02::1');
const VIP = parseIpv6('fd00:3:2::200');

/** A frame, and what `decodeFrame` must find in it. */
interface Built {
  readonly bytes: Uint8Array;
  readonly expected: object;
}

const headers = fc.record({destination: macs, source: macs, tags: fc.array(vlanTags, {maxLength: 2})});
const paths4 = fc.record({source: ipv4s, destination: ipv4s});
/** Not a group address: a datagram to one may be HSRP's or GLBP's. */
const paths6 = fc.record({source: ipv6s, destination: ipv6s});
const isHello = (port: number) => port === 1985 || port === 2029 || port === 3222;

const built: fc.Arbitrary<Built> = fc.oneof(
  fc.tuple(headers, arpPackets).map(([link, packet]) => ({
    bytes: stack(ethernet(link), arp(packet)),
    expected: {kind: 'arp', link, packet},
  })),
  fc.tuple(headers, paths4, udpFields).map(([link, path, {payload, ...header}]) => ({
    bytes: stack(ethernet(link), ipv4(path), udp(header), payload),
    expected: {kind: 'udp', link, ip: path, datagram: {...header, payload}},
  })),
  fc
    .tuple(headers, ipv6Packets, paths6, udpFields)
    .map(([link, {extensions}, path, {payload, ...header}]) => ({
      bytes: stack(ethernet(link), ipv6({...path, extensions}), udp(header), payload),
      expected: {kind: 'udp', link, ip: {...path, header: {extensions}}, datagram: {...header, payload}},
    })),
  fc.tuple(headers, paths4, tcpFields).map(([link, path, {payload, ...header}]) => ({
    bytes: stack(ethernet(link), ipv4(path), tcp(header), payload),
    expected: {kind: 'tcp', link, ip: path, segment: {...header, payload}},
  })),
  fc.tuple(headers, paths6, tcpFields).map(([link, path, {payload, ...header}]) => ({
    bytes: stack(ethernet(link), ipv6(path), tcp(header), payload),
    expected: {kind: 'tcp', link, ip: path, segment: {...header, payload}},
  })),
  fc.tuple(headers, paths4, icmpMessages).map(([link, path, message]) => ({
    bytes: stack(ethernet(link), ipv4(path), icmp(message)),
    expected: {kind: 'icmp', link, ip: path, message},
  })),
  fc.tuple(headers, paths6, icmpMessages).map(([link, path, message]) => ({
    bytes: stack(ethernet(link), ipv6(path), icmpv6(message)),
    expected: {kind: 'icmp', link, ip: path, message},
  })),
  fc.tuple(headers, paths6, neighbourMessages).map(([link, path, message]) => ({
    bytes: stack(ethernet(link), ipv6(path), neighbour(message)),
    expected: {kind: 'discovery', link, ip: {...path, hops: 255}, packet: {...path, message}},
  })),
  fc.tuple(headers, paths4, vrrpPackets).map(([link, path, packet]) => ({
    bytes: stack(ethernet(link), ipv4(path), vrrp(packet)),
    expected: {
      ...{kind: 'vrrp', link, ip: {...path, hops: 255}},
      packet: {advertisement: {packet, checksum: 'correct'}},
    },
  })),
);

/** Seven addresses of version 2 are CARP's shape only without authentication data, which is never left out. */
const readable = built.filter(({expected}) => {
  const frame = expected as {datagram?: {destinationPort: number}; message?: {type: string; number?: number}};
  const isDiscovery = frame.message?.number === 135 || frame.message?.number === 136;
  return !isDiscovery && !(frame.datagram !== undefined && isHello(frame.datagram.destinationPort));
});

/** The part of the result that is expected. */
function among(there: unknown, expected: unknown): unknown {
  const isPlain = typeof expected === 'object' && expected !== null && !Array.isArray(expected);
  if (!isPlain || expected instanceof Uint8Array || typeof there !== 'object' || there === null) return there;
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [
      key,
      among((there as Record<string, unknown>)[key], value),
    ]),
  );
}

test('decodeFrame(stack(layers)) is the layers', t => {
  fc.assert(
    fc.property(readable, ({bytes, expected}) => {
      t.deepEqual(among(decodeFrame(bytes, LINK_TYPE_ETHERNET), expected), expected);
    }),
    {numRuns: 1000},
  );
});

test('an unsolicited advertisement built by layers equals that of unsolicitedNa', t => {
  const options = [{type: 'target-link-layer' as const, mac}];
  const message = {
    ...{type: 'advertisement' as const, target: VIP, options},
    ...{router: false, solicited: false, override: true},
  };
  const frame = stack(
    ethernet({destination: multicastMac(ALL), source: mac}),
    ipv6({source: VIP, destination: ALL}),
    neighbour(message),
  );
  t.is(toHex(frame), toHex(unsolicitedNa({ip: VIP, mac})));
});

test('a packet in a packet has the number of its family', t => {
  const path4 = {source: parseIpv4('10.3.2.50'), destination: parseIpv4('10.3.2.200')};
  const path6 = {source: VIP, destination: VIP};
  const payload = new Uint8Array(4);
  const inner = ipv4(path4);
  const bytes = stack(
    ethernet({destination: mac, source: mac}),
    ipv6(path6),
    inner,
    udp({sourcePort: 1, destinationPort: 2}),
    payload,
  );
  t.like(decodeFrame(bytes, LINK_TYPE_ETHERNET), {kind: 'ip', ip: {protocol: 4}} as Partial<Frame>);
});

test('layers that do not fit into each other are refused', t => {
  const link = ethernet({destination: BROADCAST_MAC, source: mac});
  const ports = udp({sourcePort: 1, destinationPort: 2});
  for (const [make, message] of [
    [() => stack(link, ports), 'stack udp: expected an IP header around it, got none'],
    [
      () => stack(link, new Uint8Array(2)),
      'stack ethernet: expected an EtherType for what it carries, got octets alone',
    ],
    [
      () => stack(link, new Uint8Array(2), ports),
      'stack: expected octets as the last layer, got them as layer 2',
    ],
    [
      () =>
        stack(
          ipv4({source: parseIpv4('10.0.0.1'), destination: parseIpv4('10.0.0.2')}),
          ethernet({destination: mac, source: mac, etherType: 0x88b5}),
          new Uint8Array(2),
        ),
      'stack ipv4: expected a protocol for what it carries, got ethernet',
    ],
  ] as const) {
    t.throws(make, {code: 'BAD_ARGUMENT', message});
  }
});

/** Over a routing header the checksum is that of the last destination, which is invented. */
function isUnrouted({expected}: Built): boolean {
  const {ip} = expected as {ip?: {header?: {extensions?: readonly {number: number}[]}}};
  return ip?.header?.extensions?.every(({number}) => number !== 43) ?? true;
}

/** tshark's fields for the checksums and lengths that `stack` computes, with the value that each has if it is correct. */
const RIGHT = {
  'ip.checksum.status': '1',
  'udp.checksum.status': '1',
  'tcp.checksum.status': '1',
  'icmp.checksum.status': '1',
  'icmpv6.checksum.status': '1',
  'vrrp.checksum.status': '1',
} as const;
const CHECKED = [...['ip', 'udp', 'tcp'].map(name => `${name}.check_checksum:TRUE`)].flatMap(option => [
  '-o',
  option,
]);

testWith('tshark')('tshark finds every length and every checksum of 3,000 stacks right', t => {
  const frames = fc.sample(readable.filter(isUnrouted), {numRuns: 3000, seed: 5});
  const file = join(temporaryDirectory(t), 'stacks.pcap');
  writeFileSync(file, concat(pcapHeader(), ...frames.map(({bytes}) => pcapRecord(bytes))));
  const names = Object.keys(RIGHT) as (keyof typeof RIGHT)[];
  const {rows} = tsharkFields(file, names, CHECKED);
  t.is(rows.length, frames.length);
  const counts = new Map<string, number>();
  rows.forEach((row, index) => {
    for (const name of names) {
      const [first = ''] = row[name].split(',');
      if (first === '') continue;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      t.is(first, RIGHT[name], `${name} of ${toHex(frames[index]?.bytes ?? new Uint8Array(0))}`);
    }
  });
  for (const name of names) t.true((counts.get(name) ?? 0) > 100, `${name}: ${counts.get(name)}`);
});

test('octets may be empty, or the last layer', t => {
  const path = {source: parseIpv4('10.3.2.50'), destination: parseIpv4('10.3.2.200')};
  const link = {destination: mac, source: mac, etherType: 0x88b5};
  fc.assert(
    fc.property(octets(50), payload => {
      t.deepEqual(stack(ethernet(link), payload).subarray(14), payload);
      t.deepEqual(stack(ipv4({...path, protocol: 253}), payload).subarray(20), payload);
    }),
  );
});
