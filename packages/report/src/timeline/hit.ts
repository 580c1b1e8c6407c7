/**
 * What is under the pointer.
 *
 * @module
 */

import type {BandData} from '@vip/core/internal/report';
import type {ReportFrame} from '../frame-model.js';
import {firstFrom, type Lane, type ProbeColumns} from './layout.js';
import {rttPlace} from './paint-probes.js';
import type {Scene} from './scene.js';

export type Hit =
  | {readonly kind: 'frame'; readonly frame: ReportFrame}
  | {
      readonly kind: 'probe';
      readonly lane: Lane;
      readonly sentAt: number;
      readonly rtt: number;
      readonly isLost: boolean;
    }
  | {readonly kind: 'band'; readonly lane: Lane; readonly name: string; readonly band: BandData}
  | {readonly kind: 'outage'; readonly lane: Lane; readonly text: string};

/** How far from something the pointer may be. CSS pixels. */
const REACH = 9;

export function hitAt(scene: Scene, px: number, py: number): Hit | undefined {
  const {layout, x} = scene;
  if (px < layout.gutter) return undefined;
  for (const lane of layout.lanes) {
    const row = lane.rows.find(({y, height}) => py >= y - 1 && py <= y + height + 1);
    if (row === undefined) continue;
    const moment = x.invert(px);
    if (row.kind === 'frames') {
      const frame = nearestFrame(row.frames, px, scene);
      return frame === undefined ? undefined : {kind: 'frame', frame};
    }
    if (row.kind === 'bands') {
      const band = row.bands.findLast(({from, to}) => from <= moment && moment <= to);
      return band === undefined ? undefined : {kind: 'band', lane, name: row.name, band};
    }
    const probe = nearestProbe(scene, row.probes, px, py, row.y, row.height);
    if (probe !== undefined) return {kind: 'probe', lane, ...probe};
    const outage = lane.data.outages.find(({mostFrom, mostTo}) => mostFrom <= moment && moment <= mostTo);
    return outage === undefined ? undefined : {kind: 'outage', lane, text: outage.text};
  }
  return undefined;
}

/** The nearest frame; of several at the same place, the one that announces. */
function nearestFrame(frames: readonly ReportFrame[], px: number, {x}: Scene): ReportFrame | undefined {
  let best: {frame: ReportFrame; far: number} | undefined;
  for (const frame of frames) {
    const far = Math.abs(x(frame.at) - px) - (frame.description.kind === 'announcement' ? 3 : 0);
    if (far <= REACH && (best === undefined || far < best.far)) best = {frame, far};
  }
  return best?.frame;
}

function nearestProbe(
  {x}: Scene,
  {sentAt, rtt, isLost}: ProbeColumns,
  px: number,
  py: number,
  y: number,
  height: number,
): {sentAt: number; rtt: number; isLost: boolean} | undefined {
  const last = firstFrom(sentAt, x.invert(px + REACH));
  let best: {index: number; far: number} | undefined;
  // If very many are that close, those next to the pointer are enough.
  const first = Math.max(firstFrom(sentAt, x.invert(px - REACH)), last - 20_000);
  for (let index = first; index < last; index++) {
    const time = rtt[index] as number;
    const level = Number.isNaN(time) ? y + 6 : rttPlace(time, y, height);
    const far = Math.hypot(x(sentAt[index] as number) - px, level - py);
    if (far <= REACH && (best === undefined || far < best.far)) best = {index, far};
  }
  if (best === undefined) return undefined;
  const {index} = best;
  return {sentAt: sentAt[index] as number, rtt: rtt[index] as number, isLost: isLost[index] === 1};
}
