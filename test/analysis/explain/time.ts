/** What a capture's time can hide: a clock that was set, a pause, a client that gives up. */

import {createCollector, formatExplanation, judge} from '@vip/analysis/internal';
import test from 'ava';
import {A, B, Scene, VIP} from '../../helpers/scene.js';

/** The whole text, as one line. */
function told(scene: Scene): string {
  const collector = createCollector({ips: [VIP]});
  collector.take(scene.frames);
  const capture = collector.facts();
  return formatExplanation('capture', capture, judge(capture)).join(' ').replace(/\s+/g, ' ');
}

/** The same scene, with its clock set forward by this much at this frame. */
function setForward(scene: Scene, frame: number, seconds: bigint): Scene {
  const later = scene.frames.map((one, index) =>
    index < frame ? one : {...one, at: one.at + seconds * 1_000_000_000n},
  );
  scene.frames.splice(0, scene.frames.length, ...later);
  return scene;
}

const steady = (untilMs: number) => new Scene().asks(0).answers(0.1, A).talk(1, untilMs, A);

test('a clock set forward is told far behind the frames that are sorted, and no time is changed for it', t => {
  const scene = setForward(steady(1_000_000), 19_000, 600n);
  t.true(scene.frames.length > 16_384);
  const text = told(scene);
  t.regex(
    text,
    /Nothing was captured before frame 19001 for a while, and the pings go on as if 600 s less had passed/,
  );
  t.regex(text, /^10\.3\.2\.200 on eth0: HEALTHY/);
});

test('an outage in which the clock was set forward is known less exactly, and not longer for it', t => {
  const scene = steady(3000).talk(3001, 6000, A, false).talk(6001, 9000, A);
  const frame = scene.frames.findIndex(({at}) => at > (scene.frames[0]?.at ?? 0n) + 4_500_000_000n);
  const text = told(setForward(scene, frame, 3600n));
  t.regex(text, /OUTAGE since [^,]*, dark for 2\.9 s to 3603\.1 s,/);
  t.regex(text, /no answer for 3\.1 s to 3603\.1 s:/);
});

test('a ping omitted by a client that pings rarely is not taken for a step of the clock', t => {
  const scene = new Scene().asks(0).answers(0.1, A);
  for (const second of [1, 21, 41, 61, 81, 121, 141, 161])
    scene.ping(second * 1000, A).pong(second * 1000 + 1, A);
  t.notRegex(told(scene), /clock|as if/);
});

test('a client that asks in vain and gives up is not reported as asking to the end of the capture', t => {
  const text = told(steady(3000).talk(3001, 6000, A, false).garp(60_000, A));
  t.regex(text, /no answer for at least 2999 ms, to the last question/);
  t.notRegex(text, /to the end of the capture/);
});

test('answers that come too late to count are reported, not treated as mere silence', t => {
  const scene = steady(3000);
  for (let ms = 3001; ms < 8000; ms += 900) scene.ping(ms, A).pong(ms + 700, A);
  const text = told(scene);
  t.regex(text, /OUTAGE .*; \d answers came too late to count/);
  t.regex(
    text,
    /no answer in time for .*: 6 questions in frames \d+ to \d+, each answered too late, after 700 ms/,
  );
  t.notRegex(text, /no answer for/);
});

test('the first line of an outage after a change of owner has the frame and the time of the outage', t => {
  const text = told(
    steady(3000).garp(3050, B).talk(3101, 6000, B).talk(6001, 9000, B, false).talk(9001, 10_000, B),
  );
  t.regex(
    text,
    /^10\.3\.2\.200 on eth0: OUTAGE since 2026-01-01 00:00:05\.902 UTC, .* at 00:00:03\.050 UTC, /,
  );
});

test('a range of frames of a file in another order is named by its lower number first', t => {
  const scene = steady(3000).talk(3001, 9000, A, false);
  const frames = scene.frames;
  for (let index = 0; index + 4 <= frames.length; index += 4)
    frames.splice(index, 4, ...frames.slice(index, index + 4).reverse());
  const text = told(scene);
  t.regex(text, /OUTAGE/);
  const ranges = [...text.matchAll(/frames (\d+) to (\d+)| (\d+)-(\d+) +10\.3\.2/g)];
  t.true(ranges.length > 1);
  for (const [range, one, other, first = one, last = other] of ranges)
    t.true(Number(first) < Number(last), range);
});
