import {
  BROADCAST_MAC,
  decodeArpPacket,
  encodeArpPacket,
  isGroupMac,
  parseIpv4,
  parseMac,
  VipError,
  ZERO_MAC,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {macs} from '../helpers/arbitraries.js';

const accepts = test.macro({
  exec(t, text: string, canonical: string) {
    t.is(parseMac(text) as string, canonical);
  },
  title: (_, text) => `parseMac accepts ${JSON.stringify(text)}`,
});

test(accepts, '02:00:00:00:00:11', '02:00:00:00:00:11');
test(accepts, 'FF:FF:FF:FF:FF:FF', 'ff:ff:ff:ff:ff:ff');
test(accepts, 'aB:cD:eF:01:23:45', 'ab:cd:ef:01:23:45');

const rejects = test.macro({
  exec(t, text: string) {
    const error = t.throws(() => parseMac(text), {instanceOf: VipError});
    t.is(error.code, 'BAD_ADDRESS');
    t.is(error.message, `MAC address: expected six colon-separated octets, got ${JSON.stringify(text)}`);
  },
  title: (_, text) => `parseMac refuses ${JSON.stringify(text)}`,
});

for (const text of [
  '',
  '02:00:00:00:00',
  '02:00:00:00:00:11:22',
  '2:0:0:0:0:11',
  '02-00-00-00-00-11',
  '0200.0000.0011',
  '020000000011',
  '02:00:00:00:00:1g',
  ' 02:00:00:00:00:11',
  '02:00:00:00:00:11\n',
  '02:00:00:00:00:11\u0000',
  '０2:00:00:00:00:11',
]) {
  test(rejects, text);
}

test('the well-known addresses are canonical', t => {
  t.is(parseMac(BROADCAST_MAC), BROADCAST_MAC);
  t.is(parseMac(ZERO_MAC), ZERO_MAC);
});

test('group addresses have the lowest bit of the first octet set', t => {
  t.true(isGroupMac(BROADCAST_MAC));
  t.true(isGroupMac(parseMac('01:00:5e:00:00:12')));
  t.true(isGroupMac(parseMac('33:33:00:00:00:01')));
  t.false(isGroupMac(ZERO_MAC));
  t.false(isGroupMac(parseMac('02:00:00:00:00:11')));
  t.false(isGroupMac(parseMac('fe:ff:ff:ff:ff:ff')));
});

test('any address survives parsing in either case, and the wire', t => {
  const ip = parseIpv4('10.3.2.200');
  fc.assert(
    fc.property(macs, mac => {
      t.is(parseMac(mac), mac);
      t.is(parseMac(mac.toUpperCase()), mac);
      const packet = {
        operation: 'request',
        senderMac: mac,
        senderIp: ip,
        targetMac: mac,
        targetIp: ip,
      } as const;
      t.is(decodeArpPacket(encodeArpPacket(packet)).senderMac, mac);
    }),
  );
});

test('any text is an address in canonical form or refused', t => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-fA-F:]{15,19}$/)), text => {
      try {
        t.regex(parseMac(text), /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/);
      } catch (error) {
        t.true(error instanceof VipError);
      }
    }),
  );
});
