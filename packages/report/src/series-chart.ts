/**
 * The outages of many runs as points: a strip for each observer, a point for each run.
 *
 * @module
 */

import {largest} from '@vip/analysis/internal';
import type {SeriesData} from '@vip/core/internal/report';
import {type ScaleLinear, scaleLinear} from 'd3-scale';
import {svg} from './dom.js';
import {drawPoints, knownLengthOf, type ObserverSeries} from './series-points.js';
import {tickText} from './time-text.js';

export interface SeriesChart {
  readonly view: SVGElement;
  /** The points, by observer and then by run. */
  readonly points: readonly SVGElement[];
}

/** How far the mark of a limit, with its label, extends above its strip: beyond the points. */
const LIMIT_REACH = 34;
/** Below this width, the observers' names are above their strips. */
const NARROW = 560;
const WIDE_LAYOUT = {left: 96, row: 60, line: 36} as const;
const NARROW_LAYOUT = {left: 10, row: 80, line: 56} as const;

/** What all strips of a chart have in common. */
interface Scale {
  readonly layout: typeof NARROW_LAYOUT | typeof WIDE_LAYOUT;
  /** The right end of the strips. */
  readonly right: number;
  /** From nanoseconds to units of the picture. */
  readonly x: ScaleLinear<number, number>;
}

/**
 * @param width the available width
 * @param carried the runs whose timelines are in the file
 */
export function seriesChart(
  {observers}: SeriesData,
  width: number,
  carried: ReadonlySet<number>,
): SeriesChart {
  const scale = scaleOf(observers, width);
  const height = observers.length * scale.layout.row + 34;
  const points = observers.map((observer, index) =>
    drawPoints(observer, scale.x, lineOf(index, scale), carried),
  );
  const view = svg(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      role: 'group',
      'aria-label': 'Outage of each run, by upper bound',
    },
    grid(scale, height),
    observers.map((observer, index) => strip(observer, index, scale, points[index] ?? [])),
  );
  return {view, points: points.flat()};
}

function scaleOf(observers: readonly ObserverSeries[], width: number): Scale {
  const layout = width < NARROW ? NARROW_LAYOUT : WIDE_LAYOUT;
  const right = width - 16;
  const longest = observers.map(({points, limit}) =>
    Math.max(limit?.ns ?? 0, largest(points.map(knownLengthOf))),
  );
  const most = Math.max(1, largest(longest));
  return {layout, right, x: scaleLinear([0, most * 1.03], [layout.left, right])};
}

/** The height of a strip's line. */
function lineOf(index: number, {layout}: Scale): number {
  return index * layout.row + layout.line;
}

function strip(
  observer: ObserverSeries,
  index: number,
  scale: Scale,
  points: readonly SVGElement[],
): SVGElement {
  const {layout, right, x} = scale;
  const y = lineOf(index, scale);
  const name =
    layout === WIDE_LAYOUT
      ? {x: layout.left - 10, y: y + 4, 'text-anchor': 'end'}
      : {x: 0, y: index * layout.row + 14};
  return svg(
    'g',
    {},
    svg('line', {class: 'axis', x1: layout.left, x2: right, y1: y, y2: y}),
    svg('text', {class: 'strip-name', ...name}, observer.name),
    limitMark(observer, x, y, right),
    points,
  );
}

/** The lines of the ticks, through all strips, and their labels. */
function grid({layout, right, x}: Scale, height: number): SVGElement[] {
  const ticks = x.ticks(Math.max(2, Math.floor((right - layout.left) / 90)));
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  return ticks.flatMap(tick => [
    svg('line', {class: 'grid', x1: x(tick), x2: x(tick), y1: 4, y2: height - 26}),
    svg(
      'text',
      {class: 'tick', x: x(tick), y: height - 10, 'text-anchor': 'middle'},
      tickText(tick, step).replace('+', ''),
    ),
  ]);
}

function limitMark({limit}: ObserverSeries, x: (ns: number) => number, y: number, right: number) {
  if (limit === undefined) return undefined;
  const place = x(limit.ns);
  // The label goes where there is room for it.
  const isLeft = place + 84 > right;
  return svg(
    'g',
    {class: 'limit'},
    svg('line', {x1: place, x2: place, y1: y - LIMIT_REACH, y2: y + 23}),
    svg(
      'text',
      {
        class: 'limit-name',
        x: place + (isLeft ? -4 : 4),
        y: y - LIMIT_REACH + 8,
        'text-anchor': isLeft ? 'end' : 'start',
      },
      `limit ${limit.text}`,
    ),
  );
}
