/** Brands vanish in JavaScript: text that is not an address is refused where octets are written, instead of being written as some other address. */

import {
  type ArpPacket,
  encodeArpPacket,
  encodeIpv4Packet,
  encodeIpv6Packet,
  encodeNeighbourMessage,
  parseIp,
  parseIpv4,
  parseIpv6,
  parseMac,
} from '@vip/arp';
import test from 'ava';

const PACKET: ArpPacket = {
  operation: 'request',
  senderMac: parseMac('02:00:00:00:00:11'),
  senderIp: parseIpv4('10.3.2.200'),
  targetMac: parseMac('ff:ff:ff:ff:ff:ff'),
  targetIp: parseIpv4('10.3.2.200'),
};
const V6 = parseIpv6('fd00:3:2::200');
const NONE = new Uint8Array(0);
const forged = (text: unknown) => text as never;

for (const text of [
  '10.1',
  '10.3.2.256',
  '010.3.2.1',
  '10.3.2.1.',
  '',
  ' 10.3.2.1',
  'fd00::1',
  undefined,
  7,
  ['10.3.2.1'],
]) {
  test(`no IPv4 address: ${JSON.stringify(text)}`, t => {
    const refused = {
      code: 'BAD_ADDRESS',
      message: `IPv4 address: expected a dotted quad, got ${JSON.stringify(text)}`,
    };
    t.throws(() => encodeArpPacket({...PACKET, senderIp: forged(text)}), refused);
    t.throws(
      () =>
        encodeIpv4Packet({
          source: forged(text),
          destination: PACKET.targetIp,
          ttl: 1,
          protocol: 1,
          payload: NONE,
        }),
      refused,
    );
    t.throws(() => parseIpv4(forged(text)), refused);
  });
}

for (const text of ['02:00:00:00:00', '02-00-00-00-00-11', '02:00:00:00:00:1g', '', undefined, 7]) {
  test(`no MAC: ${JSON.stringify(text)}`, t => {
    const refused = {
      code: 'BAD_ADDRESS',
      message: `MAC address: expected six colon-separated octets, got ${JSON.stringify(text)}`,
    };
    t.throws(() => encodeArpPacket({...PACKET, targetMac: forged(text)}), refused);
    t.throws(() => parseMac(forged(text)), refused);
  });
}

for (const text of ['fd00:::1', 'fd00', '10.3.2.1', '', undefined, 7]) {
  test(`no IPv6 address: ${JSON.stringify(text)}`, t => {
    const refused = {
      code: 'BAD_ADDRESS',
      message: `IPv6 address: expected eight groups of hex digits, got ${JSON.stringify(text)}`,
    };
    const target = {type: 'solicitation', target: forged(text), options: []} as const;
    t.throws(() => encodeNeighbourMessage(target, {source: V6, destination: V6}), refused);
    t.throws(
      () =>
        encodeIpv6Packet({source: V6, destination: forged(text), hopLimit: 1, protocol: 59, payload: NONE}),
      refused,
    );
    t.throws(() => parseIpv6(forged(text)), refused);
    if (text !== '10.3.2.1') t.throws(() => parseIp(forged(text)), {code: 'BAD_ADDRESS'});
  });
}

test('an operation that ARP does not have is refused', t => {
  t.throws(() => encodeArpPacket({...PACKET, operation: forged('announce')}), {
    code: 'BAD_ARGUMENT',
    message: 'arp operation: expected request or reply, got "announce"',
  });
});

test('the same few addresses, written again and again, are still those', t => {
  const bytes = Array.from({length: 3000}, (_, index) => {
    const senderIp = parseIpv4(`10.${index >> 8}.${index & 255}.${(index * 7) & 255}`);
    return encodeArpPacket({...PACKET, senderIp}).subarray(14, 18);
  });
  bytes.forEach((octets, index) => {
    t.deepEqual([...octets], [10, index >> 8, index & 255, (index * 7) & 255]);
  });
});
