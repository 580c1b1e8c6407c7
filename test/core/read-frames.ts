/** Repeated frames are not decoded again, yet each yields what its octets say, whatever came in between. */

import {randomInt} from 'node:crypto';
import {announcementFrames, parseIpv4, parseMac} from '@vip/arp';
import {formatFrame} from '@vip/arp/describe';
import {createCaptureView, formatSelected} from '@vip/core/internal/capture';
import test from 'ava';
import {seeded} from '../helpers/random.js';
import {randomFrame} from '../helpers/random-frames.js';

const ETHERNET = 1;

/** What is said of each frame when all are passed, one by one, in the same memory. */
function said(frames: readonly Uint8Array[]): string[] {
  const view = createCaptureView();
  const memory = new Uint8Array(2048);
  return frames.map((frame, index) => {
    memory.set(frame);
    const bytes = memory.subarray(0, frame.length);
    const at = BigInt(index) * 1_000_000n;
    const selected = view({iface: '', at, bytes, length: frame.length, own: false, linkType: ETHERNET});
    memory.fill(0xee);
    if (selected === undefined) throw new Error('not selected');
    const [line = ''] = formatSelected(selected).split('\n');
    return line.slice('00:00:00.000000 '.length);
  });
}

test('a frame yields the same each time, whatever came in between', t => {
  const seed = randomInt(2 ** 32);
  t.log(`seed ${seed}`);
  const random = seeded(seed);
  const heard = Array.from({length: 100}, () => randomFrame(random));
  const changes = [
    (frame: Uint8Array) => frame,
    // The frame with one octet changed, cut short, and padded.
    (frame: Uint8Array) => frame.with(random.below(frame.length), random.below(256)),
    (frame: Uint8Array) => frame.subarray(0, random.below(frame.length)),
    (frame: Uint8Array) => Uint8Array.from({length: 64}, (_, index) => frame[index] ?? 0),
  ];
  const all = changes.flatMap(change => heard.map(change));
  const frames = Array.from({length: 4000}, () => all[random.below(all.length)] as Uint8Array);
  t.deepEqual(
    said(frames),
    frames.map(frame => formatFrame(frame)),
  );
});

test('more frames than can be remembered are still read correctly', t => {
  const frames = Array.from({length: 10_000}, (_, index) => {
    const [frame = new Uint8Array()] = announcementFrames({
      ip: parseIpv4('10.3.2.7'),
      mac: parseMac('02:00:00:00:00:11'),
    });
    return frame.with(9, index >> 8).with(10, index & 255);
  });
  t.deepEqual(
    said([...frames, ...frames]),
    [...frames, ...frames].map(frame => formatFrame(frame)),
  );
});
