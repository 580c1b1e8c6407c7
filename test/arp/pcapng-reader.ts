import {DecodeError} from '@vip/arp';
import {
  type CaptureRecord,
  encodeInterfaceDescription,
  encodeInterfaceStatistics,
  encodeSectionHeader,
} from '@vip/arp/capture-file';
import test from 'ava';
import fc from 'fast-check';
import {createPcapngReader} from '#arp/capture-file/pcapng-reader';
import {octets} from '../helpers/arbitraries.js';
import {pcapngBlocks} from '../helpers/capture-files.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, concat, hex} from '../helpers/hex.js';
import {readAll} from '../helpers/read-all.js';

const read = (file: Uint8Array, chunkLengths = [65_536]) =>
  readAll(file, {reader: createPcapngReader(), chunkLengths});

/** The fields of a record that has no others. */
const record = (change: Partial<CaptureRecord>): CaptureRecord => ({
  at: 0n,
  bytes: hex(''),
  length: change.bytes?.length ?? 0,
  linkType: 1,
  iface: undefined,
  ...change,
});

test('reads a file in hex, little-endian', t => {
  const file = hex(`
    0a0d0d0a 1c000000 | 4d3c2b1a 0100 0000 ffffffffffffffff | 1c000000
    01000000 14000000 | 0100 0000 00000000 | 14000000
    06000000 24000000 | 00000000 78270600 80d6c5e4 02000000 2a000000 | abcd0000 | 24000000`);
  const units = (0x00062778n << 32n) | 0xe4c5d680n;
  t.deepEqual(read(file).records, [record({at: units * 1000n, bytes: hex('abcd'), length: 42})]);
});

test('reads a file in hex, big-endian', t => {
  const file = hex(`
    0a0d0d0a 0000001c | 1a2b3c4d 0001 0000 ffffffffffffffff | 0000001c
    00000001 00000014 | 0001 0000 00000000 | 00000014
    00000006 00000024 | 00000000 00062778 e4c5d680 00000002 0000002a | abcd0000 | 00000024`);
  const units = (0x00062778n << 32n) | 0xe4c5d680n;
  t.deepEqual(read(file).records, [record({at: units * 1000n, bytes: hex('abcd'), length: 42})]);
});

