import type {SeenFrame} from '@vip/analysis/internal';
import {announcementFrames} from '@vip/arp';
import {drawSeries} from '@vip/core/internal';
import {createCaptureView} from '@vip/core/internal/capture';
import {createCapturePainter, drawCaptureStatus} from '@vip/core/internal/capture-paint';
import {colourLine, foldTo, piece, plainLine, UNICODE, widthOf} from '@vip/core/internal/paint';
import test from 'ava';
import {MS, NEW, OLD, VIP} from '../../helpers/events.js';

const CANVAS = {width: 80, height: 24, glyphs: UNICODE};

test('a series shows the number of the run, the remaining runs, and the figures of the worst observer', t => {
  const most = (ms: number) => ({leastNs: 0n, mostNs: BigInt(ms) * MS});
  const ext = {
    observer: 'ext',
    runs: 20,
    min: most(9),
    p50: most(20),
    p95: most(31),
    max: most(31),
    unfinished: 0,
  };
  const remote = {...ext, observer: 'remote', p95: most(90), max: {leastNs: 95n * MS}, unfinished: 1};
  const series = {run: 5, runs: 10, warmup: 0, over: 4, overMs: 8000, distributions: [ext, remote]};
  const [progress = '', figures = ''] = drawSeries(series, 9000, CANVAS).map(plainLine);
  t.regex(progress, /^ Run 5 of 10, about 11 s left {2}█{19}░{29}$/);
  t.is(figures, ' Outage at remote in 20 runs: p50 20 ms, p95 90 ms, longest > 95 ms, 1 not ended');
});

test('before the first run has ended there is no estimate, and warm-ups are marked', t => {
  const series = {run: -1, runs: 10, warmup: 2, over: 0, overMs: 0, distributions: []};
  const lines = drawSeries(series, 900, CANVAS).map(plainLine);
  t.regex(lines[0] ?? '', /^ Warm-up 1 of 2 +░+$/);
  t.is(lines[1], ' Outage: no run has ended');
});

function seen(iface: string, mac: typeof OLD, ms: number): SeenFrame[] {
  return announcementFrames({ip: VIP, mac, form: 'request'}).map(bytes => ({
    iface,
    at: BigInt(ms) * MS,
    bytes,
    length: bytes.length,
  }));
}

test('frames on a terminal are in columns, and each MAC keeps its own colour', t => {
  const select = createCaptureView();
  const paint = createCapturePainter();
  const lines = [seen('mcv-client', OLD, 0), seen('eth0', NEW, 500), seen('eth0', OLD, 900)]
    .flat()
    .flatMap(frame => select(frame) ?? [])
    .flatMap(paint);
  const announcements = lines.map(plainLine).filter(line => line.includes('announcement'));
  t.is(new Set(announcements.map(line => line.indexOf('announcement'))).size, 1);
  const colours = lines.map(colourLine);
  t.is(
    colours.filter(line => line.includes(`\u001B[36m${OLD}`)).length,
    3,
    'announced twice, and the move names it',
  );
  t.is(colours.filter(line => line.includes(`\u001B[33m${NEW}`)).length, 2);
});

test('frames dropped by the kernel are highlighted', t => {
  const calm = drawCaptureStatus(12, {received: 34, dropped: 0}, 67_000);
  t.is(plainLine(calm), ' 1:07  12 shown, 34 received, 0 dropped');
  t.false(colourLine(calm).includes('\u001B[1;37;41m'));
  t.true(
    colourLine(drawCaptureStatus(12, {received: 34, dropped: 1}, 0)).includes('\u001B[1;37;41m1 dropped'),
  );
});

test('a line that is too wide is broken at a space and continues below, indented and in its colours', t => {
  const line = [piece('05:28:10 ', 'dim'), piece('eth0 '), piece('announcement of 10.3.2.200', 'strong')];
  const folded = foldTo(line, 30, 4);
  t.deepEqual(folded.map(plainLine), ['05:28:10 eth0 announcement of', '    10.3.2.200']);
  t.is(folded[1]?.[1]?.tone, 'strong');
  t.deepEqual(foldTo(line, 80, 4), [line]);
  // A word that is wider than the terminal.
  const long = foldTo([piece('x'.repeat(50))], 20, 4);
  t.true(long.every(each => widthOf(each) <= 20));
  t.is(long.map(each => plainLine(each).trim()).join(''), 'x'.repeat(50));
});
