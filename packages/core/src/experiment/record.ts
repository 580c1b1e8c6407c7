/**
 * What the timeline of the failover begins with.
 *
 * @module
 */

import type {RunEvent} from '@vip/analysis';
import {kernelTime} from '@vip/arp/link';
import {type LabTopology, PATIENT_REACHABLE_MS} from '../lab/lab-topology.js';
import {macvlanTopology} from '../lab/macvlan-topology.js';
import {parentTopology} from '../lab/parent-topology.js';
import {sysctlsOf} from '../lab/plan.js';
import {versions} from '../version.js';
import type {FailoverPlan} from './options.js';

export function failoverRecord(plan: FailoverPlan): RunEvent {
  const {settings, delayMs, probeIntervalMs, announce, parent, command} = plan;
  return {
    at: kernelTime(),
    node: 'lab',
    kind: 'run',
    settings,
    delayMs,
    probeIntervalMs,
    ...(announce === undefined ? {} : {announce}),
    ...(parent === undefined ? {} : {parent: parent.iface}),
    versions: versions(),
    ...(command === undefined ? {} : {command}),
    sysctls: sysctlsOf(topologyFor(plan, '')),
  };
}

/** @param run marks interfaces in the machine's own namespace */
export function topologyFor({settings, announce, parent}: FailoverPlan, run: string): LabTopology {
  const baseReachableMs = announce === undefined ? undefined : PATIENT_REACHABLE_MS;
  if (parent === undefined) return macvlanTopology({settings, baseReachableMs});
  const {iface, gateway} = parent;
  return parentTopology({settings, baseReachableMs, parent: iface, gateway, run});
}
