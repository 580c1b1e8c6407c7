/**
 * A topology by its name, with its plan, as a lab that holds the VIP from the start. Pure.
 *
 * @module
 */

import type {LabSettings} from '@vip/analysis';
import {TOPOLOGIES, type TopologyName, USUAL_TOPOLOGY} from '@vip/analysis/internal';
import type {LabTopology} from './lab-topology.js';
import {macvlanTopology} from './macvlan-topology.js';
import {wiredTopology} from './wired-plan.js';

/** @param settings as the topology arranges them */
export function namedTopology(settings: LabSettings, topology: TopologyName): LabTopology {
  if (topology === USUAL_TOPOLOGY.run) return macvlanTopology({settings});
  return wiredTopology({settings, topology}, {isHeld: true});
}

/** The settings as a topology arranges them. @throws VipError `BAD_ARGUMENT` where they leave no room for that */
export function arrangedFor(topology: TopologyName, settings: LabSettings): LabSettings {
  return TOPOLOGIES[topology].arrange?.(settings) ?? settings;
}
