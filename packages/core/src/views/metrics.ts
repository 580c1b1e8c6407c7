/**
 * A series of trials as metrics, in Prometheus' text format: what GitLab compares between a merge request and its target, and what any
 * Prometheus reads.
 *
 * @module
 */

import {type Bounds, largest} from '@vip/analysis';
import {Gauge, Registry} from 'prom-client';
import {FIGURE_NAMES, figureOf} from '../trial/figures.js';
import type {TrialReport} from '../trial/report.js';

/** The text, with a newline at its end. Seconds; a figure without an upper bound is `+Inf`. */
export async function trialMetrics(reports: readonly TrialReport[]): Promise<string> {
  const registry = new Registry();
  const labelNames = ['driver', 'fault', 'observer', 'figure', 'bound'] as const;
  const outage = new Gauge({
    name: 'vip_trial_outage_seconds',
    help: 'Outages of a series of trials: a figure of all runs, its lower and upper bound',
    labelNames,
    registers: [registry],
  });
  const runs = new Gauge({
    name: 'vip_trial_runs',
    help: 'Runs of the series',
    labelNames: ['driver', 'fault'] as const,
    registers: [registry],
  });
  const hung = new Gauge({
    name: 'vip_trial_hung_sessions',
    help: 'TCP sessions that hang, in the worst run',
    labelNames: ['driver', 'fault'] as const,
    registers: [registry],
  });
  const [first] = reports;
  if (first === undefined) return registry.metrics();
  const {driver, fault} = first.trial;
  runs.set({driver, fault}, reports.length);
  for (const {name: observer} of first.observers) {
    const all = reports.flatMap(({observers}) => observers.find(({name}) => name === observer)?.outage ?? []);
    for (const figure of FIGURE_NAMES) {
      const bounds = figureOf(all, figure);
      if (bounds !== undefined) setBounds(outage, {driver, fault, observer, figure}, bounds);
    }
  }
  const counts = reports.flatMap(({sessions}) => sessions?.hung ?? []);
  if (counts.length > 0) hung.set({driver, fault}, largest(counts));
  else registry.removeSingleMetric('vip_trial_hung_sessions');
  return registry.metrics();
}

type Labels = Readonly<Record<'driver' | 'fault' | 'observer' | 'figure', string>>;

function setBounds(gauge: Gauge<keyof Labels | 'bound'>, labels: Labels, {leastNs, mostNs}: Bounds): void {
  gauge.set({...labels, bound: 'least'}, Number(leastNs) / 1e9);
  gauge.set(
    {...labels, bound: 'most'},
    mostNs === undefined ? Number.POSITIVE_INFINITY : Number(mostNs) / 1e9,
  );
}
