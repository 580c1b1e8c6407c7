/** Texts of addresses are kept for the next time; two addresses that share a place must not be mixed up. */

import {decodeArpPacket, encodeArpPacket} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {concat, hex, toHex} from '../helpers/hex.js';

const HEAD = hex('0001 0800 06 04 0001');

function packetOf(mac: Uint8Array, ip: Uint8Array) {
  const {senderMac, senderIp, targetMac, targetIp} = decodeArpPacket(concat(HEAD, mac, ip, mac, ip));
  return [senderMac, senderIp, targetMac, targetIp] as string[];
}

function expected(mac: Uint8Array, ip: Uint8Array): string[] {
  const macText = (toHex(mac).match(/../g) ?? []).join(':');
  return [macText, ip.join('.'), macText, ip.join('.')];
}

const flipped = (bytes: Uint8Array, bit: number) =>
  bytes.map((octet, index) => (index === bit >> 3 ? octet ^ (1 << (bit & 7)) : octet));

test('addresses that differ in one bit or two are not mixed up in turns', t => {
  const macs = fc.uint8Array({minLength: 6, maxLength: 6});
  const ips = fc.uint8Array({minLength: 4, maxLength: 4});
  fc.assert(
    fc.property(macs, ips, fc.nat(47), fc.nat(31), (mac, ip, macBit, ipBit) => {
      for (let bit = 0; bit < 48; bit++) {
        const otherMac = flipped(flipped(mac, bit), macBit);
        const otherIp = flipped(flipped(ip, bit % 32), ipBit);
        t.deepEqual(packetOf(mac, ip), expected(mac, ip));
        t.deepEqual(packetOf(otherMac, otherIp), expected(otherMac, otherIp));
      }
    }),
    {numRuns: 50},
  );
});

test('addresses are written as they were read, whatever was in their cache slot', t => {
  const macs = fc.uint8Array({minLength: 6, maxLength: 6});
  fc.assert(
    fc.property(macs, fc.uint8Array({minLength: 4, maxLength: 4}), (mac, ip) => {
      for (let bit = 0; bit < 48; bit++) {
        const bytes = concat(HEAD, mac, ip, flipped(mac, bit), flipped(ip, bit % 32));
        t.is(toHex(encodeArpPacket(decodeArpPacket(bytes))), toHex(bytes));
      }
    }),
    {numRuns: 50},
  );
});

test('the first addresses that were ever read are not those the places begin with', t => {
  t.deepEqual(packetOf(hex('000000000000'), hex('00000000')), expected(hex('000000000000'), hex('00000000')));
  t.deepEqual(packetOf(hex('000400000400'), hex('00010001')), expected(hex('000400000400'), hex('00010001')));
});
