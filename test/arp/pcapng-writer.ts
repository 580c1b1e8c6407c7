import {VipError} from '@vip/arp';
import {
  encodeEnhancedPacket,
  encodeInterfaceDescription,
  encodeInterfaceStatistics,
  encodeSectionHeader,
  type PcapngPacket,
} from '@vip/arp/capture-file';
import test from 'ava';
import fc from 'fast-check';
import {createPcapngReader} from '#arp/capture-file/pcapng-reader';
import {octets} from '../helpers/arbitraries.js';
import {atOddOffset, concat, hex} from '../helpers/hex.js';
import {readAll} from '../helpers/read-all.js';

const AT = 1732309248_123456789n; // 0x180a784ec03a0115

const VECTORS: readonly (readonly [title: string, block: Uint8Array, wire: string])[] = [
  [
    'a section header',
    encodeSectionHeader(),
    `0a0d0d0a 28000000 | 4d3c2b1a 0100 0000 ffffffffffffffff
      | 0400 0300 76697000 | 0000 0000 | 28000000`,
  ],
  [
    'a section header with an operating system',
    encodeSectionHeader({application: 'test', os: 'Linux'}),
    `0a0d0d0a 34000000 | 4d3c2b1a 0100 0000 ffffffffffffffff
      | 0300 0500 4c696e75 78000000 | 0400 0400 74657374 | 0000 0000 | 34000000`,
  ],
  [
    'an interface',
    encodeInterfaceDescription({name: 'mcv1'}),
    `01000000 28000000 | 0100 0000 00000400
      | 0200 0400 6d637631 | 0900 0100 09000000 | 0000 0000 | 28000000`,
  ],
  [
    'an interface that is not Ethernet, with a snap length',
    encodeInterfaceDescription({name: 'any', linkType: 276, snapLength: 96}),
    `01000000 28000000 | 1401 0000 60000000
      | 0200 0300 616e7900 | 0900 0100 09000000 | 0000 0000 | 28000000`,
  ],
  [
    'a packet',
    encodeEnhancedPacket({at: AT, bytes: hex('01020304')}, 1),
    '06000000 24000000 | 01000000 WWWWWWWW 04000000 04000000 | 01020304 | 24000000',
  ],
  [
    'a packet that was cut, padded to 32 bits',
    encodeEnhancedPacket({at: AT, bytes: atOddOffset(hex('0102030405')), length: 1500}, 0),
    '06000000 28000000 | 00000000 WWWWWWWW 05000000 dc050000 | 01020304 05000000 | 28000000',
  ],
  [
    'a packet without octets',
    encodeEnhancedPacket({at: 0n, bytes: hex(''), length: 60}, 0),
    '06000000 20000000 | 00000000 00000000 00000000 00000000 3c000000 | 20000000',
  ],
  [
    'statistics',
    encodeInterfaceStatistics({at: AT, received: 1000, dropped: 2}, 1),
    `05000000 34000000 | 01000000 WWWWWWWW
      | 0400 0800 e803000000000000 | 0500 0800 0200000000000000 | 0000 0000 | 34000000`,
  ],
];

/** The time's high word, then its low word, each little-endian. */
const AT_WIRE = (() => {
  const digits = AT.toString(16).padStart(16, '0').match(/../g) as string[];
  return [...digits.slice(0, 4).reverse(), ...digits.slice(4).reverse()].join('');
})();

for (const [title, block, wire] of VECTORS) {
  test(`writes ${title}`, t => {
    t.deepEqual(block, hex(wire.replace('WWWWWWWW', AT_WIRE)));
  });
}

const refuses = test.macro({
  exec(t, _title: string, packet: PcapngPacket, message: string) {
    const error = t.throws(() => encodeEnhancedPacket(packet, 0), {instanceOf: VipError});
    t.is(error.code, 'BAD_ARGUMENT');
    t.is(error.message, message);
  },
  title: (_, title) => `refuses ${title}`,
});

const most = 2n ** 64n - 1n;
test(
  refuses,
  'a time before 1970',
  {at: -1n, bytes: hex('')},
  'pcapng packet time in ns: expected a bigint of 64 bits, got -1',
);
test(
  refuses,
  'a time of 65 bits',
  {at: most + 1n, bytes: hex('')},
  `pcapng packet time in ns: expected a bigint of 64 bits, got ${most + 1n}`,
);
test(
  refuses,
  'more octets than were on the wire',
  {at: 0n, bytes: hex('0102'), length: 1},
  'pcapng packet length: expected 2 to 4294967295, got 1',
);
test(
  refuses,
  'a length on the wire of 33 bits',
  {at: 0n, bytes: hex('0102'), length: 2 ** 32},
  'pcapng packet length: expected 2 to 4294967295, got 4294967296',
);
test(
  refuses,
  'more than 256 KiB',
  {at: 0n, bytes: new Uint8Array(262_145)},
  'pcapng packet: expected at most 262144 octets, got 262145',
);

for (const count of [-1, 0.5, Number.NaN, 2 ** 53]) {
  test(`refuses a count of ${count}`, t => {
    t.throws(() => encodeInterfaceStatistics({at: 0n, received: count, dropped: 0}, 0), {
      instanceOf: VipError,
      code: 'BAD_ARGUMENT',
      message: `pcapng packet count: expected 0 to 9007199254740991, got ${count}`,
    });
  });
}

test('refuses a text that no option can hold', t => {
  const error = {instanceOf: VipError, code: 'BAD_ARGUMENT'} as const;
  t.throws(() => encodeSectionHeader({os: 'x'.repeat(65_536)}), error);
  t.throws(() => encodeInterfaceDescription({name: 'ü'.repeat(129)}), error);
  t.notThrows(() => encodeInterfaceDescription({name: 'ü'.repeat(128)}));
});

const packets = fc.array(
  fc.record({
    iface: fc.nat(2),
    at: fc.bigInt({min: 0n, max: most}),
    bytes: octets(80),
    more: fc.nat(2000),
  }),
);

test('files are read back as written', t => {
  const names = ['mcv0', 'mcv1', 'brücke'];
  fc.assert(
    fc.property(packets, written => {
      const file = concat(
        encodeSectionHeader({os: 'Linux'}),
        ...names.map(name => encodeInterfaceDescription({name})),
        ...written.map(({iface, at, bytes, more}) =>
          encodeEnhancedPacket({at, bytes, length: bytes.length + more}, iface),
        ),
        ...names.map((_, iface) => encodeInterfaceStatistics({at: 0n, received: 1, dropped: 2}, iface)),
      );
      const {records, end} = readAll(file, {reader: createPcapngReader(), chunkLengths: [13]});
      t.deepEqual(
        records,
        written.map(({iface, at, bytes, more}) => ({
          at,
          bytes,
          length: bytes.length + more,
          linkType: 1,
          iface: names[iface],
        })),
      );
      t.deepEqual(end, {
        format: 'pcapng',
        records: written.length,
        contents: written.length === 0 ? 'no packets' : 'packets',
        damage: undefined,
        dropped: 2 * names.length,
      });
    }),
  );
});