for (const littleEndian of [true, false]) {
  const blocks = pcapngBlocks(littleEndian);
  const order = littleEndian ? 'little-endian' : 'big-endian';
  const reads = (title: string, parts: readonly Uint8Array[], expected: readonly CaptureRecord[]) => {
    test(`reads ${title}, ${order}`, t => {
      const file = concat(blocks.section(), ...parts);
      const whole = read(file);
      t.deepEqual(whole.records, expected);
      t.deepEqual(whole.end, {
        format: 'pcapng',
        records: expected.length,
        contents: expected.length === 0 ? 'no packets' : 'packets',
        damage: undefined,
      });
      t.deepEqual(read(atOddOffset(file), [1]), whole);
    });
  };

  reads('no packets', [], []);
  reads(
    'times in microseconds by default',
    [blocks.iface(), blocks.enhanced({bytes: hex('01'), time: 5n})],
    [record({at: 5000n, bytes: hex('01')})],
  );
  for (const [title, resolution, time, at] of [
    ['in seconds', 0, 1732309248n, 1732309248_000000000n],
    ['in milliseconds', 3, 1732309248_123n, 1732309248_123000000n],
    ['in nanoseconds', 9, 1732309248_123456789n, 1732309248_123456789n],
    ['in nanoseconds of 64 bits', 9, 2n ** 64n - 1n, 2n ** 64n - 1n],
    ['in picoseconds, cut off', 12, 1_999n, 1n],
    ['in units of 10^-127', 127, 2n ** 64n - 1n, 0n],
    ['in units of 2^0', 0x80, 3n, 3_000000000n],
    ['in units of 2^-10', 0x8a, 1024n * 7n + 512n, 7_500000000n],
    ['in units of 2^-32, as NTP counts', 0xa0, (7n << 32n) + (1n << 30n), 7_250000000n],
    ['in units of 2^-127', 0xff, 2n ** 64n - 1n, 0n],
  ] as const) {
    const packet = blocks.enhanced({bytes: hex('01'), time});
    reads(`times ${title}`, [blocks.iface({resolution}), packet], [record({at, bytes: hex('01')})]);
  }
  reads(
    'a time offset',
    [blocks.iface({offset: 1000n}), blocks.enhanced({bytes: hex('01'), time: 5n})],
    [record({at: 1000_000005000n, bytes: hex('01')})],
  );
  reads(
    'a negative time offset in nanoseconds',
    [blocks.iface({offset: -1000n, resolution: 9}), blocks.enhanced({bytes: hex('01'), time: 5n})],
    [record({at: -999_999999995n, bytes: hex('01')})],
  );
  reads(
    'several interfaces, each with its own clock and link type',
    [
      blocks.iface({name: 'mcv0', resolution: 9}),
      blocks.iface({name: 'any', linkType: 276}),
      blocks.enhanced({bytes: hex('01'), iface: 1, time: 1n}),
      blocks.enhanced({bytes: hex('02'), iface: 0, time: 1n}),
      blocks.iface({name: 'late', resolution: 3}),
      blocks.enhanced({bytes: hex('03'), iface: 2, time: 1n}),
    ],
    [
      record({at: 1000n, bytes: hex('01'), linkType: 276, iface: 'any'}),
      record({at: 1n, bytes: hex('02'), iface: 'mcv0'}),
      record({at: 1_000000n, bytes: hex('03'), iface: 'late'}),
    ],
  );
  reads(
    'simple packets, which have no time, cut to the snap length',
    [blocks.iface({name: 'a', snapLength: 3}), blocks.simple(hex('010203'), 60), blocks.simple(hex('0405'))],
    [
      record({at: undefined, bytes: hex('010203'), length: 60, iface: 'a'}),
      record({at: undefined, bytes: hex('0405'), iface: 'a'}),
    ],
  );
  reads(
    'obsolete packets, whose drop count is not part of the interface',
    [
      blocks.iface(),
      blocks.iface({name: 'b'}),
      blocks.obsolete({bytes: hex('0102030405'), iface: 1, time: 9n}),
    ],
    [record({at: 9000n, bytes: hex('0102030405'), iface: 'b'})],
  );
  reads(
    'past unknown blocks and options',
    [
      blocks.block(0x0000_0bad, new Uint8Array(1000).fill(0xff)),
      blocks.block(4, hex('00000000')),
      blocks.iface({
        name: 'a',
        more: concat(blocks.option(1, hex('61')), blocks.option(0x8000, hex('0102030405'))),
      }),
      blocks.block(5, new Uint8Array(12)),
      blocks.enhanced({bytes: hex('01'), options: blocks.option(1, hex('636f6d6d656e74'))}),
      blocks.block(0xffff_ffff),
    ],
    [record({bytes: hex('01'), iface: 'a'})],
  );
  reads(
    'no options after their end mark',
    [
      blocks.iface({more: concat(blocks.option(0, hex('')), blocks.option(9, hex('09')))}),
      blocks.enhanced({bytes: hex('01'), time: 1n}),
    ],
    [record({at: 1000n, bytes: hex('01')})],
  );
  reads(
    'a name with an end mark of C',
    [blocks.iface({more: blocks.option(2, hex('657468 30 00'))}), blocks.enhanced({bytes: hex('01')})],
    [record({bytes: hex('01'), iface: 'eth0'})],
  );
  reads(
    'the largest packet',
    [blocks.iface(), blocks.enhanced({bytes: new Uint8Array(262_144)})],
    [record({bytes: new Uint8Array(262_144)})],
  );
}

test('every section has its own byte order and interfaces', t => {
  const [little, big] = [pcapngBlocks(true), pcapngBlocks(false)];
  const file = concat(
    little.section(),
    little.iface({name: 'first', resolution: 9}),
    little.enhanced({bytes: hex('01'), time: 1n}),
    big.section(),
    big.iface({name: 'second'}),
    big.enhanced({bytes: hex('02'), time: 1n}),
    little.section(),
    little.iface({name: 'third'}),
    little.enhanced({bytes: hex('03'), time: 2n}),
  );
  const expected = [
    record({at: 1n, bytes: hex('01'), iface: 'first'}),
    record({at: 1000n, bytes: hex('02'), iface: 'second'}),
    record({at: 2000n, bytes: hex('03'), iface: 'third'}),
  ];
  for (const lengths of [[65_536], [1], [5, 11]]) t.deepEqual(read(file, lengths).records, expected);
});

