/**
 * The picture of a run: lines for a terminal of a certain size. Pure.
 *
 * @module
 */

import {formatDuration, type Holders, largest} from '@vip/analysis/internal';
import type {Canvas} from './canvas.js';
import type {LiveRun} from './live-run.js';
import {cutTo, type Glyphs, piece, type StyledLine, trimLineEnd, widthOf} from './paint.js';
import type {Progress} from './progress.js';
import {drawScene} from './scene.js';
import {drawSide, sideWidthFor} from './side.js';
import {drawAxis, drawStrip, type Scale, scaleFor} from './strip.js';

/** Rows of the terminal below which parts are left out, so that the narration keeps most of it. */
const ROWS_FOR = {legend: 20, scene: 16, strips: 10} as const;

/**
 * @param now nanoseconds since the epoch, on the clock of the events
 * @param more lines below, about the series that the run is part of
 * @returns lines no wider than the canvas, and fewer than it has rows
 */
export function drawRun(
  run: LiveRun,
  now: bigint,
  canvas: Canvas,
  more: readonly StyledLine[] = [],
): StyledLine[] {
  const {width, height, glyphs} = canvas;
  const nowMs = run.msOf(now);
  const lines: StyledLine[] = [
    drawTitle(run, nowMs, canvas),
    ...(height >= ROWS_FOR.scene ? drawScene(run.plan.topology.picture, sceneState(run, glyphs), width) : []),
    ...(height >= ROWS_FOR.strips ? drawStrips(run, now, canvas) : []),
    drawProgress(run.progress.at(nowMs), canvas),
    ...more,
  ];
  return lines.map(line => trimLineEnd(cutTo(line, width))).slice(-Math.max(1, height - 1));
}

function sceneState(run: LiveRun, glyphs: Glyphs) {
  const {names, holders} = run;
  return {
    // The first; the title names each.
    vip: run.plan.families[0].vip.address,
    names,
    glyphs,
    isHolder: (node: string) => holders.some(each => each.has(node)),
    isDown: (node: string, iface: string) => run.isDown(node, iface),
  };
}

/** The rule at the top, which names the holder of the address. */
function drawTitle({holders}: LiveRun, nowMs: number, {width, glyphs}: Canvas): StyledLine {
  const {rule} = glyphs;
  const title = holders.map(heldText).join(', ');
  const clock = formatClock(nowMs);
  const rest = Math.max(0, width - title.length - clock.length - 8);
  return [
    piece(`${rule}${rule} `, 'dim'),
    piece(title, holders.every(({nodes}) => nodes.length === 1) ? 'strong' : 'alarm'),
    piece(` ${rule.repeat(rest)} `, 'dim'),
    piece(clock),
    piece(` ${rule}${rule}`, 'dim'),
  ];
}

function heldText({settings, nodes}: Holders): string {
  return `${settings.vip.address} is held by ${nodes.join(' and ') || 'no node'}`;
}

/** `0:07.3`. */
function formatClock(ms: number): string {
  const tenths = Math.max(0, Math.floor(ms / 100));
  const seconds = Math.floor(tenths / 10);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}.${tenths % 10}`;
}

function drawStrips(run: LiveRun, now: bigint, canvas: Canvas): StyledLine[] {
  const nowMs = run.msOf(now);
  const startMs = run.firstProbeMs ?? nowMs;
  const {width, height, glyphs} = canvas;
  const {reach} = run.plan;
  const nameWidth = largest(run.observers.map(({observer}) => observer.name.length));
  const sides = run.observers.map(observer => drawSide(observer, now, canvas));
  const sideWidth = Math.max(largest(sides.map(widthOf)), sideWidthFor(width));
  const columns = Math.max(8, width - nameWidth - sideWidth - 4);
  const bucketMs = largest(run.observers.map(({track}) => track.buckets.bucketMs));
  const scale = scaleFor(reach, {bucketMs, startMs, nowMs}, columns);
  const rows = run.observers.map(
    (seen, index): StyledLine => [
      piece(` ${seen.observer.name.padEnd(nameWidth)} `),
      ...drawStrip(seen, scale, glyphs),
      piece('  '),
      ...(sides[index] ?? []),
    ],
  );
  if (height < ROWS_FOR.legend) return rows;
  const indent = piece(' '.repeat(nameWidth + 2));
  return [...rows, [indent, drawAxis(scale, reach)], drawLegend(scale, canvas)];
}

function drawLegend({cellMs}: Scale, {width, glyphs}: Canvas): StyledLine {
  const {answered, some, lost, wrong} = glyphs;
  const marks = ` ${answered} answered  ${some} partly  ${lost} lost  ${wrong} wrong node`;
  const cell = `  1 mark: ${formatDuration(BigInt(Math.round(cellMs * 1e6)))}`;
  const choices = [
    `${marks}  A, B: owner of the MAC in the cache${cell}`,
    `${marks}  A, B: MAC in cache${cell}`,
    marks,
  ];
  const text = choices.find(line => line.length <= width);
  return [piece(text ?? '', 'dim')];
}

/** Keeps the bar in its place when the text changes. */
const TEXT_WIDTH = 30;

/** What is being done, and a bar beside it. */
export function drawProgress({text, fraction}: Progress, {width, glyphs}: Canvas): StyledLine {
  const said = piece(` ${text}`, 'strong');
  const gap = Math.max(2, TEXT_WIDTH - text.length);
  const room = Math.min(60, width - text.length - gap - 2);
  if (fraction === undefined || room < 10) return [said];
  const full = Math.round(fraction * room);
  const bar = [piece(glyphs.full.repeat(full), 'good'), piece(glyphs.empty.repeat(room - full), 'dim')];
  return [said, piece(' '.repeat(gap)), ...bar];
}
