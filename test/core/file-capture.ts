/** Files that are read in chunks of which no packet knows. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {openFileCapture} from '@vip/core/capture';
import test from 'ava';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {concat} from '../helpers/hex.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

test('a packet at the end of a chunk is whole, while the next chunks are read already', async t => {
  const lengths = Array.from({length: 4000}, (_, index) => 60 + ((index * 37) % 1400));
  // One is longer than the room before a chunk.
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
