/**
 * The points of a strip: one for each run, and none on top of another.
 *
 * @module
 */

import type {SeriesData} from '@vip/core/internal/report';
import {svg} from './dom.js';

/** An observer with the outages of all its runs. */
export type ObserverSeries = SeriesData['observers'][number];
type Point = ObserverSeries['points'][number];

const RADIUS = 4.5;

/**
 * @param x the place of an outage of this many nanoseconds
 * @param y the line of the strip
 * @param carried the runs whose timelines are in the file
 */
export function drawPoints(
  {name, points, limit}: ObserverSeries,
  x: (ns: number) => number,
  y: number,
  carried: ReadonlySet<number>,
): SVGElement[] {
  const offsets = dodge(points.map(point => x(knownLengthOf(point))));
  return points.map((point, index) => {
    const {run, text, mostNs} = point;
    const isCarried = carried.has(run);
    const isOver = limit !== undefined && knownLengthOf(point) > limit.ns;
    const label = `run ${run}: ${name} ${text}${isOver ? `, over the limit of ${limit.text}` : ''}`;
    return pointShape(x(knownLengthOf(point)), y + (offsets[index] ?? 0), isOver || mostNs === undefined, {
      'data-run': run,
      'aria-label': isCarried ? label : `${label} (its timeline is not in this file)`,
      class: `point ${isCarried ? '' : 'absent'}`,
      ...(isCarried ? {role: 'button', tabindex: -1} : {role: 'img'}),
    });
  });
}

/** The known length: the upper bound, or how long the outage had lasted when the run ended. */
export function knownLengthOf({leastNs, mostNs}: Point): number {
  return mostNs ?? leastNs;
}

/** A circle, or a diamond for an outage that was too long or had not ended. */
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

/** Moves points apart that would overlap, up and down in turn. */
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
