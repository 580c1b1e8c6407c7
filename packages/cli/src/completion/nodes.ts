/**
 * The nodes of a lab, by name.
 *
 * @module
 */

import {DEFAULT_SETTINGS, TOPOLOGIES, type TopologyName} from '@vip/analysis/internal';
import {HOST} from '@vip/core';
import {arrangedFor, namedTopology} from '@vip/core/internal';

/** The host first, then the nodes of any topology. */
export const NODES: readonly string[] = [
  ...new Set([HOST, ...(Object.keys(TOPOLOGIES) as TopologyName[]).flatMap(nodesOf)]),
];

function nodesOf(topology: TopologyName): readonly string[] {
  return namedTopology(arrangedFor(topology, DEFAULT_SETTINGS), topology).nodes;
}
