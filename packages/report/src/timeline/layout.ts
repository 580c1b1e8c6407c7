/**
 * Where each lane and each of its rows is.
 *
 * @module
 */

import {unpackProbes} from '@vip/core/internal/probe-pack';
import type {BandData, LaneData, RunData} from '@vip/core/internal/report';
import type {ReportFrame} from '../frame-model.js';

/** The probes of a lane as columns of numbers; `rtt` is NaN for those without an answer. */
export interface ProbeColumns {
  readonly sentAt: Float64Array;
  readonly rtt: Float32Array;
  /** 1 for probes that count as lost: without an answer, or with a late one. */
  readonly isLost: Uint8Array;
}

export type Row =
  | {
      readonly kind: 'bands';
      readonly name: string;
      readonly bands: readonly BandData[];
      y: number;
      readonly height: number;
    }
  | {
      readonly kind: 'probes';
      readonly name: string;
      readonly probes: ProbeColumns;
      y: number;
      readonly height: number;
    }
  | {
      readonly kind: 'frames';
      readonly name: string;
      readonly frames: readonly ReportFrame[];
      y: number;
      readonly height: number;
    };

export interface Lane {
  readonly data: LaneData;
  readonly rows: readonly Row[];
  top: number;
  bottom: number;
}

export interface Layout {
  readonly lanes: readonly Lane[];
  /** Row of the budget, if there is one. */
  readonly budgetTop: number;
  readonly axisTop: number;
  readonly height: number;
  /** Width of the names on the left; 0 if they are above. */
  readonly gutter: number;
}

export const HEIGHT = {
  band: 18,
  link: 14,
  probes: 54,
  frames: 18,
  name: 18,
  gap: 9,
  axis: 26,
  budget: 30,
} as const;

/** Below this width, names are above their lanes. */
const NARROW = 640;
/** The names on the left: of a lane, in bold, and beside it of its rows; long ones, such as IPv6 addresses, take up to a third. */
const GUTTER = 132;
const BOLD_CHARACTER = 7.5;
/** Between a lane's name and its rows' on the right. */
export const ROW_NAMES = 46;

function gutterFor(lanes: readonly Lane[], width: number): number {
  if (width < NARROW) return 0;
  const longest = lanes.reduce((most, {data}) => Math.max(most, data.label.length), 0);
  return Math.max(GUTTER, Math.min(Math.round(longest * BOLD_CHARACTER) + ROW_NAMES, Math.round(width / 3)));
}

export function makeLanes(run: RunData, frames: readonly ReportFrame[]): Lane[] {
  // An observer of two addresses has two lanes: its frames belong to the node, and are drawn in the first.
  const isFirst = ({node}: LaneData, index: number) =>
    run.lanes.findIndex(lane => lane.node === node) === index;
  return run.lanes.map((data, index) => ({
    data,
    rows: rowsOf(data, isFirst(data, index) ? frames : []),
    top: 0,
    bottom: 0,
  }));
}

/** Places the lanes one below another, for a width. */
export function layOutLanes(lanes: readonly Lane[], width: number, hasBudget: boolean): Layout {
  const gutter = gutterFor(lanes, width);
  let y: number = HEIGHT.axis;
  const budgetTop = y;
  if (hasBudget) y += HEIGHT.budget;
  for (const lane of lanes) {
    lane.top = y;
    y += gutter === 0 ? HEIGHT.name : HEIGHT.gap / 2;
    for (const row of lane.rows) {
      row.y = y;
      y += row.height + 2;
    }
    y += HEIGHT.gap / 2;
    lane.bottom = y;
  }
  return {lanes, budgetTop, axisTop: 0, height: y + 4, gutter};
}

function rowsOf(
  {node, clock, addresses, links, caches, probes}: LaneData,
  frames: readonly ReportFrame[],
): Row[] {
  const own = frames.filter(frame => frame.node === node);
  const rows: Row[] = [];
  const bands = (name: string, list: readonly BandData[], height: number) => {
    if (list.length > 0) rows.push({kind: 'bands', name, bands: list, y: 0, height});
  };
  bands('holds', addresses, HEIGHT.band);
  bands('link', links, HEIGHT.link);
  for (const {ip, bands: entries} of caches) bands(caches.length > 1 ? ip : 'cache', entries, HEIGHT.band);
  if (probes !== undefined) {
    rows.push({
      kind: 'probes',
      name: 'probes',
      probes: columnsOf(probes.packed),
      y: 0,
      height: HEIGHT.probes,
    });
  }
  const name = clock ?? 'frames';
  if (own.length > 0) rows.push({kind: 'frames', name, frames: own, y: 0, height: HEIGHT.frames});
  return rows;
}

function columnsOf(packed: string): ProbeColumns {
  const probes = unpackProbes(packed);
  return {
    sentAt: Float64Array.from(probes, ({sentAt}) => sentAt),
    rtt: Float32Array.from(probes, ({rtt}) => rtt ?? Number.NaN),
    isLost: Uint8Array.from(probes, ({rtt, isLate}) => (rtt === undefined || isLate ? 1 : 0)),
  };
}

/** The first index whose moment is not before `moment`. */
export function firstFrom(moments: ArrayLike<number>, moment: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] as number) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