const {block, option, section, iface, enhanced, obsolete, simple} = pcapngBlocks(true);

const PACKET = enhanced({bytes: hex('0102030405')});
const UNKNOWN = block(0x0bad, new Uint8Array(20));
const WHOLE = concat(section(), iface({name: 'a'}), PACKET, UNKNOWN, PACKET);
/** The end of a block, and the number of packets up to there. */
const ENDS = new Map([
  [28, 0],
  [56, 0],
  [96, 1],
  [128, 1],
  [168, 2],
]);

test('the blocks end where the next tests think', t => {
  t.is(WHOLE.length, 168);
  t.is(concat(section(), iface({name: 'a'})).length, 56);
});

for (let length = 0; length < WHOLE.length; length++) {
  const complete = length < 96 ? 0 : 1;
  const isWhole = ENDS.has(length);

  test(`a file cut to ${length} octets gives ${complete} records${isWhole ? '' : ' and a warning'}`, t => {
    for (const lengths of [[65_536], [1]]) {
      const {records, end} = read(WHOLE.subarray(0, length), lengths);
      t.is(records.length, complete);
      t.is(end.records, complete);
      t.is(end.damage?.code, isWhole ? undefined : 'TRUNCATED');
    }
  });
}

const warns = test.macro({
  exec(t, length: number, offset: number, message: string) {
    const {damage} = read(WHOLE.subarray(0, length)).end;
    t.is(damage?.message, message);
    t.is(damage?.offset, offset);
  },
  title: (_, length) => `the warning for a file cut to ${length} octets says what is missing`,
});

test(warns, 0, 0, 'pcapng: expected a section header at offset 0, got the end of the file after 0 octets');
test(warns, 27, 0, 'pcapng: expected a section header at offset 0, got the end of the file after 27 octets');
test(warns, 90, 56, 'pcapng: expected a whole block at offset 56, got the end of the file after 34 octets');
test(warns, 120, 96, 'pcapng: expected a whole block at offset 96, got the end of the file after 24 octets');
test(warns, 127, 96, 'pcapng: expected a whole block at offset 96, got the end of the file after 31 octets');

/** The block with other numbers in place of its two lengths. */
function lying(bytes: Uint8Array, length: number, trailer = length): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  view.setUint32(4, length, true);
  view.setUint32(copy.length - 4, trailer, true);
  return copy;
}

const rejects = test.macro({
  exec(t, _title: string, bad: Uint8Array, problem: string, offset?: number) {
    const file = concat(section(), iface(), bad, new Uint8Array(100));
    for (const lengths of [[65_536], [1]]) {
      const {damage} = read(file, lengths).end;
      t.is(damage?.message, `pcapng: ${problem}`);
      t.is(damage?.code, 'MALFORMED');
      if (offset !== undefined) t.is(damage?.offset, 48 + offset);
    }
  },
  title: (_, title) => `reading ends at ${title}`,
});

