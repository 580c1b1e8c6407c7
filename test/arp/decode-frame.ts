/** Every frame is of one kind, and its line and its description agree. */

import {
  announcementFrames,
  decodeFrame,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_IPV6,
  encodeEthernetFrame,
  encodeIcmp,
  encodeIpv4Packet,
  encodeIpv6Packet,
  encodeTcpSegment,
  encodeUdpDatagram,
  type Frame,
  LINK_TYPE_ETHERNET,
  LINK_TYPE_LINUX_SLL,
  LINK_TYPE_LINUX_SLL2,
  LINK_TYPE_RAW,
  parseIpv4,
  parseIpv6,
  parseMac,
  unsolicitedNa,
  vlanTag,
} from '@vip/arp';
import {describeFrame, formatFrame} from '@vip/arp/describe';
import test from 'ava';
import fc from 'fast-check';
import {octets} from '../helpers/arbitraries.js';
import {concat, hex, toHex} from '../helpers/hex.js';
import {seeded} from '../helpers/random.js';
import {randomFrame} from '../helpers/random-frames.js';
import {realFrames} from '../helpers/vectors.js';

const mac = parseMac('02:00:00:00:00:11');
const macs = {destination: parseMac('02:00:00:00:00:50'), source: mac, tags: []};
const V4 = {source: parseIpv4('10.3.2.50'), destination: parseIpv4('10.3.2.200')};
const V6 = {source: parseIpv6('fd00:3:2::50'), destination: parseIpv6('fd00:3:2::200')};
const DATAGRAM = {sourcePort: 51_000, destinationPort: 53, payload: hex('616263')};

const overIpv4 = (protocol: number, payload: Uint8Array, change = {}) =>
  encodeEthernetFrame({
    ...{...macs, etherType: ETHER_TYPE_IPV4},
    payload: encodeIpv4Packet({...V4, ttl: 64, protocol, payload, ...change}),
  });
const overIpv6 = (protocol: number, payload: Uint8Array, change = {}) =>
  encodeEthernetFrame({
    ...{...macs, etherType: ETHER_TYPE_IPV6},
    payload: encodeIpv6Packet({...V6, hopLimit: 64, protocol, payload, ...change}),
  });

const ECHO = encodeIcmp({type: 'echo-request', identifier: 7, sequence: 1, data: new Uint8Array(56)});
const UDP_4 = encodeUdpDatagram(DATAGRAM, V4);
const UDP_6 = encodeUdpDatagram(DATAGRAM, V6);
const SYN = encodeTcpSegment({sourcePort: 51_000, destinationPort: 443, flags: ['syn']}, V4);
const FRAGMENT = {number: 44, content: hex('00 0001 00000007')};

const FRAMES: readonly (readonly [kind: Frame['kind'], frame: Uint8Array, line: string])[] = [
  [
    'arp',
    announcementFrames({ip: V4.destination, mac, form: 'request', tags: [vlanTag(10)]})[0] as Uint8Array,
    'vlan 10 ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff)',
  ],
  [
    'discovery',
    unsolicitedNa({ip: V6.destination, mac, tags: [vlanTag(10)]}),
    'vlan 10 NDP announcement fd00:3:2::200 is-at 02:00:00:00:00:11 (unsolicited, Override)',
  ],
  ['icmp', overIpv4(1, ECHO), '10.3.2.50 > 10.3.2.200 ICMP echo-request id 7 seq 1, 56 octets'],
  ['udp', overIpv4(17, UDP_4), '10.3.2.50 > 10.3.2.200 UDP 51000 > 53, 3 octets'],
  ['udp', overIpv6(17, UDP_6), 'fd00:3:2::50 > fd00:3:2::200 UDP 51000 > 53, 3 octets'],
  [
    'udp',
    overIpv6(17, UDP_6, {extensions: [{number: 0, content: hex('00 0104 00000000')}]}),
    'fd00:3:2::50 > fd00:3:2::200 UDP 51000 > 53, 3 octets',
  ],
  ['tcp', overIpv4(6, SYN), '10.3.2.50 > 10.3.2.200 TCP 51000 > 443 syn, 0 octets'],
  [
    'udp',
    overIpv6(17, UDP_6, {extensions: [FRAGMENT]}),
    'fd00:3:2::50 > fd00:3:2::200 UDP 51000 > 53, 3 octets',
  ],
  [
    'ip',
    overIpv4(17, hex('616263'), {fragmentOffset: 1480, dontFragment: false}),
    '10.3.2.50 > 10.3.2.200 IPv4 UDP, fragment at 1480, 3 octets',
  ],
  ['ip', overIpv4(89, hex('0201')), '10.3.2.50 > 10.3.2.200 IPv4 protocol 89, 2 octets'],
  [
    'other',
    concat(hex('02000000005002000000001188cc'), hex('00')),
    '02:00:00:00:00:11 > 02:00:00:00:00:50 type 0x88cc, 1 octets',
  ],
  ['unreadable', overIpv4(6, hex('00')), '(tcp: expected at least 20 octets, got 1)'],
  ['unreadable', hex('ff'), '(ethernet: expected at least 14 octets, got 1)'],
];

