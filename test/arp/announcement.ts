import {
  type AnnouncementOptions,
  announcementFrames,
  announcementPackets,
  broadcastFrame,
  classifyArp,
  DEFAULT_ROUND_INTERVAL_MS,
  DEFAULT_ROUNDS,
  decodeArpPacket,
  decodeEthernetFrame,
  parseIpv4,
  parseMac,
  vlanTag,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {isGratuitousToLinux} from '#arp/wire/arp/classify';
import {ipv4s, macs, vlanTags} from '../helpers/arbitraries.js';
import {hex, toHex} from '../helpers/hex.js';

const ip = parseIpv4('10.3.2.200');
const mac = parseMac('02:00:00:00:00:11');

const ETHERNET = 'ffffffffffff | 020000000011';
const HEAD = '0806 | 0001 0800 06 04';
const SENDER = '020000000011 0a0302c8';

// The frames of each peer follow from its source code: iputils arping.c `send_pack`, keepalived vrrp_arp.c, Linux
// net/ipv4/devinet.c `inetdev_send_gratuitous_arp`, CTDB system_socket.c, kube-vip pkg/vip/arp.go.
const VECTORS: readonly (readonly [title: string, options: Partial<AnnouncementOptions>, wire: string[]])[] =
  [
    [
      'a request, as iputils arping -U, keepalived and FRR send it',
      {form: 'request'},
      [`${ETHERNET} | ${HEAD} 0001 | ${SENDER} | ffffffffffff 0a0302c8`],
    ],
    [
      'a request with target zero, as RFC 5227 §2.3, Linux arp_notify and CTDB send it',
      {form: 'request', targetMac: 'zero'},
      [`${ETHERNET} | ${HEAD} 0001 | ${SENDER} | 000000000000 0a0302c8`],
    ],
    [
      'a request with target self, as ucarp sends it',
      {form: 'request', targetMac: 'self'},
      [`${ETHERNET} | ${HEAD} 0001 | ${SENDER} | 020000000011 0a0302c8`],
    ],
    [
      'a reply, as iputils arping -A, CTDB and kube-vip send it (RFC 5944 §4.6)',
      {form: 'reply'},
      [`${ETHERNET} | ${HEAD} 0002 | ${SENDER} | 020000000011 0a0302c8`],
    ],
    [
      "a reply with target ff, as MetalLB's second frame",
      {form: 'reply', targetMac: 'broadcast'},
      [`${ETHERNET} | ${HEAD} 0002 | ${SENDER} | ffffffffffff 0a0302c8`],
    ],
    [
      'both by default, the request first',
      {},
      [
        `${ETHERNET} | ${HEAD} 0001 | ${SENDER} | ffffffffffff 0a0302c8`,
        `${ETHERNET} | ${HEAD} 0002 | ${SENDER} | 020000000011 0a0302c8`,
      ],
    ],
    [
      'both with a target: that of the request; the reply stays one that Linux believes',
      {form: 'both', targetMac: 'zero'},
      [
        `${ETHERNET} | ${HEAD} 0001 | ${SENDER} | 000000000000 0a0302c8`,
        `${ETHERNET} | ${HEAD} 0002 | ${SENDER} | 020000000011 0a0302c8`,
      ],
    ],
    [
      'a request to a target given by address',
      {form: 'request', targetMac: parseMac('02:00:00:00:00:99')},
      [`${ETHERNET} | ${HEAD} 0001 | ${SENDER} | 020000000099 0a0302c8`],
    ],
    [
      'a request in a VLAN in a VLAN',
      {form: 'request', tags: [vlanTag(100), vlanTag(10, 5)]},
      [`${ETHERNET} | 8100 0064 | 8100 a00a | ${HEAD} 0001 | ${SENDER} | ffffffffffff 0a0302c8`],
    ],
  ];

for (const [title, options, wires] of VECTORS) {
  test(`makes ${title}`, t => {
    t.deepEqual(
      announcementFrames({ip, mac, ...options}).map(toHex),
      wires.map(wire => toHex(hex(wire))),
    );
  });
  test(`reads ${title}`, t => {
    const packets = announcementPackets({ip, mac, ...options});
    t.deepEqual(
      wires.map(wire => decodeArpPacket(decodeEthernetFrame(hex(wire)).payload)),
      packets,
    );
    for (const packet of packets) t.is(classifyArp(packet).kind, 'announcement');
  });
}

test('the default rounds pass the lock time of Linux, one second, even when a timer is early', t => {
  t.true(DEFAULT_ROUNDS >= 2);
  t.true(DEFAULT_ROUND_INTERVAL_MS >= 1050);
});

test('Linux takes every default announcement as gratuitous', t => {
  for (const form of ['request', 'reply', 'both'] as const) {
    for (const packet of announcementPackets({ip, mac, form})) t.true(isGratuitousToLinux(packet), form);
  }
});

test('every announcement is broadcast, from the announced MAC, with the given tags', t => {
  const options = fc.record({
    ip: ipv4s,
    mac: macs,
    tags: fc.array(vlanTags, {maxLength: 3}),
    form: fc.constantFrom('request' as const, 'reply' as const, 'both' as const),
    targetMac: fc.oneof(fc.constantFrom('broadcast' as const, 'zero' as const, 'self' as const), macs),
  });
  fc.assert(
    fc.property(options, announcement => {
      const packets = announcementPackets(announcement);
      t.is(packets.length, announcement.form === 'both' ? 2 : 1);
      const frames = announcementFrames(announcement).map(decodeEthernetFrame);
      for (const [index, frame] of frames.entries()) {
        const packet = decodeArpPacket(frame.payload);
        t.is(frame.destination as string, 'ff:ff:ff:ff:ff:ff');
        t.is(frame.source, announcement.mac);
        t.deepEqual(frame.tags, announcement.tags);
        t.deepEqual(packet, packets[index]);
        t.deepEqual([packet.senderIp, packet.targetIp], [announcement.ip, announcement.ip]);
        t.is(packet.senderMac, announcement.mac);
      }
    }),
  );
});

test('a broadcast frame has 42 octets, and 4 more for each tag', t => {
  const [packet] = announcementPackets({ip, mac});
  if (packet === undefined) return t.fail();
  t.is(broadcastFrame(packet).length, 42);
  t.is(broadcastFrame(packet, [vlanTag(1), vlanTag(2)]).length, 50);
});