const badLength = (got: number) => `expected a block length of 12 or more, divisible by 4, got ${got}`;
for (const length of [0, 1, 4, 8, 11, 13, 14, 15, 33, 0xffff_ffff]) {
  test(rejects, `a block length of ${length}`, lying(PACKET, length), badLength(length), 4);
  if (length < 0xffff_ffff) {
    test(rejects, `an unknown block's length of ${length}`, lying(UNKNOWN, length), badLength(length), 4);
  }
}
test(
  rejects,
  'a packet block of 4 GiB',
  lying(PACKET, 0xffff_fffc),
  'expected a block of at most 524288 octets, got 4294967292',
  4,
);
test(
  rejects,
  'an interface block of 4 GiB',
  lying(iface(), 0xffff_fffc),
  'expected a block of at most 524288 octets, got 4294967292',
);
test(
  rejects,
  'another length at the end of a packet',
  lying(PACKET, 40, 44),
  'expected a block with the same length at both ends, got 40 and 44',
  0,
);
test(
  rejects,
  'another length at the end of an unknown block',
  lying(UNKNOWN, 32, 0),
  'expected a block with the same length at both ends, got 32 and 0',
  0,
);
test(rejects, 'a packet block of 12 octets', block(6), 'expected a packet of at least 32 octets, got 12');
test(
  rejects,
  'an obsolete packet block of 28 octets',
  block(2, new Uint8Array(16)),
  'expected a packet of at least 32 octets, got 28',
);
test(
  rejects,
  'a simple packet block of 12 octets',
  block(3),
  'expected a simple packet of at least 16 octets, got 12',
);
test(
  rejects,
  'an interface block of 16 octets',
  block(1, new Uint8Array(4)),
  'interface description: expected at least 20 octets, got 16',
);
test(
  rejects,
  'a section header of 16 octets',
  block(0x0a0d0d0a, hex('4d3c2b1a')),
  'expected a section header of at least 28 octets, got 16',
);
test(
  rejects,
  'a section header without a byte order',
  block(0x0a0d0d0a, new Uint8Array(16)),
  'expected a byte-order magic, got 0x00000000',
  8,
);
test(
  rejects,
  'a captured length larger than the block',
  enhanced({bytes: hex('0102'), captured: 5}),
  'expected at most 4 captured octets, got 5',
);
test(
  rejects,
  'a captured length of 4 GiB',
  enhanced({bytes: hex('0102'), captured: 0xffff_ffff}),
  'expected at most 4 captured octets, got 4294967295',
);
test(
  rejects,
  'a captured length larger than an obsolete block',
  obsolete({bytes: hex('0102'), captured: 5}),
  'expected at most 4 captured octets, got 5',
);
test(
  rejects,
  'a packet of more than 256 KiB',
  enhanced({bytes: new Uint8Array(262_145)}),
  'expected at most 262144 captured octets, got 262145',
);
test(
  rejects,
  'a simple packet larger than its block',
  simple(hex('0102'), 5),
  'expected at most 4 captured octets, got 5',
);
test(
  rejects,
  'a packet of an interface that was not described',
  enhanced({bytes: hex('01'), iface: 1}),
  'expected one of 1 described interfaces, got number 1',
);
test(
  rejects,
  'interface 4294967295',
  enhanced({bytes: hex('01'), iface: 0xffff_ffff}),
  'expected one of 1 described interfaces, got number 4294967295',
);
test(
  rejects,
  'a simple packet in a section without interfaces',
  concat(section(), simple(hex('01'))),
  'expected one of 0 described interfaces, got number 0',
);
test(
  rejects,
  'an option longer than its block',
  iface({more: hex('0200 0500 61626364')}),
  'interface description: expected an option of at most 4 octets, got 5',
  16,
);
test(
  rejects,
  'a time resolution of 2 octets',
  iface({more: option(9, hex('0909'))}),
  'interface description: if_tsresol: expected 1 octets, got 2',
);
test(
  rejects,
  'a time offset of 4 octets',
  iface({more: option(14, hex('00000000'))}),
  'interface description: if_tsoffset: expected 8 octets, got 4',
);
test(
  rejects,
  'an interface name of 257 octets',
  iface({name: 'x'.repeat(257)}),
  'interface description: expected a name of at most 256 octets, got 257',
);
test(
  rejects,
  'more interfaces than anybody has',
  concat(...Array.from({length: 65_536}, () => iface())),
  'expected at most 65536 interfaces in a section, got more',
);

test('refuses a file that does not begin with a section', t => {
  t.throws(() => read(concat(iface(), PACKET)), {
    instanceOf: DecodeError,
    code: 'MALFORMED',
    message: 'pcapng: expected a section header as the first block',
  });
});

test('refuses version 2', t => {
  for (const littleEndian of [true, false]) {
    t.throws(() => read(pcapngBlocks(littleEndian).section(2)), {
      instanceOf: DecodeError,
      code: 'UNSUPPORTED',
      message: 'pcapng: expected version 1, got 2',
    });
  }
});

test('after an error every call gives it again', t => {
  const reader = createPcapngReader();
  reader.push(pcapngBlocks(true).section(2));
  const error = t.throws(() => reader.next(), {instanceOf: DecodeError});
  reader.push(new Uint8Array(100));
  t.is(t.throws(() => reader.next())?.message, error.message);
});

