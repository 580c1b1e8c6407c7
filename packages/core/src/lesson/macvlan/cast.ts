/**
 * The lab of the macvlans: a parent and its two children on one machine, and an external node at the switch.
 *
 * @module
 */

import {SWITCH} from '@vip/analysis/internal';
import {cabledPlan} from '../../lab/cabled-plan.js';
import type {LabPlan} from '../../lab/plan.js';
import type {LessonStation} from '../lesson.js';

/** The switch's end of the host's cable. Whatever is captured here was on the wire. */
export const WIRE = {node: SWITCH, iface: 'to-host'};

/** The place of each of the lesson's interfaces. */
export interface Cast {
  /** The parent itself, which has the client's address until `mcv-client` exists. */
  readonly parent: Omit<LessonStation, 'mac'>;
  readonly child: LessonStation;
  readonly sibling: LessonStation;
  readonly ext: LessonStation;
}

export function castPlan({parent, child, sibling, ext}: Cast): LabPlan {
  return cabledPlan('macvlan', {
    cables: [
      [parent, WIRE],
      [ext, {node: SWITCH, iface: 'to-ext'}],
    ],
    others: [child.node, sibling.node],
    switches: [SWITCH],
  });
}
