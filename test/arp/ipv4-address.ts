import {isIP} from 'node:net';
import {formatIpv4Interface, isInNetwork, isIpv4, parseIpv4, parseIpv4Interface, VipError} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {ipv4s} from '../helpers/arbitraries.js';

for (const text of ['0.0.0.0', '10.3.2.200', '192.168.1.1', '249.99.100.199', '255.255.255.255']) {
  test(`parseIpv4 accepts ${text}`, t => {
    t.is(parseIpv4(text) as string, text);
    t.true(isIpv4(text));
  });
}

const rejects = test.macro({
  exec(t, text: string) {
    const error = t.throws(() => parseIpv4(text), {instanceOf: VipError});
    t.is(error.code, 'BAD_ADDRESS');
    t.is(error.message, `IPv4 address: expected a dotted quad, got ${JSON.stringify(text)}`);
    t.false(isIpv4(text));
  },
  title: (_, text) => `parseIpv4 refuses ${JSON.stringify(text)}`,
});

for (const text of [
  '',
  '10.1',
  '1.2.3',
  '1.2.3.4.5',
  '1..3.4',
  '.1.2.3',
  '1.2.3.',
  '1.2.3.256',
  '1.2.3.300',
  '1.2.3.1000',
  '01.2.3.4',
  '1.2.3.04',
  '00.0.0.0',
  '0x10.0.0.1',
  '1.2.3.-4',
  '+1.2.3.4',
  'a.b.c.d',
  '1.2.3.4 ',
  '1.2.3.4\n',
  '1.2.3.4/8',
  '::ffff:1.2.3.4',
  '167772161',
]) {
  test(rejects, text);
}

for (const [text, address, prefixLength] of [
  ['10.3.2.200/8', '10.3.2.200', 8],
  ['0.0.0.0/0', '0.0.0.0', 0],
  ['192.168.1.1/32', '192.168.1.1', 32],
] as const) {
  test(`parseIpv4Interface accepts ${text}`, t => {
    const parsed = parseIpv4Interface(text);
    t.deepEqual(parsed, {address: parseIpv4(address), prefixLength});
    t.is(formatIpv4Interface(parsed), text);
  });
}

for (const text of [
  '10.3.2.200',
  '10.3.2.200/',
  '10.3.2.200/33',
  '10.3.2.200/08',
  '10.3.2.200/-1',
  '10.1/8',
  '/8',
  '',
]) {
  test(`parseIpv4Interface refuses ${JSON.stringify(text)}`, t => {
    t.throws(() => parseIpv4Interface(text), {instanceOf: VipError, code: 'BAD_ADDRESS'});
  });
}

for (const [address, network, expected] of [
  ['10.255.0.1', '10.3.2.200/8', true],
  ['11.3.2.200', '10.3.2.200/8', false],
  ['192.168.1.127', '192.168.1.1/25', true],
  ['192.168.1.128', '192.168.1.1/25', false],
  ['255.255.255.255', '0.0.0.0/0', true],
  ['255.255.255.254', '255.255.255.255/31', true],
  ['255.255.255.254', '255.255.255.255/32', false],
] as const) {
  test(`${address} is ${expected ? '' : 'not '}in the network of ${network}`, t => {
    t.is(isInNetwork(parseIpv4(address), parseIpv4Interface(network)), expected);
  });
}

test('any address parses to itself', t => {
  fc.assert(fc.property(ipv4s, address => t.is(parseIpv4(address), address)));
});

test('of any text the same is accepted as by inet_pton(3)', t => {
  const near = fc.stringMatching(/^[0-9.]{5,16}$/);
  const quads = fc
    .array(fc.integer({min: -1, max: 300}), {minLength: 3, maxLength: 5})
    .map(parts => parts.join('.'));
  fc.assert(
    fc.property(fc.oneof(fc.string(), near, quads), text => {
      t.is(isIpv4(text), isIP(text) === 4, text);
    }),
  );
});

test('a network holds its own address, whatever the prefix', t => {
  fc.assert(
    fc.property(ipv4s, fc.integer({min: 0, max: 32}), (address, prefixLength) => {
      t.true(isInNetwork(address, {address, prefixLength}));
    }),
  );
});