test('a section of an unsupported version ends reading; earlier records count', t => {
  const {records, end} = read(concat(section(), iface(), PACKET, pcapngBlocks(true).section(2), PACKET));
  t.is(records.length, 1);
  t.like(end.damage, {code: 'UNSUPPORTED', message: 'pcapng: expected version 1, got 2'});
});

test('an unknown block of a gibibyte is skipped without being kept', t => {
  const reader = createPcapngReader();
  const length = 2 ** 30;
  const head = new DataView(new ArrayBuffer(8));
  head.setUint32(0, 0x0bad, true);
  head.setUint32(4, length, true);
  reader.push(concat(section(), iface(), new Uint8Array(head.buffer)));
  t.is(reader.next(), undefined);
  const chunk = new Uint8Array(2 ** 20);
  const before = process.memoryUsage().arrayBuffers;
  for (let sent = 8; sent < length - 4; ) {
    const part = chunk.subarray(0, Math.min(chunk.length, length - 4 - sent));
    reader.push(part);
    t.is(reader.next(), undefined);
    sent += part.length;
  }
  t.true(process.memoryUsage().arrayBuffers - before < 2 ** 24);
  t.is(reader.end().damage?.code, 'TRUNCATED');
  reader.push(concat(new Uint8Array(head.buffer).subarray(4), PACKET));
  t.deepEqual(reader.next()?.bytes, hex('0102030405'));
  t.is(reader.end().damage, undefined);
});

const chunkings = fc.array(fc.integer({min: 1, max: 90}), {minLength: 1, maxLength: 5});

const files = fc
  .tuple(
    fc.array(
      fc.record({
        littleEndian: fc.boolean(),
        kind: fc.constantFrom('section', 'iface', 'enhanced', 'obsolete', 'simple', 'unknown'),
        bytes: octets(30),
        resolution: fc.nat(255),
        time: fc.bigInt({min: 0n, max: 2n ** 64n - 1n}),
      }),
      {maxLength: 12},
    ),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), {maxLength: 4}),
  )
  .map(([steps, damages]) => {
    let blocks = pcapngBlocks(true);
    const parts = [blocks.section(), blocks.iface()];
    for (const {littleEndian, kind, bytes, resolution, time} of steps) {
      if (kind === 'section') {
        blocks = pcapngBlocks(littleEndian);
        parts.push(blocks.section(), blocks.iface({resolution}));
      }
      if (kind === 'iface') parts.push(blocks.iface({resolution, name: 'x'}));
      if (kind === 'enhanced') parts.push(blocks.enhanced({bytes, time}));
      if (kind === 'obsolete') parts.push(blocks.obsolete({bytes, time}));
      if (kind === 'simple') parts.push(blocks.simple(bytes));
      if (kind === 'unknown') parts.push(blocks.block(0x0bad, bytes));
    }
    const file = concat(...parts);
    for (const [where, value] of damages) file[where % file.length] = value;
    return file;
  });

test('any octets give records, a warning or a DecodeError, and the same in any chunks', t => {
  const headed = octets(100).map(tail => concat(section(), tail));
  fc.assert(
    fc.property(fc.oneof(octets(100), headed, files), chunkings, (file, lengths) => {
      const whole = valueOrDecodeError(() => read(file));
      const pieced = valueOrDecodeError(() => read(file, lengths));
      t.deepEqual(pieced, whole);
    }),
    {numRuns: 2000},
  );
});

test('packets that were dropped are counted by interface, the last counters of each; nonsense in them is no damage', t => {
  const counts = (id: number, dropped: number) =>
    encodeInterfaceStatistics({at: 1n, received: 9, dropped}, id);
  const twisted = counts(1, 5);
  // This option is longer than its block.
  twisted[22] = 0xff;
  const file = concat(
    encodeSectionHeader({os: 'test'}),
    encodeInterfaceDescription({name: 'eth0'}),
    ...[counts(0, 3), counts(1, 40), counts(0, 7), twisted],
  );
  t.deepEqual([readAll(file).end.dropped, readAll(file).end.damage], [47, undefined]);
  t.false('dropped' in readAll(file.subarray(0, 100)).end);
});
