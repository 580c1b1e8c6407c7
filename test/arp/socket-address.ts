import {formatSocketAddress, parseSocketAddress, VipError} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {ipv4s, ipv6s} from '../helpers/arbitraries.js';

test('an address that was written is read back', t => {
  fc.assert(
    fc.property(fc.oneof(ipv4s, ipv6s), fc.integer({min: 1, max: 0xffff}), (address, port) => {
      fc.pre(!address.startsWith('::ffff:')); // which is the IPv4 address in it
      t.deepEqual(parseSocketAddress(formatSocketAddress({address, port})), {address, port});
    }),
  );
});

const READ: readonly (readonly [text: string, as: string])[] = [
  ['10.3.2.200:7000', '10.3.2.200:7000'],
  ['[FD00:3:0::200]:7000', '[fd00:3::200]:7000'],
  ['10.3.2.200%eth0:7000', '10.3.2.200:7000'],
  ['[fe80::1%eth0]:7000', '[fe80::1]:7000'],
  ['[::ffff:10.3.2.200]:7000', '10.3.2.200:7000'],
];

for (const [text, as] of READ)
  test(`${text} is ${as}`, t => t.is(formatSocketAddress(parseSocketAddress(text)), as));

const REFUSED = [
  ...['', '10.3.2.200', '10.3.2.200:', '10.3.2.200:0', '10.3.2.200:65536', '10.3.2.200:1:2', '10.3.2:7000'],
  ...[
    'fd00::1:7000',
    '[fd00::1]',
    '[10.3.2.200]7000',
    '[fd00::1:7000',
    '*:7000',
    'host:7000',
    ' 10.3.2.200:7000',
  ],
];

for (const text of REFUSED)
  test(`${JSON.stringify(text)} is refused`, t => {
    const error = t.throws(() => parseSocketAddress(text), {instanceOf: VipError});
    t.is(error?.code, 'BAD_ADDRESS');
    t.is(
      error?.message,
      `socket address: expected ADDRESS:PORT or [ADDRESS]:PORT, got ${JSON.stringify(text)}`,
    );
  });

test('any text is an address or refused in one way', t => {
  fc.assert(
    fc.property(fc.string({unit: 'binary'}), text => {
      try {
        parseSocketAddress(text);
      } catch (error) {
        if (!(error instanceof VipError) || error.code !== 'BAD_ADDRESS') throw error;
      }
    }),
  );
  t.pass();
});
