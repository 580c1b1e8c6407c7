/** Frames that a capture shows twice: mirrored from two ports, or merged from two places. */

import {createCollector, formatExplanation, judge} from '@vip/analysis/internal';
import test from 'ava';
import {A, A_IP, B, Scene, VIP} from '../../helpers/scene.js';

function told(frames: Scene['frames']): string {
  const collector = createCollector({ips: [VIP]});
  collector.take([...frames].sort((a, b) => Number(a.at - b.at)));
  const capture = collector.facts();
  return formatExplanation('capture', capture, judge(capture)).join(' ').replace(/\s+/g, ' ');
}

/** Five announcements, 100 us apart, as keepalived sends them. */
function handover(): Scene {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 3000, A).vrrp(0.5, A, A_IP, 150);
  for (let turn = 0; turn < 5; turn++) scene.garp(3000 + turn / 10, B);
  return scene.talk(3001, 5000, B);
}

const again = (frames: Scene['frames'], lagNs: bigint) => [
  ...frames,
  ...frames.map(frame => ({...frame, at: frame.at + lagNs})),
];

test('announcements of a capture merged from two places are counted once', t => {
  const {frames} = handover();
  t.regex(told(frames), /announces it 5 times/);
  for (const lagNs of [500n, 1000n, 5000n, 50_000n, 250_000n, 900_000n])
    t.regex(told(again(frames, lagNs)), /announces it 5 times.*HEALTHY/, `${lagNs} ns`);
});

test('frames that a program repeats, some more often than others, are not attributed to a mirror port', t => {
  const {frames} = handover();
  const repeated = frames.flatMap((frame, index) => Array.from({length: 1 + (index % 4)}, () => frame));
  t.notRegex(told(repeated), /mirror port/);
});

test('frames that are all seen three times are attributed to mirror ports', t => {
  const {frames} = handover();
  t.regex(told(frames.flatMap(frame => [frame, frame, frame])), /mirror port/);
});
