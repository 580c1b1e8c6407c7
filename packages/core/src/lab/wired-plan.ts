/**
 * The plan of a topology whose wiring is known, with every switch, cable and address. Pure.
 *
 * @module
 */

import type {LabSettings, TrialEvent} from '@vip/analysis';
import {familiesOf, topologyOf} from '@vip/analysis/internal';
import type {LabTopology} from './lab-topology.js';
import {HOST} from './plan.js';
import {QUIET_DEFAULTS} from './sysctls.js';
import {WiredWorks, type WiredWorksOptions} from './wired-works.js';
import {cableCommands, switchWorks, trunkWorks} from './wiring-commands.js';

/** The addresses of each family of a lab, and how its nodes are connected. */
export interface LabPlace extends Pick<TrialEvent, 'topology'> {
  readonly settings: LabSettings;
  readonly second?: LabSettings;
  /** If a family has several VIPs: the settings of those beyond the first, with the same stations. */
  readonly more?: readonly LabSettings[];
}

export function wiredTopology(record: LabPlace, options: WiredWorksOptions = {}): LabTopology {
  const topology = topologyOf({kind: 'trial', ...record});
  const {wiring, means} = topology.kind;
  const {settings} = record;
  const nodes = new WiredWorks(topology.kind, familiesOf(record), options);
  const works = [
    ...switchWorks(wiring, settings),
    ...nodes.claimants(),
    ...nodes.observers(),
    ...nodes.router(),
    ...nodes.behindRouter(),
  ];
  return {
    ...topology,
    nodes: [...new Set(works.map(({node}) => node))].filter(node => node !== HOST),
    defaults: QUIET_DEFAULTS,
    stages: [
      {
        name: 'trial',
        purpose: means,
        steps: [
          [{node: HOST, sysctls: QUIET_DEFAULTS, commands: cableCommands(wiring, settings)}],
          // An interface must exist before it can be set.
          trunkWorks(wiring, settings),
          works,
          nodes.heartbeats(),
          nodes.detection(),
        ],
      },
    ],
  };
}
