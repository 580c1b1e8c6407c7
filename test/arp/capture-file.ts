import {Readable} from 'node:stream';
import {createGunzip, gzipSync} from 'node:zlib';
import {DecodeError} from '@vip/arp';
import {
  type CaptureEnd,
  type CaptureRecord,
  RecordColumns,
  readCapture,
  readCaptureBatches,
  readCaptureColumns,
  sniffCapture,
} from '@vip/arp/capture-file';
import test from 'ava';
import fc from 'fast-check';
import {createCaptureReader} from '#arp/capture-file/capture-file';
import {octets} from '../helpers/arbitraries.js';
import {pcapHeader, pcapngBlocks, pcapRecord} from '../helpers/capture-files.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {atOddOffset, concat, hex} from '../helpers/hex.js';
import {pieces, readAll} from '../helpers/read-all.js';

const {section, iface, enhanced} = pcapngBlocks(true);
const PCAP = concat(pcapHeader(), pcapRecord(hex('01')), pcapRecord(hex('02')));
const PCAPNG = concat(section(), iface(), enhanced({bytes: hex('01')}), enhanced({bytes: hex('02')}));

for (const [head, format] of [
  ['d4c3b2a1', 'pcap'],
  ['a1b2c3d4', 'pcap'],
  ['4d3cb2a1', 'pcap'],
  ['a1b23c4d', 'pcap'],
  ['0a0d0d0a', 'pcapng'],
  ['1f8b0800', 'gzip'],
  ['1f8bffff', 'gzip'],
  ['a1b2cd34', undefined],
  ['28b52ffd', undefined],
  ['00000000', undefined],
  ['0a0d0d', undefined],
  ['1f8b', undefined],
  ['', undefined],
] as const) {
  test(`a file that begins with "${head}" is ${format ?? 'unknown'}`, t => {
    t.is(sniffCapture(hex(head)), format);
    t.is(sniffCapture(atOddOffset(hex(head))), format);
    if (head.length === 8) t.is(sniffCapture(concat(hex(head), hex('0102'))), format);
  });
}

async function* stream(file: Uint8Array, lengths: readonly number[]): AsyncGenerator<Uint8Array, void> {
  yield* pieces(file, lengths);
}

/** Everything that a generator yielded until it ended or threw. */
async function drain<Value>(generator: AsyncGenerator<Value, CaptureEnd, void>) {
  const values: Value[] = [];
  try {
    let step = await generator.next();
    for (; !step.done; step = await generator.next()) values.push(step.value);
    return {values, end: step.value};
  } catch (error) {
    return {values, error};
  }
}

for (const [format, file] of [
  ['pcap', PCAP],
  ['pcapng', PCAPNG],
] as const) {
  for (const lengths of [[1], [3], [4], [10_000]]) {
    test(`readCapture reads ${format} in chunks of ${lengths[0]}`, async t => {
      const {values, end} = await drain(readCapture(stream(file, lengths)));
      t.deepEqual(
        values.map(({bytes}) => bytes),
        [hex('01'), hex('02')],
      );
      t.deepEqual(end, {format, records: 2, contents: 'packets', damage: undefined});
    });
  }

  test(`readCapture of ${format} that is truncated yields its records, and a warning`, async t => {
    const {values, end} = await drain(readCapture(stream(file.subarray(0, -1), [7])));
    t.is(values.length, 1);
    t.is(end?.damage?.code, 'TRUNCATED');
  });

  test(`readCapture of ${format} that is damaged yields the records before the damage, and says where that is`, async t => {
    const wrong = concat(file, new Uint8Array(8).fill(0xff), new Uint8Array(20).fill(0xff));
    const {values, end} = await drain(readCapture(stream(wrong, [10_000])));
    t.is(values.length, 2);
    t.like(end, {format, records: 2, contents: 'packets'});
    t.is(end?.damage?.code, 'MALFORMED');
    const batches = await drain(readCaptureBatches(stream(wrong, [10_000])));
    t.deepEqual(batches, {values: [values], end});
  });

  test(`records after the damage of ${format} are not read`, async t => {
    for (const read of [readCapture, readCaptureBatches]) {
      let wanted = 0;
      async function* source(): AsyncGenerator<Uint8Array, void> {
        for (const chunk of [file, new Uint8Array(28).fill(0xff), file, file]) {
          wanted++;
          yield chunk;
        }
      }
      const {end} = await drain<unknown>(read(source()));
      t.is(end?.damage?.code, 'MALFORMED');
      t.is(wanted, 2);
    }
  });

  test(`a ${format} with only a header has no packets, and is not damaged`, async t => {
    const header = format === 'pcap' ? pcapHeader() : pcapngBlocks(true).section();
    const {end} = await drain(readCapture(stream(header, [5])));
    t.deepEqual(end, {format, records: 0, contents: 'no packets', damage: undefined});
  });
}

test('an empty file is `nothing`, and not damaged', async t => {
  const {values, end} = await drain(readCapture(stream(new Uint8Array(0), [1])));
  t.deepEqual(values, []);
  t.deepEqual(end, {format: undefined, records: 0, contents: 'nothing', damage: undefined});
});

for (const length of [1, 3]) {
  test(`a file of ${length} octets is truncated, in no format`, async t => {
    const {values, end} = await drain(readCapture(stream(PCAP.subarray(0, length), [1])));
    t.deepEqual(values, []);
    t.is(end?.format, undefined);
    t.is(end?.damage?.message, `capture file: expected at least 4 octets, got ${length}`);
  });
}

