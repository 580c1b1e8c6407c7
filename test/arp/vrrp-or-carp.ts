import {
  DecodeError,
  decodeEthernetFrame,
  decodeIpv4Packet,
  decodeVrrpOrCarp,
  encodeCarpPacket,
  encodeVrrpPacket,
  PROTOCOL_VRRP,
  parseIpv4,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {isCarp} from '#arp/wire/router/vrrp-or-carp';
import {carpPackets, octets, vrrpEndpoints, vrrpPackets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {concat, hex} from '../helpers/hex.js';
import {realFrames} from '../helpers/vectors.js';

const endpoints = {source: parseIpv4('10.3.2.210'), destination: parseIpv4('224.0.0.18')};

function advertisement(frame: Uint8Array) {
  const {source, destination, protocol, payload} = decodeIpv4Packet(decodeEthernetFrame(frame).payload);
  return {protocol, read: () => decodeVrrpOrCarp(payload, {source, destination})};
}

for (const [title, bytes] of realFrames('ucarp')) {
  if (title === 'announcement') continue;
  test(`trap: CARP, which tshark and tcpdump print as VRRPv2, is CARP: ${title}`, t => {
    const {protocol, read} = advertisement(bytes);
    t.is(protocol, PROTOCOL_VRRP);
    const {protocol: name, checksum, packet} = read();
    t.is(name, 'carp');
    t.is(checksum, 'correct');
    t.is('virtualHostId' in packet && packet.virtualHostId, 51);
  });
}

for (const [title, bytes] of realFrames('keepalived')) {
  if (title.startsWith('announcement')) continue;
  test(`VRRP is VRRP: ${title}`, t => {
    const {protocol, checksum} = advertisement(bytes).read();
    t.is(protocol, 'vrrp');
    t.is(checksum, 'correct');
  });
}

test('no VRRP that conforms to its RFC is taken for CARP, and no CARP for VRRP', t => {
  fc.assert(
    fc.property(vrrpPackets, carpPackets, vrrpEndpoints, (vrrp, carp, ends) => {
      t.false(isCarp(encodeVrrpPacket(vrrp, ends)));
      t.like(decodeVrrpOrCarp(encodeVrrpPacket(vrrp, ends), ends), {
        ...{protocol: 'vrrp', packet: vrrp, trailer: undefined},
        checksum: 'correct',
      });
      t.deepEqual(decodeVrrpOrCarp(encodeCarpPacket(carp), ends), {
        protocol: 'carp',
        packet: carp,
        checksum: 'correct',
      });
    }),
  );
});

test('seven addresses are VRRP: they and the authentication data make 44 octets', t => {
  const wire = concat(hex('21 33 96 07 | 00 01 | 0000'), hex('0a0302c8'.repeat(7)), hex('0000000000000000'));
  t.is(wire.length, 44);
  t.is(decodeVrrpOrCarp(wire, endpoints).protocol, 'vrrp');
});

test('the limit: seven addresses without authentication data, against RFC 3768, are taken for CARP', t => {
  const wire = concat(hex('21 33 96 07 | 00 01 | 0000'), hex('0a0302c8'.repeat(7)));
  t.is(decodeVrrpOrCarp(wire, endpoints).protocol, 'carp');
});

test('any octets are an advertisement or a DecodeError', t => {
  fc.assert(
    fc.property(octets(60), bytes => {
      const value = valueOrDecodeError(() => decodeVrrpOrCarp(bytes, endpoints));
      if (value instanceof DecodeError) t.is(value.layer, 'vrrp');
    }),
    {numRuns: 1000},
  );
  t.pass();
});
