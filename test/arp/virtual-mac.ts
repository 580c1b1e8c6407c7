import {
  isVirtualRouterMac,
  macOfVirtual,
  numberOfMac,
  parseMac,
  type VirtualMac,
  virtualMacOf,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {virtualMacOfNumber} from '#arp/wire/address/virtual-mac';
import {macs} from '../helpers/arbitraries.js';

const KNOWN: readonly (readonly [mac: string, virtual: VirtualMac])[] = [
  ['00:00:5e:00:01:33', {protocol: 'vrrp', family: 'IPv4', id: 51}],
  ['00:00:5e:00:02:33', {protocol: 'vrrp', family: 'IPv6', id: 51}],
  ['00:00:0c:07:ac:0a', {protocol: 'hsrp', family: 'IPv4', version: 1, id: 10}],
  ['00:00:0c:9f:f0:0a', {protocol: 'hsrp', family: 'IPv4', version: 2, id: 10}],
  ['00:00:0c:9f:ff:ff', {protocol: 'hsrp', family: 'IPv4', version: 2, id: 4095}],
  ['00:05:73:a0:0f:ff', {protocol: 'hsrp', family: 'IPv6', version: 2, id: 4095}],
  // Cisco's own debug output: groups 1020 and 1021, forwarder 1.
  ['00:07:b4:03:fc:01', {protocol: 'glbp', family: undefined, id: 1020, forwarder: 1}],
  ['00:07:b4:03:fd:01', {protocol: 'glbp', family: undefined, id: 1021, forwarder: 1}],
];

for (const [mac, virtual] of KNOWN) {
  test(`${mac} is ${JSON.stringify(virtual)}, and back`, t => {
    t.deepEqual(virtualMacOf(parseMac(mac)), virtual);
    t.deepEqual(virtualMacOfNumber(numberOfMac(parseMac(mac))), virtual);
    t.is(macOfVirtual(virtual), parseMac(mac));
    t.true(isVirtualRouterMac(parseMac(mac)));
  });
}

test("adjacent MACs are machines'", t => {
  for (const mac of [
    ...['00:00:5e:00:00:33', '00:00:5e:00:03:33', '00:00:0c:07:ad:0a', '00:00:0c:9f:e0:0a'],
    ...['00:05:73:a0:10:00', '00:07:b4:04:00:01', '02:00:5e:00:01:33', '02:00:00:00:00:11'],
  ]) {
    t.is(virtualMacOf(parseMac(mac)), undefined, mac);
    t.false(isVirtualRouterMac(parseMac(mac)));
  }
});

test('the virtual router of a MAC has that MAC', t => {
  const low = fc.uint8Array({minLength: 6, maxLength: 6});
  const near = fc
    .tuple(fc.constantFrom(...KNOWN.map(([mac]) => parseMac(mac))), low, fc.nat(2))
    .map(([mac, octets, count]) =>
      parseMac(
        mac
          .split(':')
          .map((text, index) =>
            index < 6 - count ? text : (octets[index] ?? 0).toString(16).padStart(2, '0'),
          )
          .join(':'),
      ),
    );
  fc.assert(
    fc.property(fc.oneof(macs, near), mac => {
      const virtual = virtualMacOf(mac);
      if (virtual !== undefined) t.is(macOfVirtual(virtual), mac);
    }),
  );
  t.pass();
});

const UNFIT: readonly (readonly [virtual: VirtualMac, message: string])[] = [
  [{protocol: 'vrrp', family: 'IPv4', id: 256}, 'vrrp id: expected 0 to 255, got 256'],
  [{protocol: 'hsrp', family: 'IPv4', version: 2, id: 4096}, 'hsrp id: expected 0 to 4095, got 4096'],
  [{protocol: 'glbp', family: undefined, id: 1024, forwarder: 1}, 'glbp group: expected 0 to 1023, got 1024'],
];

for (const [virtual, message] of UNFIT) {
  test(`no MAC has room for it: ${message}`, t => {
    t.throws(() => macOfVirtual(virtual), {code: 'BAD_ARGUMENT', message});
  });
}