const refuses = test.macro({
  async exec(t, _title: string, file: Uint8Array, message: string) {
    const error = await t.throwsAsync(readCapture(stream(file, [1])).next(), {instanceOf: DecodeError});
    t.is(error?.code, 'UNSUPPORTED');
    t.is(error?.message, message);
  },
  title: (_, title) => `refuses ${title}`,
});

const got = 'capture file: expected pcap or pcapng, got';
test(refuses, 'gzip, which is the caller’s to decompress', hex('1f8b0800 0000'), `${got} gzip`);
test(refuses, 'unknown octets', hex('00010203 04'), `${got} octets 00 01 02 03`);
const refusesText = (title: string, file: string, what: string) =>
  test(refuses, title, new TextEncoder().encode(file), `${got} ${what}`);
const REMEDY = '(tcpdump -w writes a capture)';
refusesText('text', '# one\n', `text that begins with "# on" ${REMEDY}`);
refusesText('text with a control character', '#\u0007on', 'octets 23 07 6f 6e');
refusesText('JSON', '{"at":1}', `JSON ${REMEDY}`);
refusesText('JSON of several values', '\n [1]', `JSON ${REMEDY}`);
refusesText('HTML', '<!doctype html>', 'HTML or XML (was a web page saved instead of the file?)');
test(refuses, 'zstd', hex('28b52ffd 00'), `${got} zstd (decompress it: zstd -dc)`);

test('a compressed file is read through whatever decompresses it', async t => {
  const compressed = gzipSync(PCAPNG);
  t.is(sniffCapture(compressed), 'gzip');
  const {values, end} = await drain(readCapture(Readable.from([compressed]).pipe(createGunzip())));
  t.is(values.length, 2);
  t.deepEqual(end, {format: 'pcapng', records: 2, contents: 'packets', damage: undefined});
});

test('a reader that is left early closes its source', async t => {
  let closed = false;
  async function* source(): AsyncGenerator<Uint8Array, void> {
    try {
      yield PCAP;
      yield pcapRecord(hex('03'));
    } finally {
      closed = true;
    }
  }
  for await (const {bytes} of readCapture(source())) {
    t.deepEqual(bytes, hex('01'));
    break;
  }
  t.true(closed);
});

test('batches are small however large a chunk is, and hold every record in order', async t => {
  const records = Array.from({length: 10_000}, (_, n) => pcapRecord(hex('00'), {seconds: n}));
  const {values, end} = await drain(readCaptureBatches(stream(concat(pcapHeader(), ...records), [10 ** 9])));
  t.true(values.every(batch => batch.length > 0 && batch.length <= 4096));
  t.deepEqual(
    values.flat().map(({at}) => at),
    records.map((_, n) => BigInt(n) * 1_000_000_000n),
  );
  t.is(end?.records, 10_000);
});

/** Chunks in three buffers that are used in turn, with room before each. */
function recycled(file: Uint8Array, lengths: readonly number[], headroom: number) {
  const buffers = Array.from({length: 3}, () => new Uint8Array(headroom + Math.max(...lengths)));
  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    let turn = 0;
    for (const piece of pieces(file, lengths)) {
      const buffer = buffers[turn++ % 3] as Uint8Array;
      buffer.fill(0xa5);
      buffer.set(piece, headroom);
      yield buffer.subarray(headroom, headroom + piece.length);
    }
  }
  return {chunks: chunks(), headroomOf: () => headroom};
}

async function drainColumns(file: Uint8Array, lengths: readonly number[], headroom: number) {
  const {chunks, headroomOf} = recycled(file, lengths, headroom);
  const columns = readCaptureColumns(chunks, new RecordColumns(3), {headroomOf});
  const values: CaptureRecord[] = [];
  const numbers: number[] = [];
  try {
    let step = await columns.next();
    for (; !step.done; step = await columns.next()) {
      const {value} = step;
      for (let index = 0; index < value.count; index++) {
        const record = value.record(index);
        values.push({...record, bytes: record.bytes.slice()});
        numbers.push(value.number[index] as number);
      }
    }
    return {numbers, read: {values, end: step.value}};
  } catch (error) {
    return {numbers, read: {values, error}};
  }
}

test('all ways of reading, and feeding by hand, give the same for any octets', async t => {
  const damaged = fc
    .tuple(
      fc.constantFrom(PCAP, PCAPNG),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), {maxLength: 3}),
      octets(40),
    )
    .map(([file, changes, tail]) => {
      const copy = concat(file, tail);
      for (const [where, value] of changes) copy[where % copy.length] = value;
      return copy;
    });
  const chunkings = fc.array(fc.integer({min: 1, max: 60}), {minLength: 1, maxLength: 4});
  await fc.assert(
    fc.asyncProperty(fc.oneof(octets(60), damaged), chunkings, async (file, chunkLengths) => {
      const byHand = valueOrDecodeError(() => readAll(file, {reader: createCaptureReader(), chunkLengths}));
      const single = await drain<CaptureRecord>(readCapture(stream(file, chunkLengths)));
      const batched = await drain<CaptureRecord[]>(readCaptureBatches(stream(file, chunkLengths)));
      t.deepEqual({...batched, values: batched.values.flat()}, single);
      for (const headroom of [0, 10, 100]) {
        const {read, numbers} = await drainColumns(file, chunkLengths, headroom);
        t.deepEqual(read, single);
        t.deepEqual(
          numbers,
          single.values.map((_, index) => index + 1),
        );
      }
      if (byHand instanceof DecodeError) t.deepEqual(single.error, byHand);
      else t.deepEqual(single, {values: byHand.records as CaptureRecord[], end: byHand.end});
    }),
    {numRuns: 500},
  );
});
