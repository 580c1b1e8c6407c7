/**
 * The record of a trial: the first event of its timeline.
 *
 * @module
 */

import type {TrialEvent} from '@vip/analysis';
import {familiesOf, TOPOLOGIES} from '@vip/analysis/internal';
import {kernelTime} from '@vip/arp/link';
import {sysctlsOf} from '../lab/plan.js';
import {versions} from '../version.js';
import {formatFault} from './fault.js';
import {trialForecasts} from './forecast.js';
import {movingOf, placeOfPlan, type TrialPlan} from './options.js';
import {withoutSecrets} from './secrets.js';
import {trialTopology} from './trial-topology.js';
import {describeLoss} from './wire.js';

/** @param software the version of the software under test, if it has one */
export function trialRecord(plan: TrialPlan, software: string | undefined): TrialEvent {
  const {driver, fault, probeIntervalMs, phaseMs, seed, steadyMs, clientSysctls, tcp, command} = plan;
  const place = placeOfPlan(plan);
  const forecasts = trialForecasts(driver, movingOf(plan), fault, TOPOLOGIES[plan.topology]);
  return {
    at: kernelTime(),
    node: 'lab',
    kind: 'trial',
    driver: driver.name,
    fault: formatFault(fault),
    impairments: impairmentsOf(plan),
    ...place,
    probeIntervalMs,
    phaseMs,
    seed,
    ...(steadyMs === undefined ? {} : {steadyMs}),
    clientSysctls,
    ...(tcp === undefined ? {} : {tcp}),
    ...configurationsOf(plan),
    ...(forecasts.length === 0 ? {} : {forecasts}),
    versions: {...versions(), ...(software === undefined ? {} : {software})},
    ...(command === undefined ? {} : {command}),
    sysctls: sysctlsOf(trialTopology(place, clientSysctls)),
  };
}

/** Reports are shared: whatever follows a word for a password is left out. */
function configurationsOf(plan: TrialPlan): Pick<TrialEvent, 'configurations'> {
  const configurations = plan.driver.configurations?.(familiesOf(placeOfPlan(plan)));
  if (configurations === undefined) return {};
  const entries = Object.entries(configurations).map(([node, text]) => [node, withoutSecrets(text)]);
  return {configurations: Object.fromEntries(entries)};
}

function impairmentsOf({dropGarp, forwardDelayMs, settings}: TrialPlan): string[] {
  return [
    ...(dropGarp === undefined ? [] : [`the switch ${describeLoss(dropGarp)}`]),
    ...(forwardDelayMs === undefined
      ? []
      : [`the port to ${settings.passive.node} forwards ${forwardDelayMs} ms late`]),
  ];
}
