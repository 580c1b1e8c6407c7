import {
  addressOfKey,
  DecodeError,
  decodeEthernetFrame,
  decodeIcmp,
  decodeIcmpv6,
  decodeIpv6Packet,
  decodeLinkFrame,
  decodeTcpSegment,
  decodeUdpDatagram,
  ETHER_TYPE_ARP,
  ETHER_TYPE_IPV4,
  encodeEthernetFrame,
  encodeIcmp,
  encodeIpv4Packet,
  FrameView,
  LINK_TYPE_ETHERNET,
  LINK_TYPE_IPV4,
  LINK_TYPE_IPV6,
  LINK_TYPE_LINUX_SLL,
  LINK_TYPE_LINUX_SLL2,
  LINK_TYPE_RAW,
  type LinkFrame,
  macOfNumber,
  PACKET_TYPE,
  PROTOCOL_ICMP,
  parseIpv4,
  parseMac,
  TCP_FLAG,
  UNKNOWN_MAC,
  vlanTag,
} from '@vip/arp';
import test, {type ExecutionContext} from 'ava';
import fc from 'fast-check';
import {encodeSll, encodeSll2} from '#arp/wire/frame/linux-sll';
import {decodeIpv4Start} from '#arp/wire/ip/ipv4-packet';
import {octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {concat, hex} from '../helpers/hex.js';
import {seeded} from '../helpers/random.js';
import {randomFrame} from '../helpers/random-frames.js';
import {realFrame} from '../helpers/vectors.js';

const LINK_TYPES = [
  ...[LINK_TYPE_ETHERNET, LINK_TYPE_LINUX_SLL, LINK_TYPE_LINUX_SLL2],
  ...[LINK_TYPE_RAW, LINK_TYPE_IPV4, LINK_TYPE_IPV6, 105],
];
const MACS = {destination: parseMac('02:00:00:00:00:11'), source: parseMac('02:00:00:00:00:50')};
const ENDS = {source: parseIpv4('10.3.2.50'), destination: parseIpv4('10.3.2.200')};

function view(bytes: Uint8Array, linkType: number = LINK_TYPE_ETHERNET, wireLength?: number): FrameView {
  const made = new FrameView();
  made.read(bytes, linkType, wireLength);
  return made;
}

function ipv4Frame(payload: Uint8Array): Uint8Array {
  return encodeEthernetFrame({...MACS, tags: [], etherType: ETHER_TYPE_IPV4, payload});
}

const ECHO = encodeIcmp({type: 'echo-request', identifier: 7, sequence: 9, data: new Uint8Array(56)});
const PING = encodeIpv4Packet({...ENDS, ttl: 64, protocol: PROTOCOL_ICMP, payload: ECHO});

test('an echo request is seen with all its fields', t => {
  const seen = view(ipv4Frame(PING));
  t.is(seen.kind, 'ipv4');
  t.is(macOfNumber(seen.sourceMac), MACS.source);
  t.is(macOfNumber(seen.destinationMac), MACS.destination);
  t.deepEqual([addressOfKey(seen.source), addressOfKey(seen.destination)], [ENDS.source, ENDS.destination]);
  t.deepEqual(
    [
      seen.transport,
      seen.icmpType,
      seen.icmpCode,
      seen.echoIdentifier,
      seen.echoSequence,
      seen.payloadLength,
    ],
    ['icmp', 8, 0, 7, 9, 56],
  );
  t.false(seen.isTruncated);
  t.false(seen.isGroup);
  t.is(seen.hops, 64);
});

// Ports, sequence, acknowledgment, header length and flags, window, checksum, urgent.
const SEGMENT = '01bb c350 | 00000064 | 000000c8 | 5018 | 0200 0000 0000';

test('the payload of a segment is as long as the IP header says, not as captured', t => {
  const payload = encodeIpv4Packet({
    ...ENDS,
    ttl: 64,
    protocol: 6,
    payload: concat(hex(SEGMENT), new Uint8Array(1000)),
  });
  const whole = ipv4Frame(payload);
  for (const seen of [
    view(whole),
    view(whole.subarray(0, 68), 1, whole.length),
    view(whole.subarray(0, 68)),
  ]) {
    t.is(seen.transport, 'tcp');
    t.is(seen.payloadLength, 1000);
    t.deepEqual(
      [seen.sourcePort, seen.destinationPort, seen.sequence, seen.acknowledgment],
      [443, 50000, 100, 200],
    );
    t.is(seen.tcpFlags, TCP_FLAG.ack | TCP_FLAG.psh);
  }
  t.false(view(whole).isTruncated);
  t.true(view(whole.subarray(0, 68)).isTruncated);
});

test('padding is not payload', t => {
  const payload = encodeIpv4Packet({...ENDS, ttl: 64, protocol: 6, payload: hex(SEGMENT)});
  const seen = view(concat(ipv4Frame(payload), new Uint8Array(6)));
  t.deepEqual([seen.transport, seen.payloadLength, seen.isTruncated], ['tcp', 0, false]);
});

test('a packet that the network card has yet to segment has the captured length, or that on the wire', t => {
  const payload = encodeIpv4Packet({
    ...ENDS,
    ttl: 64,
    protocol: 6,
    payload: concat(hex(SEGMENT), new Uint8Array(4000)),
  });
  payload[2] = 0;
  payload[3] = 0;
  const whole = ipv4Frame(payload);
  t.deepEqual([view(whole).transport, view(whole).payloadLength], ['tcp', 4000]);
  const cut = view(whole.subarray(0, 96), LINK_TYPE_ETHERNET, whole.length);
  t.deepEqual([cut.payloadLength, cut.isTruncated], [4000, true]);
  t.is(decodeIpv4Start(payload).payload.length, 4020);
});

test('a fragment that is not the first has no ports', t => {
  const payload = encodeIpv4Packet({
    ...ENDS,
    ttl: 64,
    protocol: 17,
    payload: hex('0035 0035 0010 0000 0000000000000000'),
  });
  payload.set([0x12, 0x34, 0x20, 0x02], 4);
  const seen = view(ipv4Frame(payload));
  t.deepEqual(
    [seen.kind, seen.transport, seen.protocol, seen.fragmentOffset, seen.moreFragments, seen.identification],
    ['ipv4', 'none', 17, 16, true, 0x1234],
  );
});

test('the payload after IPv6 extension headers is found', t => {
  // Hop by hop of 8 octets, destination options of 16, a fragment header of the first fragment, then UDP.
  const headers = '3c00 0104 00000000 | 2c01 010c 000000000000000000000000 | 1100 0001 deadbeef';
  const udp = '14e9 14e9 000c 0000 61626364';
  const length = '002c';
  const packet = hex(
    `60000000 ${length} 00 40 | fd000003000200000000000000000050 | fd000003000200000000000000000200 | ${headers} ${udp}`,
  );
  const seen = view(packet, LINK_TYPE_RAW);
  t.deepEqual(
    [seen.kind, seen.transport, seen.protocol, seen.sourcePort, seen.payloadLength, seen.moreFragments],
    ['ipv6', 'udp', 17, 5353, 4, true],
  );
  t.is(seen.identification, 0xdeadbeef);
  t.deepEqual([addressOfKey(seen.source), addressOfKey(seen.destination)].map(String), [
    'fd00:3:2::50',
    'fd00:3:2::200',
  ]);
  t.deepEqual([seen.sourceMac, seen.destinationMac], [UNKNOWN_MAC, UNKNOWN_MAC]);
  const cut = view(packet.subarray(0, 60), LINK_TYPE_RAW, packet.length);
  t.deepEqual([cut.kind, cut.transport, cut.protocol, cut.isTruncated], ['ipv6', 'none', 60, true]);
});

test('an advertisement is one behind an authentication header, and within IPv6', t => {
  for (const title of [
    'version 2, authentication AH, priority 150',
    'version 3 over IPv6, two addresses, priority 150',
  ]) {
    const seen = view(realFrame('vrrp-carriers', title));
    t.is(seen.kind, 'vrrp', title);
    t.is(seen.isAuthenticated, title.includes('AH'));
  }
});

const ARP = '0001 0800 06 04 0001 | 020000000011 0a0302c8 | 000000000000 0a0302c8';
const SNAP = 'aaaa03 000000 0806';

test('ARP is found in IEEE 802.3 frames with a SNAP header, tagged and not, and in cooked ones', t => {
  t.is(view(hex(`ffffffffffff 020000000011 0024 | ${SNAP} | ${ARP}`)).kind, 'arp');
  const tagged = view(hex(`ffffffffffff 020000000011 8100 0007 0024 | ${SNAP} | ${ARP}`));
  t.deepEqual([tagged.kind, tagged.vlans, tagged.isGroup], ['arp', '7', true]);
  const cooked = view(hex(`0001 0001 0006 020000000011 0000 0004 | ${SNAP} | ${ARP}`), LINK_TYPE_LINUX_SLL);
  t.deepEqual([cooked.kind, cooked.isGroup, cooked.packetType], ['arp', true, PACKET_TYPE.broadcast]);
});

test('other IEEE 802.3 frames, and a SNAP header of another organisation, are other', t => {
  t.is(view(hex('0180c2000000 020000000011 0026 | 424203 0000000000')).kind, 'other');
  t.is(view(hex(`ffffffffffff 020000000011 0024 | aaaa03 00000c 2000 | ${ARP}`)).kind, 'other');
});

test('tags give the VLANs, but not one that has only a priority', t => {
  const payload = hex(ARP);
  const frame = (...ids: number[]) =>
    encodeEthernetFrame({...MACS, tags: ids.map(id => vlanTag(id, 5)), etherType: ETHER_TYPE_ARP, payload});
  t.deepEqual(
    [[10], [10, 20], [0], [0, 7]].map(ids => view(frame(...ids)).vlans),
    ['10', '10.20', '', '7'],
  );
  t.is(view(frame(...new Array<number>(8).fill(1))).kind, 'arp');
  t.is(view(frame(...new Array<number>(9).fill(1))).kind, 'unreadable');
});

test('a group without a destination MAC is recognised by the packet type, or by the IP destination', t => {
  const cooked = (packetType: number, destination: string) =>
    view(
      encodeSll({
        ...{
          packetType,
          hardwareType: 1,
          addressLength: 6,
          address: hex('020000000011'),
          protocol: ETHER_TYPE_IPV4,
        },
        payload: encodeIpv4Packet({
          ...ENDS,
          destination: parseIpv4(destination),
          ttl: 1,
          protocol: 17,
          payload: ECHO,
        }),
      }),
      LINK_TYPE_LINUX_SLL,
    ).isGroup;
  t.false(cooked(PACKET_TYPE.outgoing, '10.3.2.200'));
  t.true(cooked(PACKET_TYPE.multicast, '10.3.2.200'));
  t.true(cooked(PACKET_TYPE.outgoing, '224.0.0.18'));
  t.true(cooked(PACKET_TYPE.outgoing, '239.255.255.250'));
  t.true(cooked(PACKET_TYPE.outgoing, '255.255.255.255'));
  t.false(cooked(PACKET_TYPE.outgoing, '223.255.255.255'));
  t.false(cooked(PACKET_TYPE.outgoing, '240.0.0.1'));
});

test('an unsupported link type is distinguished from an unreadable frame', t => {
  t.is(view(ipv4Frame(PING), 105).kind, 'foreign-link');
  t.is(view(new Uint8Array(13)).kind, 'unreadable');
  t.is(view(PING, LINK_TYPE_IPV6).kind, 'unreadable');
  t.is(view(PING, LINK_TYPE_IPV4).kind, 'ipv4');
  t.is(view(PING.subarray(0, 19), LINK_TYPE_RAW).kind, 'unreadable');
});

test('no field of the previous frame remains where it would count', t => {
  const seen = view(ipv4Frame(PING));
  seen.read(hex(`ffffffffffff 020000000011 0806 | ${ARP}`), LINK_TYPE_ETHERNET);
  t.deepEqual([seen.kind, seen.ipVersion, seen.transport], ['arp', 0, 'none']);
});

const seeds = fc.integer({min: 0, max: 0x7fffffff});

test('of arbitrary frames it says what the codecs say', t => {
  const linkTypes = fc.constantFrom(1, 113, 276);
  fc.assert(
    fc.property(seeds, linkTypes, (seed, linkType) => {
      const ethernet = randomFrame(seeded(seed));
      const bytes = linkType === LINK_TYPE_ETHERNET ? ethernet : cookedOf(ethernet, linkType);
      compare(t, bytes, linkType);
    }),
    {numRuns: 3000},
  );
});

test('of arbitrary octets of any link type it says something, and the same again', t => {
  const seen = new FrameView();
  fc.assert(
    fc.property(octets(120), fc.constantFrom(...LINK_TYPES), fc.nat(200), (bytes, linkType, more) => {
      seen.read(bytes, linkType, bytes.length + more);
      t.deepEqual(fieldsOf(seen), fieldsOf(view(bytes, linkType, bytes.length + more)));
      compare(t, bytes, linkType);
    }),
    {numRuns: 3000},
  );
});

/** The frame as in a cooked capture; octets that are not a whole frame stay as they are. */
function cookedOf(ethernet: Uint8Array, linkType: number): Uint8Array {
  const frame = valueOrDecodeError(() => decodeEthernetFrame(ethernet));
  if (frame instanceof DecodeError) return ethernet;
  const header = {packetType: 0, hardwareType: 1, addressLength: 6, address: ethernet.subarray(6, 12)};
  const packet = {
    ...header,
    protocol: ((ethernet[12] ?? 0) << 8) | (ethernet[13] ?? 0),
    payload: ethernet.subarray(14),
  };
  return linkType === LINK_TYPE_LINUX_SLL ? encodeSll(packet) : encodeSll2({...packet, interfaceIndex: 3});
}

/** The fields of a view that count. */
function fieldsOf(seen: FrameView): object {
  const {kind, vlans, isTruncated, ipVersion} = seen;
  if (kind === 'unreadable' || kind === 'foreign-link') return {kind};
  const link = {kind, vlans, isTruncated, source: seen.sourceMac, destination: seen.destinationMac};
  if (ipVersion === 0) return link;
  const {transport, protocol, hops, identification, fragmentOffset, payloadLength} = seen;
  const ip = {...link, from: seen.source, to: seen.destination, transport, protocol, hops};
  return {...ip, identification, fragmentOffset, payloadLength: transport === 'none' ? 0 : payloadLength};
}

function compare(t: ExecutionContext, bytes: Uint8Array, linkType: number): void {
  const seen = view(bytes, linkType);
  const frame = valueOrDecodeError(() => decodeLinkFrame(bytes, linkType));
  if (frame instanceof DecodeError) {
    const wanted = frame.code === 'TRUNCATED' ? ['unreadable'] : ['other', 'unreadable', 'foreign-link'];
    t.true(wanted.includes(seen.kind), `${seen.kind}: ${frame.message}`);
    return;
  }
  if (frame.tags.length > 8) return;
  t.is(macOfNumber(seen.sourceMac), frame.source);
  t.is(macOfNumber(seen.destinationMac), frame.destination);
  const ids = frame.tags.map(({vlanId}) => vlanId).filter(id => id !== 0);
  t.is(seen.vlans, ids.join('.'));
  t.deepEqual(bytes.subarray(seen.payloadStart), frame.payload);
  if (frame.etherType === ETHER_TYPE_ARP) t.is(seen.kind, 'arp');
  if (frame.etherType === ETHER_TYPE_IPV4) compareIpv4(t, seen, frame);
  if (frame.etherType === 0x86dd) compareIpv6(t, seen, frame);
}

function compareIpv4(t: ExecutionContext, seen: FrameView, {payload}: LinkFrame): void {
  const ip = valueOrDecodeError(() => decodeIpv4Start(payload));
  if (ip instanceof DecodeError) {
    // Even if the options are cut off, the addresses are there.
    t.true(seen.kind === 'unreadable' || (seen.isTruncated && seen.transport === 'none'), ip.message);
    return;
  }
  t.deepEqual([addressOfKey(seen.source), addressOfKey(seen.destination)], [ip.source, ip.destination]);
  t.is(seen.isTruncated, ip.missing > 0);
  t.is(seen.fragmentOffset, ip.fragmentOffset);
  t.is(seen.hops, ip.ttl);
  if (!seen.isAuthenticated) t.is(seen.protocol, ip.protocol);
  if (ip.fragmentOffset > 0) t.is(seen.transport, 'none');
  else compareTransport(t, seen, ip.protocol, ip.payload, ip.missing);
}

function compareIpv6(t: ExecutionContext, seen: FrameView, {payload}: LinkFrame): void {
  const ip = valueOrDecodeError(() => decodeIpv6Packet(payload));
  if (ip instanceof DecodeError) {
    t.true(seen.kind === 'unreadable' || seen.isTruncated, ip.message);
    return;
  }
  t.deepEqual([addressOfKey(seen.source), addressOfKey(seen.destination)], [ip.source, ip.destination]);
  t.is(seen.hops, ip.hopLimit);
  if (ip.payload.length > 0) compareTransport(t, seen, ip.protocol, ip.payload, 0);
}

function compareTransport(
  t: ExecutionContext,
  seen: FrameView,
  protocol: number,
  payload: Uint8Array,
  missing: number,
): void {
  if (protocol === 6) {
    const tcp = valueOrDecodeError(() => decodeTcpSegment(payload));
    if (tcp instanceof DecodeError) return;
    if (seen.transport === 'none') {
      t.true(payload.length + missing < tcp.headerLength);
      return;
    }
    t.deepEqual(
      [seen.sourcePort, seen.destinationPort, seen.sequence, seen.acknowledgment],
      [tcp.sourcePort, tcp.destinationPort, tcp.sequence, tcp.acknowledgment],
    );
    t.is(seen.payloadLength, payload.length + missing - tcp.headerLength);
    t.is(
      seen.tcpFlags,
      tcp.flags.reduce((sum, flag) => sum | TCP_FLAG[flag], 0),
    );
  }
  if (protocol === 17) {
    const udp = valueOrDecodeError(() => decodeUdpDatagram(payload));
    t.is(seen.transport, udp instanceof DecodeError ? 'none' : 'udp');
    if (udp instanceof DecodeError) return;
    t.deepEqual([seen.sourcePort, seen.destinationPort], [udp.sourcePort, udp.destinationPort]);
    t.is(seen.payloadLength, Math.min(udp.length, payload.length + missing) - 8);
  }
  if (protocol === 1 && seen.ipVersion === 4) compareIcmp(t, seen, decodeIcmp, payload);
  if (protocol === 58 && seen.ipVersion === 6) compareIcmp(t, seen, decodeIcmpv6, payload);
}

function compareIcmp(
  t: ExecutionContext,
  seen: FrameView,
  decode: typeof decodeIcmp,
  payload: Uint8Array,
): void {
  const message = valueOrDecodeError(() => decode(payload));
  t.is(seen.transport === 'none', message instanceof DecodeError);
  if (message instanceof DecodeError) return;
  if (message.type === 'echo-request' || message.type === 'echo-reply')
    t.deepEqual([seen.echoIdentifier, seen.echoSequence], [message.identifier, message.sequence]);
  if (message.type === 'unreachable') t.is(seen.icmpCode, message.code);
  if (message.type === 'other') t.is(seen.icmpType, message.number);
}
