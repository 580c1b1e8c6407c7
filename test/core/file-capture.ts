/** Files that are read in chunks whose boundaries may fall within a packet. */

import {appendFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {FrameColumns, type SeenFrames} from '@vip/analysis/internal';
import {openFileCapture} from '@vip/core/internal/capture';
import {PlaceCaptures} from '@vip/core/internal/together';
import test from 'ava';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {concat} from '../helpers/hex.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

test('a packet at the end of a chunk is complete, although the next chunks are already being read', async t => {
  const lengths = Array.from({length: 4000}, (_, index) => 60 + ((index * 37) % 1400));
  // One is longer than the space reserved before a chunk.
  lengths[2000] = 200_000;
  const packets = lengths.map((length, index) => new Uint8Array(length).fill(index % 251));
  const file = join(temporaryDirectory(t), 'long.pcap');
  writeFileSync(file, concat(pcapHeader(), ...packets.map((bytes, seconds) => pcapRecord(bytes, {seconds}))));
  let read = 0;
  const wrong: number[] = [];
  const ending = await openFileCapture(file).read(frames => {
    for (const {bytes, number, at} of frames) {
      const isRight = number === read + 1 && at === BigInt(read) * 1_000_000_000n;
      if (!isRight || !Buffer.from(bytes).equals(Buffer.from(packets[read] ?? []))) wrong.push(read);
      read++;
    }
  });
  t.deepEqual([read, wrong, ending.damage], [packets.length, [], undefined]);
});

/** Several megabytes of packets, each with different octets. */
function largeFile(count: number): Uint8Array {
  const packets = Array.from({length: count}, (_, index) => new Uint8Array(1400).fill(index % 251));
  return concat(pcapHeader(), ...packets.map((bytes, seconds) => pcapRecord(bytes, {seconds})));
}

test('a large file can be surveyed repeatedly while it is being read', async t => {
  const file = join(temporaryDirectory(t), 'large.pcap');
  writeFileSync(file, largeFile(4000));
  const source = openFileCapture(file);
  const sums: number[] = [];
  const take = (frames: SeenFrames) => {
    for (const {bytes, number = 0} of frames)
      sums[sums.length - 1] = (sums.at(-1) ?? 0) + number * (bytes[0] ?? 0);
    return true;
  };
  sums.push(0);
  await source.survey?.(take);
  sums.push(0);
  const {damage} = await source.read(frames => {
    take(frames);
  });
  let batches = 0;
  await source.survey?.(() => ++batches < 2);
  t.is(batches, 2);
  sums.push(0);
  await source.survey?.(take);
  await source.close();
  const right = Array.from({length: 4000}, (_, index) => (index + 1) * (index % 251)).reduce((a, b) => a + b);
  t.deepEqual([sums, damage, source.counts().received], [[right, right, right], undefined, 4000]);
});

test('a file that grows while it is read is read to its new end, without a gap', async t => {
  const file = join(temporaryDirectory(t), 'growing.pcap');
  const whole = largeFile(4000);
  // The file ends within the second of several chunks, and the chunks after that are requested before it
  // grows.
  writeFileSync(file, whole.subarray(0, 700_000));
  const source = openFileCapture(file);
  const read: number[] = [];
  const ending = await source.read(frames => {
    if (read.length === 0) appendFileSync(file, whole.subarray(700_000));
    for (const {bytes} of frames) read.push(bytes[0] as number);
  });
  await source.close();
  const right = Array.from({length: 4000}, (_, index) => index % 251);
  t.deepEqual([read, ending.damage], [right, undefined]);
});

test('skipped frames keep their numbers, and count even if they have another link type', async t => {
  const file = join(temporaryDirectory(t), 'large.pcap');
  const seldom = (index: number) => index % 1000 === 7;
  const packets = Array.from({length: 4000}, (_, index) => new Uint8Array(1400).fill(seldom(index) ? 1 : 0));
  const records = packets.map((bytes, seconds) => pcapRecord(bytes, {seconds}));
  for (const linkType of [1, 105]) {
    writeFileSync(file, concat(pcapHeader({linkType}), ...records));
    const source = openFileCapture(file);
    const taken: unknown[] = [];
    let passedOver = 0;
    const take = (frames: SeenFrames) => {
      for (const {number, at, bytes} of frames) taken.push([number, at, bytes[0]]);
      if (frames instanceof FrameColumns) passedOver += frames.passedOver;
      return true;
    };
    await source.survey?.(take, (bytes, start) => bytes[start] === 0);
    await source.close();
    const right = [7, 1007, 2007, 3007].map(index => [index + 1, BigInt(index) * 1_000_000_000n, 1]);
    t.deepEqual([taken, passedOver], [right, 3996], `link type ${linkType}`);
  }
});

test('neither a small file nor a compressed one is surveyed', async t => {
  const directory = temporaryDirectory(t);
  const small = join(directory, 'small.pcap');
  writeFileSync(small, largeFile(10));
  const compressed = join(directory, 'compressed.pcap.gz');
  writeFileSync(compressed, Buffer.concat([gzipSync(largeFile(10)), Buffer.alloc(5 << 20)]));
  for (const file of [small, compressed]) {
    const source = openFileCapture(file);
    t.is(source.survey, undefined);
    await source.close();
  }
});

test('a file of several is named as it is called, not by a path that no longer exists', async t => {
  const file = join(temporaryDirectory(t), 'lb1');
  writeFileSync(file, pcapHeader());
  const captures = new PlaceCaptures([
    {name: 'lb1', file, called: 'lb1'},
    {name: 'lb2', file},
  ]);
  const warnings: string[] = [];
  await captures.survey({warn: message => warnings.push(message)});
  captures.close();
  t.deepEqual(warnings, ['lb1: the file has no packets', `${file}: the file has no packets`]);
});