FRAMES.forEach(([kind, bytes, line], index) => {
  test(`${index}, ${kind}: ${line}`, t => {
    t.is(decodeFrame(bytes, LINK_TYPE_ETHERNET).kind, kind);
    t.is(formatFrame(bytes), line);
    t.is(describeFrame(bytes).summary, line);
  });
});

test('what could be read of an unreadable frame is there', t => {
  const frame = decodeFrame(overIpv4(6, hex('00')), LINK_TYPE_ETHERNET);
  t.like(frame, {kind: 'unreadable', link: {source: mac}, ip: {protocol: 6}, problem: {layer: 'tcp'}});
  const malformed = unsolicitedNa({ip: V6.destination, mac}).with(21, 254);
  t.like(decodeFrame(malformed, LINK_TYPE_ETHERNET), {kind: 'unreadable', ip: {hops: 254}});
});

test('a truncated record is read as far as its kind allows', t => {
  const echo = decodeFrame(overIpv4(1, ECHO).subarray(0, 60), LINK_TYPE_ETHERNET);
  t.like(echo, {kind: 'icmp', message: {sequence: 1}, ip: {missing: 14 + 20 + 64 - 60}});
  const announced = decodeFrame(unsolicitedNa({ip: V6.destination, mac}).subarray(0, 80), LINK_TYPE_ETHERNET);
  t.like(announced, {kind: 'unreadable', problem: {code: 'TRUNCATED'}});
});

test('a packet without a link layer, and a cooked one, are of the same kind', t => {
  const packet = overIpv4(17, UDP_4).subarray(14);
  t.is(formatFrame(packet, LINK_TYPE_RAW), '10.3.2.50 > 10.3.2.200 UDP 51000 > 53, 3 octets');
  t.is(decodeFrame(packet, LINK_TYPE_RAW).kind, 'udp');
  t.is(describeFrame(packet, LINK_TYPE_RAW).fields[0]?.name, 'version, header length');
  for (const [file, linkType] of [
    ['linux-sll', LINK_TYPE_LINUX_SLL],
    ['linux-sll2', LINK_TYPE_LINUX_SLL2],
  ] as const) {
    for (const [, bytes] of realFrames(file)) {
      const {summary, fields} = describeFrame(bytes, linkType);
      t.is(summary, formatFrame(bytes, linkType));
      t.is(toHex(concat(...fields.map(field => field.octets))), toHex(bytes));
    }
  }
});

test('of any octets the line and the description say the same, and the fields cover them', t => {
  const random = seeded(7);
  const made = fc.nat().map(() => randomFrame(random).slice());
  const damaged = fc.tuple(made, fc.nat(), fc.nat(255)).map(([bytes, where, octet]) => {
    const end = bytes.length - (octet % 7);
    return bytes.with(where % bytes.length, octet).slice(0, end);
  });
  const linkTypes = fc.constantFrom(1, 1, 1, 101, 113, 228, 229, 276, 7);
  fc.assert(
    fc.property(fc.oneof(octets(120), made, damaged), linkTypes, (bytes, linkType) => {
      const {summary, fields} = describeFrame(bytes, linkType);
      t.is(summary, formatFrame(bytes, linkType));
      t.regex(summary, /^[\x20-\x7e]+$/);
      t.deepEqual(concat(...fields.map(field => field.octets)), bytes);
    }),
    {numRuns: 2000},
  );
});
