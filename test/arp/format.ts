import {encodeArpPacket, encodeEthernetFrame} from '@vip/arp';
import {describeFrame, formatFrame} from '@vip/arp/describe';
import test from 'ava';
import fc from 'fast-check';
import {arpPackets, ethernetFrames, octets} from '../helpers/arbitraries.js';
import {concat, hex} from '../helpers/hex.js';

const B = 'ffffffffffff';
const ACTIVE = '020000000010';
const PASSIVE = '020000000011';
const CLIENT = '020000000050';
const VIP = '0a0302c8';
const EXT = '0a030232';
const ARP = '0806 0001 0800 06 04';

const LINES: readonly (readonly [wire: string, line: string])[] = [
  [
    `${B} | ${CLIENT} | ${ARP} 0001 | ${CLIENT} ${EXT} | 000000000000 ${VIP}`,
    'ARP who-has 10.3.2.200 tell 10.3.2.50 (02:00:00:00:00:50)',
  ],
  [
    `${CLIENT} | ${ACTIVE} | ${ARP} 0002 | ${ACTIVE} ${VIP} | ${CLIENT} ${EXT}`,
    'ARP reply 10.3.2.200 is-at 02:00:00:00:00:10 to 10.3.2.50',
  ],
  [
    `${B} | ${PASSIVE} | ${ARP} 0001 | ${PASSIVE} 00000000 | 000000000000 ${VIP}`,
    'ARP probe who-has 10.3.2.200 asked by 02:00:00:00:00:11',
  ],
  [
    `${B} | ${PASSIVE} | ${ARP} 0001 | ${PASSIVE} ${VIP} | ${B} ${VIP}`,
    'ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff)',
  ],
  [
    `${B} | ${PASSIVE} | ${ARP} 0001 | ${PASSIVE} ${VIP} | 000000000000 ${VIP}`,
    'ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target 00)',
  ],
  [
    `${B} | ${PASSIVE} | ${ARP} 0002 | ${PASSIVE} ${VIP} | ${PASSIVE} ${VIP}`,
    'ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (reply, target self)',
  ],
  [
    `${B} | ${PASSIVE} | ${ARP} 0002 | ${PASSIVE} ${VIP} | ${CLIENT} ${VIP}`,
    'ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (reply, target another)',
  ],
  [
    `${B} | ${PASSIVE} | 8100 0064 | 8100 a00a | ${ARP} 0001 | ${PASSIVE} ${VIP} | ${B} ${VIP}`,
    'vlan 100 vlan 10 p 5 ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff)',
  ],
  [
    `${B} | ${CLIENT} | ${ARP} 0001 | ${PASSIVE} ${VIP} | ${B} ${VIP}`,
    'ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff) [from 02:00:00:00:00:50]',
  ],
  [
    `${CLIENT} | ${PASSIVE} | ${ARP} 0001 | ${PASSIVE} ${VIP} | ${B} ${VIP}`,
    'ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff) [to 02:00:00:00:00:50]',
  ],
  [
    `${B} | ${ACTIVE} | ${ARP} 0002 | ${ACTIVE} ${VIP} | ${CLIENT} ${EXT}`,
    'ARP reply 10.3.2.200 is-at 02:00:00:00:00:10 to 10.3.2.50 [to ff:ff:ff:ff:ff:ff]',
  ],
  [
    `${ACTIVE} | ${CLIENT} | ${ARP} 0001 | ${CLIENT} ${EXT} | ${ACTIVE} ${VIP}`,
    'ARP who-has 10.3.2.200 tell 10.3.2.50 (02:00:00:00:00:50) [to 02:00:00:00:00:10]',
  ],
  [`${ACTIVE} | ${CLIENT} | 0800 | 45000054`, '(ipv4: expected at least 20 octets, got 4)'],
  [
    `${ACTIVE} | ${CLIENT} | 8100 000a | 88cc | 00`,
    'vlan 10 02:00:00:00:00:50 > 02:00:00:00:00:10 type 0x88cc, 1 octets',
  ],
  ['ffffffff', '(ethernet: expected at least 14 octets, got 4)'],
  [`${B} | ${CLIENT} | 0806 | 0001 0800 06 04`, '(arp: expected at least 28 octets, got 6)'],
  [
    `${B} | ${CLIENT} | ${ARP} 0003 | ${CLIENT} ${EXT} | ${CLIENT} ${EXT}`,
    'RARP request 02:00:00:00:00:50 about itself (a guest moved)',
  ],
  [
    `${B} | ${CLIENT} | 0026 | 424203`,
    '(ethernet: expected an EtherType of 0x0600 or more, got an 802.3 length of 38)',
  ],
];

for (const [wire, line] of LINES) {
  test(`shows ${line}`, t => t.is(formatFrame(hex(wire)), line));
}

test('padding changes nothing', t => {
  for (const [wire, line] of LINES.filter(([, line]) => line.includes('ARP ')))
    t.is(formatFrame(concat(hex(wire), new Uint8Array(18).fill(0x1b))), line);
});

test('any octets are one printable line of ASCII', t => {
  const arp = fc
    .tuple(arpPackets, ethernetFrames)
    .map(([packet, frame]) =>
      encodeEthernetFrame({...frame, etherType: 0x0806, payload: encodeArpPacket(packet)}),
    );
  const damaged = fc.tuple(arp, fc.nat(80), fc.nat(255)).map(([bytes, where, octet]) => {
    const copy = bytes.slice();
    copy[where % copy.length] = octet;
    return copy.slice(0, copy.length - (octet % 5));
  });
  fc.assert(
    fc.property(fc.oneof(octets(100), arp, damaged, ethernetFrames.map(encodeEthernetFrame)), bytes => {
      t.regex(formatFrame(bytes), /^[\x20-\x7e]+$/);
      t.is(describeFrame(bytes).summary, formatFrame(bytes));
    }),
    {numRuns: 2000},
  );
});
