import {createHmac} from 'node:crypto';
import {
  decodeFrame,
  decodeVrrpOrCarp,
  encodeEthernetFrame,
  encodeIpv4Packet,
  encodeVrrpPacket,
  ipv4,
  isVrrpTagCorrect,
  LINK_TYPE_ETHERNET,
  PROTOCOL_VRRP,
  parseIpv4,
  parseIpv6,
  parseMac,
  stack,
  type VrrpTrailer,
  vrrp,
  vrrpTrailerTime,
} from '@vip/arp';
import {describeFrame} from '@vip/arp/describe';
import test from 'ava';
import fc from 'fast-check';
import {
  decodeVrrpTrailer,
  encodeVrrpTrailer,
  signVrrpMessage,
  VRRP_TRAILER_LENGTH,
  vrrpTag,
} from '#arp/wire/router/vrrp-trailer';
import {octets, vrrpEndpoints, vrrpPackets} from '../helpers/arbitraries.js';
import {concat, hex, toHex} from '../helpers/hex.js';

/** keepalived's own vectors of its unit test: this key, virtual router 51, priority 200. */
const KEY = Uint8Array.from({length: 32}, (_, index) => index);
const CLOCK = '01010000 68000000 8000 0000';
const IPV4 = {
  ends: {source: parseIpv4('198.51.100.10'), destination: parseIpv4('224.0.0.18')},
  payload: hex(`3133c801 0064 4402 c0000264 | ${CLOCK} | 1b84bc4e8e43892dc6d98448f8ee2265`),
};
const IPV6 = {
  ends: {source: parseIpv6('fe80::10'), destination: parseIpv6('fe80::20')},
  payload: hex(
    `3133c801 0064 a2e9 fe800000000000000000000000000100 | ${CLOCK} | c8c56146ebfd66ee10ec4d8186461b78`,
  ),
};

const trailers: fc.Arbitrary<VrrpTrailer> = fc.record({
  extensionType: fc.nat(255),
  keyId: fc.nat(255),
  seconds: fc.nat(0xffffffff),
  fraction: fc.nat(0xffff),
  counter: fc.nat(0xffff),
  tag: fc.uint8Array({minLength: 16, maxLength: 16}),
});

test('the tag is made with the HMAC of node:crypto, whatever key and message', t => {
  const messages = fc.tuple(octets(200), fc.uint8Array({minLength: 28, maxLength: 300}), vrrpEndpoints);
  fc.assert(
    fc.property(messages, ([key, payload, {source}]) => {
      const signed = concat(
        Uint8Array.of(4, (payload[0] as number) >> 4, payload[1] as number, 0),
        concat(Uint8Array.from(source.split('.'), Number), new Uint8Array(12)),
        payload.with(6, 0).with(7, 0),
      );
      signed.fill(0, signed.length - 16);
      const expected = createHmac('sha256', key).update(signed).digest().subarray(0, 16);
      t.is(toHex(vrrpTag(payload, source, key)), expected.toString('hex'));
    }),
  );
});

for (const [family, {ends, payload}] of Object.entries({IPV4, IPV6})) {
  test(`keepalived's vector over ${family}: the message is read, its sum fits, its tag is that of the key`, t => {
    const advertisement = decodeVrrpOrCarp(payload, ends);
    t.like(advertisement, {
      protocol: 'vrrp',
      packet: {version: 3, virtualRouterId: 51, priority: 200, intervalCentiseconds: 100},
      checksum: family === 'IPV4' ? 'without-pseudo-header' : 'correct',
      checksumReading: family === 'IPV4' ? 'plain' : 'pseudo-header',
      trailer: {extensionType: 1, keyId: 1, seconds: 0x68000000, fraction: 0x8000, counter: 0},
    });
    t.true(isVrrpTagCorrect(payload, ends.source, KEY));
    t.false(isVrrpTagCorrect(payload, ends.source, KEY.subarray(1)));
    t.false(isVrrpTagCorrect(payload, parseIpv4('198.51.100.11'), KEY));
  });
}

test('the checksum is not signed, and every other octet is', t => {
  const {ends, payload} = IPV4;
  const correct = Array.from(payload, (_, index) => {
    const changed = payload.slice();
    changed[index] = (changed[index] as number) ^ 1;
    return isVrrpTagCorrect(changed, ends.source, KEY) ? index : -1;
  });
  t.deepEqual(
    correct.filter(index => index >= 0),
    [6, 7],
  );
});

