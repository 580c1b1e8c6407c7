import {isIPv6, SocketAddress} from 'node:net';
import {
  isIpv6,
  isMulticastIpv6,
  isOfIpv6,
  multicastMac,
  parseIp,
  parseIpv4,
  parseIpv6,
  solicitedNodeAddress,
  VipError,
} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {ipv6s} from '../helpers/arbitraries.js';

for (const [text, canonical] of [
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['fd00:3:2::200', 'fd00:3:2::200'],
  ['FE80::ABCD', 'fe80::abcd'],
  ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
  ['::ffff:10.3.2.200', '::ffff:10.3.2.200'],
  ['0:0:0:0:0:ffff:0a03:02c8', '::ffff:10.3.2.200'],
  ['64:ff9b::10.3.2.200', '64:ff9b::a03:2c8'],
  ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
] as const) {
  test(`parseIpv6 ${text} is ${canonical}`, t => {
    t.is(parseIpv6(text) as string, canonical);
    t.is(parseIpv6(canonical) as string, canonical);
  });
}

const rejects = test.macro({
  exec(t, text: string) {
    const error = t.throws(() => parseIpv6(text), {instanceOf: VipError});
    t.is(error.code, 'BAD_ADDRESS');
    t.is(error.message, `IPv6 address: expected eight groups of hex digits, got ${JSON.stringify(text)}`);
    t.false(isIpv6(text));
  },
  title: (_, text) => `parseIpv6 refuses ${JSON.stringify(text)}`,
});

for (const text of [
  '',
  ':',
  ':::',
  '1',
  '1.2.3.4',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '::1:2:3:4:5:6:7:8',
  '1::2::3',
  ':1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:',
  '12345::',
  'g::',
  '::-1',
  '::0x1',
  '1.2.3.4::',
  '::1.2.3.4:5',
  '::1.2.3',
  '::01.2.3.4',
  '::1.2.3.256',
  '1:2:3:4:5:6:7:1.2.3.4',
  'fe80::1%eth0',
  '[::1]',
  '::1/64',
  ' ::1',
  '::1\n',
]) {
  test(rejects, text);
}

test('Node accepts the same texts, and writes the same', t => {
  const digits = fc.constantFrom(...'0123456789abcdefABCDEF:::::..'.split(''));
  const texts = fc.oneof(
    fc.ipV6(),
    fc.array(digits, {maxLength: 24}).map(parts => parts.join('')),
    fc
      .array(fc.constantFrom('0', '1', 'ffff', '::', ':', '1.2.3.4', ''), {maxLength: 12})
      .map(parts => parts.join(':')),
    fc
      .array(fc.constantFrom('0', '1', 'ffff', ':', ':', '1.2.3.4'), {maxLength: 16})
      .map(parts => parts.join('')),
  );
  let accepted = 0;
  fc.assert(
    fc.property(texts, text => {
      t.is(isIpv6(text), isIPv6(text), text);
      if (!isIpv6(text)) return;
      accepted += 1;
      const ours: string = parseIpv6(text);
      const theirs = new SocketAddress({address: text, family: 'ipv6'}).address;
      // They write the deprecated ::/96 with a dotted quad.
      if (/^::\d+\./.test(theirs)) t.is(ours, parseIpv6(theirs) as string);
      else t.is(ours, theirs);
    }),
    {numRuns: 5000},
  );
  t.true(accepted > 500);
});

test('the octets and the text of an address say the same', t => {
  fc.assert(fc.property(ipv6s, address => t.is(parseIpv6(address), address)));
});

test('groups have MACs, and an address receives questions at its own group', t => {
  t.true(isMulticastIpv6(parseIpv6('ff02::1')));
  t.false(isMulticastIpv6(parseIpv6('ff::1')));
  t.false(isMulticastIpv6(parseIpv6('fe80::1')));
  t.is(multicastMac(parseIpv6('ff02::1')) as string, '33:33:00:00:00:01');
  t.is(solicitedNodeAddress(parseIpv6('fd00:3:2::200')) as string, 'ff02::1:ff00:200');
  t.is(solicitedNodeAddress(parseIpv6('fe80::12:3456:789a')) as string, 'ff02::1:ff56:789a');
  t.is(multicastMac(parseIpv6('ff02::1:ff56:789a')) as string, '33:33:ff:56:78:9a');
  t.is(multicastMac(parseIpv4('224.0.0.18')) as string, '01:00:5e:00:00:12');
  // 23 bits of it: shared with 224.1.2.3.
  t.is(multicastMac(parseIpv4('239.129.2.3')) as string, '01:00:5e:01:02:03');
});

test('an address of either family is parsed, and its family is known', t => {
  t.is(parseIp('10.3.2.200') as string, '10.3.2.200');
  t.is(parseIp('FD00::1') as string, 'fd00::1');
  t.throws(() => parseIp('10.1'), {code: 'BAD_ADDRESS'});
  t.true(isOfIpv6(parseIpv6('::1')));
  t.false(isOfIpv6(parseIpv4('10.3.2.200')));
});
