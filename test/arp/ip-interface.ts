import {
  formatIpInterface,
  type IpFamily,
  ipFromNumber,
  ipToNumber,
  isInNetwork,
  networkSize,
  parseIp,
  parseIpInterface,
  VipError,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';

for (const text of [
  '10.3.2.200/8',
  '0.0.0.0/0',
  '192.168.7.9/28',
  'fd12:3456:789a:1::200/64',
  '::/0',
  'fe80::1/128',
]) {
  test(`${text} is read and written as it is`, t => {
    t.is(formatIpInterface(parseIpInterface(text)), text);
  });
}

test('an IPv6 address is normalised', t => {
  t.is(formatIpInterface(parseIpInterface('FD00:0:0::1/64')), 'fd00::1/64');
});

for (const text of [
  '10.3.2.200',
  '10.3.2.200/33',
  'fd00::1/129',
  'fd00::1',
  'fd00::1/',
  'fd00::1/064',
  'x/8',
  '10.0.0.1/8/8',
  'fd00::1%eth0/64',
]) {
  test(`refused: ${text}`, t => {
    t.throws(() => parseIpInterface(text), {instanceOf: VipError, code: 'BAD_ADDRESS'});
  });
}

const ADDRESS: Readonly<Record<IpFamily, fc.Arbitrary<string>>> = {IPv4: fc.ipV4(), IPv6: fc.ipV6()};
const BITS: Readonly<Record<IpFamily, number>> = {IPv4: 32, IPv6: 128};

for (const family of ['IPv4', 'IPv6'] as const) {
  test(`${family}: an address survives being a number`, t => {
    fc.assert(
      fc.property(ADDRESS[family], text => {
        const ip = parseIp(text);
        t.is(ipFromNumber(ipToNumber(ip), family), ip);
      }),
    );
  });

  test(`${family}: a network has its size of addresses, and no other`, t => {
    fc.assert(
      fc.property(ADDRESS[family], fc.integer({min: 0, max: BITS[family]}), (text, prefixLength) => {
        const network = {address: parseIp(text), prefixLength};
        const size = networkSize(family, prefixLength);
        const number = ipToNumber(network.address);
        const first = number - (number % size);
        const at = (offset: bigint) => ipFromNumber(first + offset, family);
        t.true(isInNetwork(at(0n), network) && isInNetwork(at(size - 1n), network));
        if (prefixLength > 0) t.false(isInNetwork(at(size), network));
      }),
    );
  });
}

test('an address of the other family is in no network', t => {
  t.false(isInNetwork(parseIp('10.3.2.1'), parseIpInterface('::/0')));
  t.false(isInNetwork(parseIp('fd00::1'), parseIpInterface('0.0.0.0/0')));
});
