/** What the types promise: this file compiles only where each line that is marked as an error is one. */

import {
  type ArpPacket,
  decodeFrame,
  decodeVrrpPacket,
  encodeArpPacket,
  encodeIcmpv6,
  encodeIpv4Packet,
  encodeUdpDatagram,
  type Frame,
  LINK_TYPE_ETHERNET,
  type MacAddress,
  parseIpv4,
  parseIpv6,
  parseMac,
  stack,
} from '@vip/arp';
import {type FrameLink, memoryLinks} from '@vip/arp/link';
import test from 'ava';

const mac = parseMac('02:00:00:00:00:11');
const ip = parseIpv4('10.3.2.200');
const ip6 = parseIpv6('fd00:3:2::200');
const path = {source: ip, destination: ip};

/** Not called: its types are what is tested. */
function promises(packet: ArpPacket, frame: Frame): void {
  // @ts-expect-error An address is not just any text.
  encodeArpPacket({...packet, senderIp: '10.1'});
  // @ts-expect-error A MAC is no IP address.
  encodeArpPacket({...packet, senderIp: mac});
  // @ts-expect-error Nor is an address of the other family.
  encodeArpPacket({...packet, senderIp: ip6});
  // @ts-expect-error The octets of an advertisement do not show the family of its addresses.
  decodeVrrpPacket(new Uint8Array(8));
  // @ts-expect-error The checksum covers the path.
  encodeUdpDatagram({sourcePort: 1, destinationPort: 2, payload: new Uint8Array(0)});
  // @ts-expect-error The same; leaving it to the kernel must be explicit.
  encodeIcmpv6({type: 'other', number: 1, code: 0, body: new Uint8Array(4)});
  // @ts-expect-error A packet has a protocol.
  encodeIpv4Packet({...path, ttl: 64, payload: new Uint8Array(0)});
  // @ts-expect-error The layer with which the octets begin must be given.
  decodeFrame(new Uint8Array(60));
  // @ts-expect-error A value is never written into.
  packet.senderMac = mac;
  // @ts-expect-error The last layer may be octets, not text.
  stack('payload');
  if (frame.kind === 'arp') {
    const sender: MacAddress = frame.packet.senderMac;
    void sender;
  }
  // @ts-expect-error Only some kinds have a segment.
  void frame.segment;
  // @ts-expect-error An unreadable frame may have no link layer.
  void frame.link.source;
}

test('a frame is discriminated by its kind, and a link is a link, whatever backs it', t => {
  const kinds: Record<Frame['kind'], true> = {
    ...{arp: true, 'foreign-arp': true, discovery: true, vrrp: true, carp: true, hsrp: true, glbp: true},
    ...{icmp: true, tcp: true, udp: true, ip: true, other: true, unreadable: true},
  };
  t.true(decodeFrame(new Uint8Array(0), LINK_TYPE_ETHERNET).kind in kinds);
  t.is(typeof promises, 'function');
  const links: readonly FrameLink[] = memoryLinks();
  t.is(links.length, 2);
});
