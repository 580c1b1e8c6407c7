import {
  DecodeError,
  decodeArpPacket,
  decodeLinkFrame,
  encodeEthernetFrame,
  isReadableLinkType,
  LINK_TYPE_ETHERNET,
  LINK_TYPE_IPV4,
  LINK_TYPE_IPV6,
  LINK_TYPE_LINUX_SLL,
  LINK_TYPE_LINUX_SLL2,
  LINK_TYPE_RAW,
  PACKET_TYPE,
  vlanTag,
} from '@vip/arp';
import {formatFrame} from '@vip/arp/describe';
import test from 'ava';
import fc from 'fast-check';
import {ethernetFrames, octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {hex} from '../helpers/hex.js';
import {realFrame} from '../helpers/vectors.js';

const ARP = '0001 0800 06 04 0001 | 020000000011 0a0302c8 | 000000000000 0a0302c8';

test('an Ethernet record is its frame', t => {
  fc.assert(
    fc.property(ethernetFrames, frame => {
      t.deepEqual(decodeLinkFrame(encodeEthernetFrame(frame), LINK_TYPE_ETHERNET), frame);
    }),
  );
});

test('the same announcement in all three link types says the same', t => {
  const packets = (
    [
      ['arping', 'arping -U', LINK_TYPE_ETHERNET],
      ['linux-sll', 'arping -U, heard', LINK_TYPE_LINUX_SLL],
      ['linux-sll2', 'arping -U, heard', LINK_TYPE_LINUX_SLL2],
    ] as const
  ).map(([file, title, linkType]) => decodeLinkFrame(realFrame(file, title), linkType));
  const [ethernet, sll, sll2] = packets;
  t.deepEqual(
    packets.map(({source, etherType, payload}) => [source, etherType, decodeArpPacket(payload)]),
    Array.from({length: 3}, () => [ethernet?.source, 0x0806, decodeArpPacket(ethernet?.payload ?? hex(''))]),
  );
  t.is(sll?.destination, undefined);
  t.deepEqual('cooked' in (sll ?? {}) && sll, {
    ...sll,
    cooked: {packetType: PACKET_TYPE.broadcast, hardwareType: 1, interfaceIndex: undefined},
  });
  t.deepEqual(sll2 && 'cooked' in sll2 && sll2.cooked, {
    packetType: PACKET_TYPE.broadcast,
    hardwareType: 1,
    interfaceIndex: 2,
  });
});

test('a tag that libpcap put back into a cooked record is a tag', t => {
  const bytes = hex(`0001 0001 0006 020000000011 0000 | 8100 | 0007 0806 | ${ARP}`);
  const {tags, etherType, payload} = decodeLinkFrame(bytes, LINK_TYPE_LINUX_SLL);
  t.deepEqual(tags, [vlanTag(7)]);
  t.is(etherType, 0x0806);
  t.is(decodeArpPacket(payload).senderIp, '10.3.2.200' as never);
});

const REJECTS: readonly (readonly [title: string, linkType: number, wire: string, message: string])[] = [
  ['another link type', 105, '', 'link type: expected 1, 101, 113, 228, 229 or 276, got 105'],
  [
    'netlink, whose protocols are its own',
    113,
    '0004 0338 0000 0000000000000000 0000',
    'sll: expected an interface with EtherTypes, got ARPHRD_ type 824',
  ],
  [
    'an 802.2 frame',
    276,
    '0004 0000 00000002 0001 00 06 020000000011 0000',
    'sll2: expected an EtherType of 0x0600 or more, got 4',
  ],
  ['a bare packet of no octets', 101, '', 'raw IP: expected at least 1 octets, got 0'],
  ['a bare packet of another version', 101, '50', 'raw IP: expected version 4 or 6, got 5'],
  [
    'a tag cut off',
    113,
    '0001 0001 0006 020000000011 0000 8100 0007 08',
    'sll: expected at least 4 octets, got 3',
  ],
];

for (const [title, linkType, wire, message] of REJECTS) {
  test(`refuses ${title}`, t => {
    t.throws(() => decodeLinkFrame(hex(wire), linkType), {instanceOf: DecodeError, message});
  });
}

test('only these are readable', t => {
  t.deepEqual(
    [0, 1, 101, 105, 113, 127, 228, 229, 276].filter(type => isReadableLinkType(type)),
    [1, 101, 113, 228, 229, 276],
  );
});

test('a bare packet is of the family that its version, or the link type, says', t => {
  const [ipv4, ipv6] = [hex('4500'), hex('6000')];
  for (const [linkType, bytes, etherType] of [
    [LINK_TYPE_RAW, ipv4, 0x0800],
    [LINK_TYPE_RAW, ipv6, 0x86dd],
    [LINK_TYPE_IPV4, ipv4, 0x0800],
    [LINK_TYPE_IPV6, ipv6, 0x86dd],
  ] as const) {
    t.deepEqual(decodeLinkFrame(bytes, linkType), {
      ...{destination: undefined, source: undefined, tags: [], etherType, payload: bytes},
    });
  }
});

test('an announcement in a cooked record with 802.2 and SNAP headers is one', t => {
  const bytes = hex(`0001 0001 0006 020000000011 0000 0004 | aaaa03 000000 0806 | ${ARP}`);
  const {etherType, payload} = decodeLinkFrame(bytes, LINK_TYPE_LINUX_SLL);
  t.is(etherType, 0x0806);
  t.is(decodeArpPacket(payload).senderIp, '10.3.2.200' as never);
});

test('a sender whose address is not a MAC has none', t => {
  const bytes = hex('0004 fffe 0000 0000000000000000 0800');
  t.is(decodeLinkFrame(bytes, LINK_TYPE_LINUX_SLL).source, undefined);
  t.is(
    formatFrame(hex('0004 fffe 0000 0000000000000000 88cc'), LINK_TYPE_LINUX_SLL),
    '? > ? (sent) type 0x88cc, 0 octets',
  );
});

const LINES: readonly (readonly [title: string, packetType: string, line: string])[] = [
  ['heard by all', '01', ''],
  ['heard by this host alone', '00', ' [to this host only]'],
  ['overheard', '03', ' [to another host only]'],
  ['sent', '04', ''],
];

for (const [title, packetType, oddity] of LINES) {
  test(`the line of an announcement ${title} says what the packet type says`, t => {
    const bytes = hex(`0806 0000 00000002 0001 ${packetType} 06 020000000011 0000 | ${ARP}`);
    t.is(
      formatFrame(bytes, LINK_TYPE_LINUX_SLL2),
      `ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target 00)${oddity}`,
    );
  });
}

test('any octets of any link type are a frame or a DecodeError', t => {
  const linkTypes = fc.constantFrom(1, 101, 113, 228, 229, 276, 0);
  fc.assert(
    fc.property(octets(80), linkTypes, (bytes, linkType) => {
      valueOrDecodeError(() => decodeLinkFrame(bytes, linkType));
      t.is(typeof formatFrame(bytes, linkType), 'string');
    }),
    {numRuns: 1000},
  );
});
