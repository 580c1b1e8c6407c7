/**
 * A topology with its plan.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import type {Topology} from '@vip/analysis/internal';
import type {LabPlan} from './plan.js';

/** With this, an entry lasts at least half an hour: only a frame changes it, never a timer. Milliseconds. */
export const PATIENT_REACHABLE_MS = 3_600_000;

/** A topology with its plan. */
export interface LabTopology extends Topology, LabPlan {}

export interface TopologyOptions {
  readonly settings: LabSettings;
  /**
   * How long an observer's entry stays REACHABLE, in milliseconds. Linux draws the time it really uses at
   * random between half and one and a half of this. Absent: the kernel's own 30 s.
   */
  readonly baseReachableMs?: number | undefined;
}
