/** Redirects and router advertisements, as octets. */

import {parseIpv4, parseIpv6, parseMac} from '@vip/arp';
import {decodeRouteNotice, isRouteNotice} from '@vip/arp/internal';
import test from 'ava';
import fc from 'fast-check';
import {octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {hex} from '../helpers/hex.js';

const QUOTED = '4500 001c 0001 0000 4011 0000 0a030264 c6336409 0035 c350 0008 0000';
const REDIRECT = `05 01 0000 0a030207 ${QUOTED}`;
const TARGET = 'fe80 0000000000000000000000000007';
const DESTINATION = '20010db8000000000000000000000009';
const REDIRECT_V6 = `89 00 0000 00000000 ${TARGET} ${DESTINATION}`;
const ADVERTISEMENT = '86 00 0000 40 00 0708 00000000 00000000';

test('a redirect names the destination and the better first hop', t => {
  t.deepEqual(decodeRouteNotice(hex(REDIRECT), 'IPv4'), {
    about: parseIpv4('198.51.100.9'),
    gateway: parseIpv4('10.3.2.7'),
  });
  const said = {about: parseIpv6('2001:db8::9'), gateway: parseIpv6('fe80::7')};
  t.deepEqual(decodeRouteNotice(hex(REDIRECT_V6), 'IPv6'), said);
  t.deepEqual(decodeRouteNotice(hex(`${REDIRECT_V6} 02 01 020000000007`), 'IPv6'), {
    ...said,
    mac: parseMac('02:00:00:00:00:07'),
  });
});

test("a router's advertisement has its MAC, if it says so, among other options", t => {
  t.deepEqual(decodeRouteNotice(hex(ADVERTISEMENT), 'IPv6'), {});
  t.deepEqual(decodeRouteNotice(hex(`${ADVERTISEMENT} 05 01 0000 000005dc 01 01 020000000008`), 'IPv6'), {
    mac: parseMac('02:00:00:00:00:08'),
  });
});

for (const [name, message, family, what] of [
  ['another type', '08 00 0000 00000000', 'IPv4', /expected a redirect .* of IPv4, got type 8/],
  ['the type of the other family', REDIRECT_V6, 'IPv4', /got type 137/],
  ['no header', '05 01 0000', 'IPv4', /expected at least 8 octets, got 4/],
  ['half of what is quoted', REDIRECT.slice(0, 50), 'IPv4', /expected at least 28 octets/],
  ['half an address', REDIRECT_V6.slice(0, 60), 'IPv6', /expected at least 40 octets/],
  [
    'an option without length',
    `${ADVERTISEMENT} 01 00 020000000008`,
    'IPv6',
    /expected a length of 1 or more/,
  ],
] as const)
  test(`refused: ${name}`, t => {
    t.throws(() => decodeRouteNotice(hex(message), family), {message: what});
  });

test('arbitrary octets are read, or refused', t => {
  fc.assert(
    fc.property(octets(80), fc.constantFrom('IPv4' as const, 'IPv6' as const), (message, family) => {
      valueOrDecodeError(() => decodeRouteNotice(message, family));
      t.is(typeof isRouteNotice(message[0] ?? 0, family), 'boolean');
    }),
  );
});
