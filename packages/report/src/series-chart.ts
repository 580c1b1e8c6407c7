/**
 * The outages of many runs as points: a strip for each observer, a point for each run.
 *
 * @module
 */

import {largest} from '@vip/analysis';
import type {SeriesData} from '@vip/core/report';
import {scaleLinear} from 'd3-scale';
import {svg} from './dom.js';
import {tickText} from './time-text.js';

type ObserverSeries = SeriesData['observers'][number];
type Point = ObserverSeries['points'][number];

export interface SeriesChart {
  readonly view: SVGElement;
  /** In the order of observers, then of runs. */
  readonly points: readonly SVGElement[];
}

const RADIUS = 4.5;
/** How far the mark of a limit, with its words, stands above its strip: over the points. */
const LIMIT_REACH = 34;
/** Below this width the observers' names stand above their strips. */
const NARROW = 560;
const WIDE_LAYOUT = {left: 96, row: 60, line: 36} as const;
const NARROW_LAYOUT = {left: 10, row: 80, line: 56} as const;

/**
 * @param width of the place that there is
 * @param carried the runs whose timelines are in the file
 */
export function seriesChart(
  {observers}: SeriesData,
  width: number,
  carried: ReadonlySet<number>,
): SeriesChart {
  const layout = width < NARROW ? NARROW_LAYOUT : WIDE_LAYOUT;
  const right = width - 16;
  const most = Math.max(
    1,
    largest(observers.map(({points, limit}) => Math.max(limit?.ns ?? 0, largest(points.map(lengthOf))))),
  );
  const x = scaleLinear([0, most * 1.03], [layout.left, right]);
  const height = observers.length * layout.row + 34;
  const points: SVGElement[][] = [];
  const strips = observers.map((observer, index) => {
    const top = index * layout.row;
    const y = top + layout.line;
    const made = pointsOf(observer, x, y, carried);
    points.push(made);
    return svg(
      'g',
      {},
      svg('line', {class: 'axis', x1: layout.left, x2: right, y1: y, y2: y}),
      layout === WIDE_LAYOUT
        ? svg(
            'text',
            {class: 'strip-name', x: layout.left - 10, y: y + 4, 'text-anchor': 'end'},
            observer.name,
          )
        : svg('text', {class: 'strip-name', x: 0, y: top + 14}, observer.name),
      limitMark(observer, x, y, right),
      made,
    );
  });
  const ticks = x.ticks(Math.max(2, Math.floor((right - layout.left) / 90)));
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  const view = svg(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      role: 'group',
      'aria-label': 'Outage of each run, by upper bound',
    },
    ticks.flatMap(tick => [
      svg('line', {class: 'grid', x1: x(tick), x2: x(tick), y1: 4, y2: height - 26}),
      svg(
        'text',
        {class: 'tick', x: x(tick), y: height - 10, 'text-anchor': 'middle'},
        tickText(tick, step).replace('+', ''),
      ),
    ]),
    strips,
  );
  return {view, points: points.flat()};
}

function limitMark({limit}: ObserverSeries, x: (ns: number) => number, y: number, right: number) {
  if (limit === undefined) return undefined;
  const place = x(limit.ns);
  // Where its words have room.
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

function pointsOf(
  {name, points, limit}: ObserverSeries,
  x: (ns: number) => number,
  y: number,
  carried: ReadonlySet<number>,
): SVGElement[] {
  const offsets = dodge(points.map(point => x(lengthOf(point))));
  return points.map((point, index) => {
    const {run, text, mostNs} = point;
    const isCarried = carried.has(run);
    const isOver = limit !== undefined && lengthOf(point) > limit.ns;
    const label = `run ${run}: ${name} ${text}${isOver ? `, over the limit of ${limit.text}` : ''}`;
    const made = pointShape(x(lengthOf(point)), y + (offsets[index] ?? 0), isOver || mostNs === undefined, {
      'data-run': run,
      'aria-label': isCarried ? label : `${label} (its timeline is not in this file)`,
      class: `point ${isCarried ? '' : 'absent'}`,
      ...(isCarried ? {role: 'button', tabindex: -1} : {role: 'img'}),
    });
    return made;
  });
}

/** What is known of it: the upper bound, or how long it had lasted when it was left. */
function lengthOf({leastNs, mostNs}: Point): number {
  return mostNs ?? leastNs;
}

/** A circle; a diamond for one that was too long or had not ended. */
function pointShape(
  x: number,
  y: number,
  isBad: boolean,
  attributes: Record<string, string | number>,
): SVGElement {
  if (!isBad) return svg('circle', {...attributes, cx: x, cy: y, r: RADIUS});
  const r = RADIUS * 1.35;
  return svg('path', {
    ...attributes,
    class: `${attributes.class} bad`,
    d: `M ${x} ${y - r} l ${r} ${r} l ${-r} ${r} l ${-r} ${-r} z`,
  });
}

/** Moves points that would lie on each other apart, up and down in turn. */
function dodge(places: readonly number[]): number[] {
  const taken: [number, number][] = [];
  return places.map(place => {
    for (let level = 0; level < 7; level++) {
      const offset = (level % 2 === 0 ? -1 : 1) * Math.ceil(level / 2) * (RADIUS * 1.4);
      if (taken.every(([x, y]) => Math.abs(x - place) > RADIUS * 1.8 || y !== offset)) {
        taken.push([place, offset]);
        return offset;
      }
    }
    return 0;
  });
}
