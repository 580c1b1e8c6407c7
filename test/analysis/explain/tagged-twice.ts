/**
 * A mirror port that shows each frame with its tag and without it is one network, whatever the tag, and
 * whenever that begins.
 */

import {createCollector, formatExplanation, judge, type SeenFrame} from '@vip/analysis/internal';
import test from 'ava';
import {A, B, Scene, VIP} from '../../helpers/scene.js';
import {watched} from '../../helpers/watched.js';

/** The position of the tag in a frame. */
const TAG_AT = 12;

function tagged({bytes, ...frame}: SeenFrame, protocol: number): SeenFrame {
  const tag = [protocol >> 8, protocol & 0xff, 0, 10];
  const octets = Uint8Array.from([...bytes.subarray(0, TAG_AT), ...tag, ...bytes.subarray(TAG_AT)]);
  return {...frame, bytes: octets, length: octets.length};
}

/** The same frames; from this moment on, each is seen again with a tag, a microsecond later. */
function withTags({frames}: Scene, ms: number, protocol = 0x8100): SeenFrame[] {
  const from = (frames[0]?.at ?? 0n) + BigInt(ms) * 1_000_000n;
  const copy = (frame: SeenFrame) => ({...tagged(frame, protocol), at: frame.at + 1000n});
  return frames.flatMap(frame => (frame.at < from ? [frame] : [frame, copy(frame)]));
}

const handover = () => new Scene().asks(0).answers(0.1, A).talk(1, 3000, A).garp(3000, B).talk(3001, 6000, B);

function told(frames: readonly SeenFrame[]): string {
  const collector = createCollector({ips: [VIP]});
  collector.take(frames);
  const capture = collector.facts();
  return formatExplanation('capture', capture, judge(capture)).join(' ').replace(/\s+/g, ' ');
}

for (const protocol of [0x8100, 0x88a8, 0x9100]) {
  test(`one network is seen if frames have tags of 0x${protocol.toString(16)} from the beginning on`, t => {
    const text = told(withTags(handover(), 0, protocol));
    t.regex(text, /VLAN 10: HEALTHY, .* 1 change of owner/);
    t.is(text.match(/10\.3\.2\.200[^:]*: [A-Z_]+,/g)?.length, 2, text);
  });
}

test('five announcements in a row, each with its tag and without it, are five', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 3000, A);
  for (let turn = 0; turn < 5; turn++) scene.garp(3000 + turn / 10, B);
  t.regex(told(withTags(scene.talk(3001, 6000, B), 0)), /announces it 5 times/);
});

test('one network is seen if the tags begin only after more frames than are held back', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 900_000, A);
  t.true(scene.frames.length > 16_384);
  const end = 900_000;
  scene
    .talk(end, end + 3000, A)
    .garp(end + 3000, B)
    .talk(end + 3001, end + 6000, B);
  const text = told(withTags(scene, end));
  t.regex(text, /VLAN 10: HEALTHY, .* 1 change of owner/);
  t.notRegex(text, /TWO_OWNERS|OUTAGE|NO_ANNOUNCEMENT/);
});

test('a watch sees one network as well, live and in a file', t => {
  for (const isLive of [false, true]) {
    const events = watched(withTags(handover(), 0), {ips: [VIP], isLive});
    const moves = events.filter(({kind}) => kind === 'moved');
    t.deepEqual([...new Set(moves.map(event => 'network' in event && event.network))], ['eth0 VLAN 10']);
    t.false(events.some(({kind}) => kind === 'dark'));
  }
});