test("the sender's clock is read to the nanosecond", t => {
  const trailer = decodeVrrpTrailer(IPV4.payload.subarray(-VRRP_TRAILER_LENGTH));
  t.is(vrrpTrailerTime(trailer), 0x68000000n * 1_000_000_000n + 500_000_000n);
});

test('28 octets behind a message are a trailer, and any other number of them is none', t => {
  fc.assert(
    fc.property(vrrpPackets, vrrpEndpoints, trailers, (packet, ends, trailer) => {
      const message = encodeVrrpPacket(packet, ends);
      const wire = concat(message, encodeVrrpTrailer(trailer));
      t.like(decodeVrrpOrCarp(wire, ends), {protocol: 'vrrp', packet, checksum: 'correct', trailer});
      t.like(decodeVrrpOrCarp(message, ends), {trailer: undefined});
      for (const length of [wire.length - 1, wire.length + 1]) {
        const other = new Uint8Array(length);
        other.set(wire.subarray(0, length));
        t.like(decodeVrrpOrCarp(other, ends), {trailer: undefined});
      }
    }),
  );
});

test('a signature is verified with its own key alone', t => {
  fc.assert(
    fc.property(vrrpPackets, vrrpEndpoints, trailers, octets(64), (packet, ends, trailer, key) => {
      const unsigned = concat(encodeVrrpPacket(packet, ends), encodeVrrpTrailer(trailer));
      const tag = vrrpTag(unsigned, ends.source, key);
      const signed = concat(encodeVrrpPacket(packet, ends), encodeVrrpTrailer({...trailer, tag}));
      t.true(isVrrpTagCorrect(signed, ends.source, key));
      t.false(isVrrpTagCorrect(signed, ends.source, concat(key, hex('01'))));
    }),
  );
});

test("a message is signed as keepalived's own vectors are, in either family", t => {
  const at = 0x68000000n * 1_000_000_000n + 500_000_000n;
  const common = {version: 3, virtualRouterId: 51, priority: 200, intervalCentiseconds: 100} as const;
  const four = {...common, addresses: [parseIpv4('192.0.2.100')]};
  const six = {...common, addresses: [parseIpv6('fe80::100')]};
  const plain = encodeVrrpPacket(four, IPV4.ends, 'plain');
  t.is(toHex(signVrrpMessage(plain, IPV4.ends, {key: KEY, at})), toHex(IPV4.payload));
  const signed = signVrrpMessage(encodeVrrpPacket(six, IPV6.ends), IPV6.ends, {key: KEY, at});
  t.is(toHex(signed), toHex(IPV6.payload));
  const layers = stack(ipv4(IPV4.ends), vrrp(four, {checksum: 'plain', signing: {key: KEY, at}}));
  t.is(toHex(layers.subarray(20)), toHex(IPV4.payload));
});

test('a frame with one is described, each octet once, with its authentication', t => {
  const payload = encodeIpv4Packet({...IPV4.ends, ttl: 255, protocol: PROTOCOL_VRRP, payload: IPV4.payload});
  const frame = encodeEthernetFrame({
    ...{destination: parseMac('01:00:5e:00:00:12'), source: parseMac('00:00:5e:00:01:33')},
    ...{tags: [], etherType: 0x0800, payload},
  });
  const {kind, fields} = describeFrame(frame);
  t.is(kind, 'vrrp');
  t.is(fields.find(({name}) => name === "sender's clock")?.value, '2025-04-16T19:07:44.500000000Z');
  t.deepEqual(concat(...fields.map(({octets}) => octets)), frame);
  const decoded = decodeFrame(frame, LINK_TYPE_ETHERNET);
  const packet = decoded.kind === 'vrrp' ? decoded.packet : t.fail(decoded.kind);
  if (typeof packet !== 'object') return;
  t.is(packet.authentication?.type, 'hmac');
  t.true(isVrrpTagCorrect(packet.payload, packet.source, KEY));
});

test('a tag of another length is not encoded', t => {
  const trailer = decodeVrrpTrailer(IPV4.payload.subarray(-VRRP_TRAILER_LENGTH));
  t.throws(() => encodeVrrpTrailer({...trailer, tag: hex('00')}), {
    code: 'BAD_ARGUMENT',
    message: 'vrrp trailer tag: expected 16 octets, got 1',
  });
  t.throws(() => decodeVrrpTrailer(hex('0101')), {
    message: 'vrrp trailer: expected at least 28 octets, got 2',
  });
});
