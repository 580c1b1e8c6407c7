import {DecodeError} from '@vip/arp';
import test from 'ava';
import fc from 'fast-check';
import {createPcapReader} from '#arp/capture-file/pcap-reader';
import {octets} from '../helpers/arbitraries.js';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, concat, hex} from '../helpers/hex.js';
import {readAll} from '../helpers/read-all.js';

const read = (file: Uint8Array, chunkLengths = [65_536]) =>
  readAll(file, {reader: createPcapReader(), chunkLengths});

const VARIANTS = [
  {
    title: 'microseconds, little-endian',
    file: hex(`d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000
      | 00f14067 40e20100 02000000 2a000000 | abcd | 01f14067 00000000 01000000 01000000 | ef`),
    times: [1732309248_123456000n, 1732309249_000000000n],
  },
  {
    title: 'microseconds, big-endian',
    file: hex(`a1b2c3d4 0002 0004 00000000 00000000 00040000 00000001
      | 6740f100 0001e240 00000002 0000002a | abcd | 6740f101 00000000 00000001 00000001 | ef`),
    times: [1732309248_123456000n, 1732309249_000000000n],
  },
  {
    title: 'nanoseconds, little-endian',
    file: hex(`4d3cb2a1 0200 0400 00000000 00000000 00000400 01000000
      | 00f14067 15cd5b07 02000000 2a000000 | abcd | 01f14067 ffc99a3b 01000000 01000000 | ef`),
    times: [1732309248_123456789n, 1732309249_999999999n],
  },
  {
    title: 'nanoseconds, big-endian',
    file: hex(`a1b23c4d 0002 0004 00000000 00000000 00040000 00000001
      | 6740f100 075bcd15 00000002 0000002a | abcd | 6740f101 3b9ac9ff 00000001 00000001 | ef`),
    times: [1732309248_123456789n, 1732309249_999999999n],
  },
];

for (const {title, file, times} of VARIANTS) {
  const [first, second] = times;
  const expected = [
    {at: first, bytes: hex('abcd'), length: 42, linkType: 1, iface: undefined},
    {at: second, bytes: hex('ef'), length: 1, linkType: 1, iface: undefined},
  ];

  test(`reads ${title}`, t => {
    const {records, end} = read(file);
    t.deepEqual(records, expected);
    t.deepEqual(end, {format: 'pcap', records: 2, contents: 'packets', damage: undefined});
  });

  test(`reads ${title}, an octet at a time, at an odd offset`, t => {
    t.deepEqual(read(atOddOffset(file), [1]).records, expected);
  });
}

test('what the file header says of a frame check sequence is not part of the link type', t => {
  const file = concat(pcapHeader({linkType: 0x2400_0071}), pcapRecord(hex('00')));
  t.is(read(file).records[0]?.linkType, 113);
});

test('seconds are unsigned: time does not end in 2038', t => {
  const file = concat(pcapHeader(), pcapRecord(hex('00'), {seconds: 0xffff_ffff, fraction: 999_999}));
  t.is(read(file).records[0]?.at, 4294967295_999999000n);
});

test('a record longer than the snap length is not cut: the octets are there', t => {
  const header = pcapHeader();
  header.set([4, 0, 0, 0], 16);
  t.is(read(concat(header, pcapRecord(new Uint8Array(60)))).records[0]?.bytes.length, 60);
});

test('a record without octets is a record', t => {
  const {records, end} = read(concat(pcapHeader(), pcapRecord(hex(''), {wire: 60})));
  t.is(records[0]?.bytes.length, 0);
  t.is(records[0]?.length, 60);
  t.is(end.damage, undefined);
});

const WHOLE = concat(pcapHeader(), pcapRecord(hex('0102030405')), pcapRecord(hex('060708')));

test('a file without records is whole', t => {
  t.deepEqual(read(WHOLE.subarray(0, 24)).end, {
    ...{format: 'pcap', records: 0, contents: 'no packets', damage: undefined},
  });
});

