/** What frames of a timeline say, and how they travel. */

import {decodeEvent, encodeEvent, type FrameEvent} from '@vip/analysis';
import {octetsOfHex, type Reading, readingOf} from '@vip/analysis/internal';
import {
  broadcastFrame,
  ETHER_TYPE_IPV4,
  ETHER_TYPE_IPV6,
  encodeEthernetFrame,
  encodeIcmp,
  encodeIcmpv6,
  encodeIpv4Packet,
  encodeIpv6Packet,
  encodeVrrpPacket,
  parseIpv4,
  parseIpv6,
  unsolicitedNa,
  VRRP_GROUP,
} from '@vip/arp';
import {hexOctets} from '@vip/arp/internal';
import test from 'ava';
import fc from 'fast-check';
import {EXT, EXT_MAC, frame, NEW, VIP} from '../../helpers/events.js';
import {hex} from '../../helpers/hex.js';

const BETWEEN = {source: EXT_MAC, destination: NEW, tags: []};
const ECHO = {identifier: 7, sequence: 65_535, data: new Uint8Array(56)};
const IPV6 = {asker: parseIpv6('fd00:3:2::50'), target: parseIpv6('fd00:3:2::200')};

function ipv4(protocol: number, payload: Uint8Array, to = VIP, from = EXT): Uint8Array {
  const packet = encodeIpv4Packet({source: from, destination: to, ttl: 64, protocol, payload});
  return encodeEthernetFrame({...BETWEEN, etherType: ETHER_TYPE_IPV4, payload: packet});
}

function echoRequest(): Uint8Array {
  return ipv4(1, encodeIcmp({type: 'echo-request', ...ECHO}));
}

function ipv6Reply(): Uint8Array {
  const path = {source: IPV6.target, destination: IPV6.asker};
  const payload = encodeIpv6Packet({
    ...path,
    ...{trafficClass: 0, flowLabel: 0, hopLimit: 64, protocol: 58},
    payload: encodeIcmpv6({type: 'echo-reply', ...ECHO}, path),
  });
  return encodeEthernetFrame({...BETWEEN, etherType: ETHER_TYPE_IPV6, payload});
}

const REQUEST = {
  operation: 'request',
  senderMac: EXT_MAC,
  senderIp: EXT,
  targetMac: NEW,
  targetIp: VIP,
} as const;
const VRRP = {
  version: 2,
  virtualRouterId: 51,
  priority: 150,
  addresses: [VIP],
  authenticationType: 0,
  authenticationData: new Uint8Array(8),
  intervalSeconds: 1,
} as const;

const kindsOf = ({source, destination, packet, ...contents}: Reading) => Object.keys(contents);
const ETHERNET = {source: EXT_MAC, destination: NEW};
const PACKET = {source: EXT, destination: VIP};

test('each frame has one meaning', t => {
  const reading = (octets: Uint8Array) => readingOf(frame('ext', 0, octets));
  t.deepEqual(reading(broadcastFrame(REQUEST)).arp, REQUEST);
  t.deepEqual(reading(echoRequest()), {
    ...ETHERNET,
    packet: PACKET,
    echo: {type: 'echo-request', asker: EXT, target: VIP, identifier: 7, sequence: 65_535},
  });
  t.deepEqual(reading(ipv6Reply()).echo, {type: 'echo-reply', ...IPV6, identifier: 7, sequence: 65_535});
  const advertisement = reading(unsolicitedNa({ip: IPV6.target, mac: NEW}));
  t.deepEqual(kindsOf(advertisement), ['discovery']);
  t.is(advertisement.discovery?.message.target, IPV6.target);
  t.is(advertisement.source, NEW);
  const group = parseIpv4(VRRP_GROUP);
  const vrrp = reading(ipv4(112, encodeVrrpPacket(VRRP, {source: EXT, destination: group}), group));
  t.deepEqual(kindsOf(vrrp), ['advertisement']);
});

test('of a frame that cannot be read, at most the addresses remain', t => {
  const cut = (octets: Uint8Array, length: number) => readingOf(frame('ext', 0, octets.slice(0, length)));
  t.deepEqual(cut(echoRequest(), 20), ETHERNET);
  t.deepEqual(cut(echoRequest(), 40), {...ETHERNET, packet: PACKET});
  t.deepEqual(cut(echoRequest(), 13), {});
  t.deepEqual(cut(broadcastFrame(REQUEST), 30).arp, undefined);
  const udp = readingOf(frame('ext', 0, ipv4(17, new Uint8Array(8))));
  t.deepEqual(udp, {...ETHERNET, packet: PACKET});
});

test('any octets are read without an error, and only once', t => {
  fc.assert(
    fc.property(fc.uint8Array({maxLength: 120}), octets => {
      const event = frame('ext', 0, octets);
      t.is(readingOf(event), readingOf(event));
    }),
  );
});

test('octets are hexadecimal digits in JSON, and octets again when read', t => {
  fc.assert(
    fc.property(fc.uint8Array({maxLength: 200}), octets => {
      const event: FrameEvent = frame('ext', 0, octets);
      const line = encodeEvent(event);
      t.true(line.includes(`"octets":"${hexOctets(octets, '')}"`));
      t.deepEqual(decodeEvent(line), event);
    }),
  );
  t.deepEqual(octetsOfHex('00Ff7a'), hex('00 ff 7a'));
  t.is(octetsOfHex('00'.repeat(70_000)).length, 70_000);
});

for (const octets of ['0', '0g', '–1', 'é0', {length: 1e9}, null, 7]) {
  test(`no octets: ${JSON.stringify(octets)}`, t => {
    const line = JSON.stringify({at: '1', node: 'ext', kind: 'frame', octets});
    t.throws(() => decodeEvent(line), {instanceOf: SyntaxError, message: /^octets: expected pairs of hex/});
  });
}
