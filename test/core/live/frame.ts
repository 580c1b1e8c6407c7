import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import {type Canvas, drawRun, liveFailover, liveLab} from '@vip/core/internal';
import {ASCII, colourLine, plainLine, UNICODE, widthOf} from '@vip/core/internal/paint';
import test from 'ava';
import {MS} from '../../helpers/events.js';
import {failoverUntil, RUN} from '../../helpers/live-events.js';

const CANVAS: Canvas = {width: 80, height: 24, glyphs: UNICODE};

function runAt(ms: number) {
  const run = liveFailover(RUN);
  for (const event of failoverUntil(ms)) run.take(event);
  return run;
}

function screen(ms: number, canvas: Partial<Canvas> = {}): string[] {
  return drawRun(runAt(ms), BigInt(ms) * MS, {...CANVAS, ...canvas}).map(plainLine);
}

test('before the first probe, the lab is drawn with the progress of its construction', t => {
  t.deepEqual(screen(300), [
    '── 10.3.2.200 is held by ns0 ───────────────────────────────────────── 0:00.3 ──',
    '10.3.2.200 ► A ns0  02:00:00:00:00:10 ─┐                  ┌─ ext',
    '             B ns1  02:00:00:00:00:11 ─┼─ uplink0 ── lan ─┤',
    '               host 02:00:00:00:00:12 ─┘                  └─ router ── remote',
    ' mcv-client',
    ' ext',
    ' router',
    ' remote',
    '            |0.0 s    |0.4 s    |0.8 s    |1.2 s',
    ' ━ answered  ╍ partly  × lost  ! wrong node  A, B: MAC in cache  1 mark: 40 ms',
    ' Setting up                    ███████████████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░',
  ]);
});

test('in the gap, the address has moved, the caches have not followed, and the outage grows', t => {
  t.deepEqual(screen(4000), [
    '── 10.3.2.200 is held by ns1 ───────────────────────────────────────── 0:04.0 ──',
    '             A ns0  02:00:00:00:00:10 ╳┐                  ┌─ ext',
    '10.3.2.200 ► B ns1  02:00:00:00:00:11 ─┼─ uplink0 ── lan ─┤',
    '               host 02:00:00:00:00:12 ─┘                  └─ router ── remote',
    ' mcv-client A━━━━━━━━╍×××××××××××                      A REACHABLE   dark 2.0 s',
    ' ext        A━━━━━━━━╍×××××××××××                      A REACHABLE   dark 2.0 s',
    ' router     A━━━━━━━━╍×××××××××××                      A REACHABLE   dark 2.0 s',
    ' remote     R━━━━━━━━╍×××××××××××                      R REACHABLE   dark 2.0 s',
    '            |0.0 s    |1.6 s    |3.2 s    |4.8 s',
    ' ━ answered  ╍ partly  × lost  ! wrong node  A, B: MAC in cache  1 mark: 160 ms',
    ' Announcement in 1.0 s         ████████████████████████████████░░░░░░░░░░░░░░░░',
  ]);
});

test('a letter marks a change of the cache entry, and the outage is shown as two numbers if there is room', t => {
  t.deepEqual(screen(6000), [
    '── 10.3.2.200 is held by ns1 ───────────────────────────────────────── 0:06.0 ──',
    '             A ns0  02:00:00:00:00:10 ╳┐                  ┌─ ext',
    '10.3.2.200 ► B ns1  02:00:00:00:00:11 ─┼─ uplink0 ── lan ─┤',
    '               host 02:00:00:00:00:12 ─┘                  └─ router ── remote',
    ' mcv-client A━━━━━━━━╍××××××××××××××××××B━━━━━━       B REACHABLE   dark 3000 ms',
    ' ext        A━━━━━━━━╍××××××××××××××××××B━━━━━━       B REACHABLE   dark 3000 ms',
    ' router     A━━━━━━━━╍××××××××××××××××××B━━━━━━       B REACHABLE   dark 3000 ms',
    ' remote     R━━━━━━━━╍××××××××××××××××××╍━━━━━━       R REACHABLE   dark 3000 ms',
    '            |0.0 s    |1.6 s    |3.2 s    |4.8 s',
    ' ━ answered  ╍ partly  × lost  ! wrong node  A, B: MAC in cache  1 mark: 160 ms',
    ' Done',
  ]);
  t.deepEqual(screen(6000, {width: 200, height: 50}), [
    '── 10.3.2.200 is held by ns1 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── 0:06.0 ──',
    '             A ns0  mcv0       02:00:00:00:00:10 ╳┐                  ┌─ ext',
    '10.3.2.200 ► B ns1  mcv1       02:00:00:00:00:11 ─┼─ uplink0 ── lan ─┤',
    '               host mcv-client 02:00:00:00:00:12 ─┘                  └─ router ── remote',
    ' mcv-client A━━━━━━━━━━━━━━━━━━×××××××××××××××××××××××××××××××××××××B━━━━━━━━━━━━                                                     B REACHABLE   02:00:00:00:00:11 of ns1      dark 3000 ms ± 20 ms',
    ' ext        A━━━━━━━━━━━━━━━━━━×××××××××××××××××××××××××××××××××××××B━━━━━━━━━━━━                                                     B REACHABLE   02:00:00:00:00:11 of ns1      dark 3000 ms ± 20 ms',
    ' router     A━━━━━━━━━━━━━━━━━━×××××××××××××××××××××××××××××××××××××B━━━━━━━━━━━━                                                     B REACHABLE   02:00:00:00:00:11 of ns1      dark 3000 ms ± 20 ms',
    ' remote     R━━━━━━━━━━━━━━━━━━×××××××××××××××××××××××××××××××××××××╍━━━━━━━━━━━━                                                     R REACHABLE   02:00:00:00:00:02 of router   dark 3000 ms ± 20 ms',
    '            |0.0 s    |0.8 s    |1.6 s    |2.4 s    |3.2 s    |4.0 s    |4.8 s    |5.6 s    |6.4 s    |7.2 s    |8.0 s    |8.8 s',
    ' ━ answered  ╍ partly  × lost  ! wrong node  A, B: owner of the MAC in the cache  1 mark: 80 ms',
    ' Done',
  ]);
});