for (let length = 0; length < WHOLE.length; length++) {
  const complete = [45, 64].filter(end => length >= end).length;
  const isWhole = length === 24 || length === 45;

  test(`a file cut to ${length} octets gives ${complete} records${isWhole ? '' : ' and a warning'}`, t => {
    const {records, end} = read(WHOLE.subarray(0, length));
    t.is(records.length, complete);
    t.is(end.records, complete);
    t.is(end.damage?.code, isWhole ? undefined : 'TRUNCATED');
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

test(warns, 0, 0, 'pcap: expected a file header of 24 octets at offset 0, got 0');
test(warns, 23, 0, 'pcap: expected a file header of 24 octets at offset 0, got 23');
test(warns, 39, 24, 'pcap: expected a record header of 16 octets at offset 24, got 15');
test(warns, 44, 24, 'pcap: expected a record of 21 octets at offset 24, got 20');

const rejects = test.macro({
  exec(t, _title: string, file: Uint8Array, code: string, offset: number, message: string) {
    const error = t.throws(() => read(file), {instanceOf: DecodeError});
    t.is(error.message, message);
    t.is(error.code, code as typeof error.code);
    t.is(error.layer, 'pcap');
    t.is(error.offset, offset);
  },
  title: (_, title) => `refuses ${title}`,
});

const limit = 'pcap: expected a packet of at most 262144 octets, got';

test(
  rejects,
  'another magic number',
  pcapHeader({magic: 0x12345678, littleEndian: false}),
  'MALFORMED',
  0,
  'pcap: expected a magic number of pcap, got 0x12345678',
);
test(rejects, 'version 1', pcapHeader({major: 1}), 'UNSUPPORTED', 4, 'pcap: expected version 2, got 1');
test(
  rejects,
  'version 3, big-endian',
  pcapHeader({major: 3, littleEndian: false}),
  'UNSUPPORTED',
  4,
  'pcap: expected version 2, got 3',
);

test('a packet of more than 256 KiB, or of 4 GiB, ends reading; earlier records count', t => {
  for (const [before, captured, offset] of [
    [0, 262_145, 32],
    [1, 0xffff_ffff, 49],
  ] as const) {
    const records = Array.from({length: before}, () => pcapRecord(hex('00')));
    const file = concat(pcapHeader(), ...records, pcapRecord(hex(''), {captured}), pcapRecord(hex('01')));
    const {records: seen, end} = read(file);
    t.is(seen.length, before);
    t.like(end, {records: before, contents: before === 0 ? 'no packets' : 'packets'});
    t.like(end.damage, {code: 'MALFORMED', layer: 'pcap', offset, message: `${limit} ${captured}`});
  }
});

test('zeros that a file system left in place of records end reading; an empty packet does not', t => {
  const empty = pcapRecord(hex(''), {seconds: 1});
  const {records, end} = read(concat(pcapHeader(), pcapRecord(hex('00')), empty, new Uint8Array(40)));
  t.is(records.length, 2);
  const message = 'pcap: expected a packet, got nothing but zeros: the file was not written to its end';
  t.like(end.damage, {code: 'MALFORMED', layer: 'pcap', offset: 24 + 17 + 16, message});
});

test('a packet of 256 KiB is read', t => {
  const {records} = read(concat(pcapHeader(), pcapRecord(new Uint8Array(262_144))), [1000]);
  t.is(records[0]?.bytes.length, 262_144);
});

test('after an error every call gives it again', t => {
  const reader = createPcapReader();
  reader.push(pcapHeader({major: 1}));
  const error = t.throws(() => reader.next(), {instanceOf: DecodeError});
  reader.push(new Uint8Array(100));
  t.is(t.throws(() => reader.next())?.message, error.message);
});

test('after the damage nothing is buffered, and no record follows', t => {
  const reader = createPcapReader();
  reader.push(concat(pcapHeader(), pcapRecord(hex('00')), pcapRecord(hex(''), {captured: 0xffff_ffff})));
  t.truthy(reader.next());
  t.is(reader.damage, undefined);
  t.is(reader.next(), undefined);
  t.is(reader.damage?.code, 'MALFORMED');
  reader.push(pcapRecord(hex('01')));
  t.is(reader.next(), undefined);
  t.is(reader.end().damage, reader.damage);
});

test('the octets of a record are a view into its chunk', t => {
  const chunk = concat(pcapHeader(), pcapRecord(hex('0102')));
  t.is(read(chunk).records[0]?.bytes.buffer, chunk.buffer);
});

test('the octets of a record are never a Buffer, even when the chunks are', t => {
  const file = concat(pcapHeader(), pcapRecord(hex('0102')), pcapRecord(hex('0304')));
  for (const lengths of [[1], [10_000]]) {
    for (const {bytes} of read(Buffer.from(file), lengths).records) {
      t.is(Object.getPrototypeOf(bytes), Uint8Array.prototype);
    }
  }
});

test('records that were handed out do not change as more chunks arrive', t => {
  const file = concat(
    pcapHeader(),
    ...Array.from({length: 200}, (_, n) => pcapRecord(new Uint8Array(n).fill(n), {seconds: 1})),
  );
  for (const lengths of [[1], [3], [7, 1, 100], [24, 17], [1000]]) {
    read(file, lengths).records.forEach((record, n) => {
      t.deepEqual(record.bytes, new Uint8Array(n).fill(n));
    });
  }
});

test('a packet of 256 KiB in single octets takes linear time', t => {
  const file = concat(pcapHeader(), pcapRecord(new Uint8Array(262_144)));
  const before = process.cpuUsage();
  t.is(read(file, [1]).records.length, 1);
  // This takes about 0.03 s. A buffer that grew only by what it needs would copy 32 GiB, in several seconds.
  const {user, system} = process.cpuUsage(before);
  t.true(user + system < 1_000_000);
});

const files = fc
  .record({
    littleEndian: fc.boolean(),
    packets: fc.array(
      fc.record({
        bytes: octets(80),
        // Zeros alone are no record.
        seconds: fc.integer({min: 1, max: 0xffff_ffff}),
        fraction: fc.nat(999_999),
        more: fc.nat(1000),
      }),
      {maxLength: 10},
    ),
    nanoseconds: fc.boolean(),
  })
  .map(({littleEndian, packets, nanoseconds}) => ({
    file: concat(
      pcapHeader({littleEndian, magic: nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4}),
      ...packets.map(({bytes, seconds, fraction, more}) =>
        pcapRecord(bytes, {littleEndian, seconds, fraction, wire: bytes.length + more}),
      ),
    ),
    expected: packets.map(({bytes, seconds, fraction, more}) => ({
      at: BigInt(seconds) * 1_000_000_000n + BigInt(fraction) * (nanoseconds ? 1n : 1000n),
      bytes,
      length: bytes.length + more,
      linkType: 1,
      iface: undefined,
    })),
  }));

const chunkings = fc.array(fc.integer({min: 1, max: 60}), {minLength: 1, maxLength: 5});

test('any records survive, in chunks of any size', t => {
  fc.assert(
    fc.property(files, chunkings, ({file, expected}, lengths) => {
      const {records, end} = read(file, lengths);
      t.deepEqual(records, expected);
      t.is(end.damage, undefined);
    }),
  );
});

test('any octets give records, a warning or a DecodeError, and the same in any chunks', t => {
  const damaged = fc.tuple(files, fc.array(fc.tuple(fc.nat(), fc.nat(255)))).map(([{file}, changes]) => {
    for (const [where, value] of changes) file[where % file.length] = value;
    return file;
  });
  const headed = octets(100).map(tail => concat(pcapHeader(), tail));
  fc.assert(
    fc.property(fc.oneof(octets(100), headed, damaged), chunkings, (file, lengths) => {
      const whole = valueOrDecodeError(() => read(file));
      const pieced = valueOrDecodeError(() => read(file, lengths));
      t.deepEqual(pieced, whole);
    }),
    {numRuns: 1000},
  );
});