for (const width of [40, 60, 80, 120, 200]) {
  for (const height of [4, 8, 12, 18, 24, 50]) {
    for (const glyphs of [UNICODE, ASCII]) {
      test(`every line fits ${width} x ${height}${glyphs === ASCII ? ' in ASCII' : ''}`, t => {
        for (const ms of [0, 300, 700, 2500, 5100, 6000]) {
          const lines = drawRun(runAt(ms), BigInt(ms) * MS, {width, height, glyphs});
          t.true(lines.length > 0 && lines.length < height, `${lines.length} lines`);
          for (const line of lines) {
            t.true(widthOf(line) <= width, plainLine(line));
            t.is([...plainLine(line)].length, plainLine(line).length, 'a character takes one unit');
            if (glyphs === ASCII) t.regex(plainLine(line), /^[\x20-\x7e]*$/);
          }
        }
      });
    }
  }
}

test('a wider terminal has longer strips, whatever else it has space for', t => {
  const columns = (width: number) => {
    const axis = drawRun(runAt(6000), 6000n * MS, {...CANVAS, width}).map(plainLine);
    return axis.find(line => line.includes('|0.0 s'))?.split('|').length ?? 0;
  };
  for (const wide of [100, 120, 150, 180, 200]) t.true(columns(wide) > columns(80), `${wide}`);
});

/** The line without its colours. */
function stripped(line: string): string {
  return line.split(/\p{Cc}\[[\d;]*m/u).join('');
}

test('without its colours a line says the same', t => {
  for (const line of drawRun(runAt(5500), 5500n * MS, CANVAS)) {
    t.is(stripped(colourLine(line)).trimEnd(), plainLine(line));
  }
});

test('the MAC in the cache is coloured, and losses are red whatever the MAC', t => {
  const [strip = ''] = drawRun(runAt(5500), 5500n * MS, CANVAS)
    .map(colourLine)
    .filter(line => line.includes('mcv-client'));
  t.true(
    strip.includes('\u001B[36mA━━━━━━━━╍\u001B[0m\u001B[31m××××××××××××××××××\u001B[0m\u001B[33mB━━'),
    JSON.stringify(strip),
  );
});

test('a long-running lab shows its most recent stretch', t => {
  const run = liveLab(DEFAULT_SETTINGS, 100, 0n);
  for (const event of failoverUntil(6000)) run.take(event);
  const lines = drawRun(run, 20_000n * MS, CANVAS).map(plainLine);
  t.deepEqual(lines, [
    '── 10.3.2.200 is held by ns1 ───────────────────────────────────────── 0:20.0 ──',
    '             A ns0  02:00:00:00:00:10 ╳┐                  ┌─ ext',
    '10.3.2.200 ► B ns1  02:00:00:00:00:11 ─┼─ uplink0 ── lan ─┤',
    '               host 02:00:00:00:00:12 ─┘                  └─ router ── remote',
    ' mcv-client                A━╍×××B━                   B REACHABLE   dark 3000 ms',
    ' ext                       A━╍×××B━                   B REACHABLE   dark 3000 ms',
    ' router                    A━╍×××B━                   B REACHABLE   dark 3000 ms',
    ' remote                    R━╍×××╍━                   R REACHABLE   dark 3000 ms',
    '            |-32 s    |-24 s    |-16 s    |-8 s',
    ' ━ answered  ╍ partly  × lost  ! wrong node  A, B: MAC in cache  1 mark: 800 ms',
    ' Done',
  ]);
});
