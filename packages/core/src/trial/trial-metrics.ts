/**
 * Series of trials as metrics, in Prometheus' text format, which GitLab compares between a merge request and its target, and any
 * Prometheus reads.
 *
 * @module
 */

import type {Bounds} from '@vip/analysis';
import {largest} from '@vip/analysis/internal';
import {Gauge, Registry} from 'prom-client';
import {FIGURE_NAMES, figureOf} from './figures.js';
import type {SeriesOutcome} from './outcome.js';

/** The labels of a series; `trial` is its name in a scenario. */
const SERIES = ['trial', 'driver', 'fault'] as const;

type Series = Partial<Record<(typeof SERIES)[number], string>>;

/** The text, with a newline at its end. Seconds; a figure without an upper bound is `+Inf`. */
export async function trialMetrics(outcomes: readonly SeriesOutcome[]): Promise<string> {
  const gauges = new TrialGauges();
  for (const outcome of outcomes) gauges.set(outcome);
  return gauges.text();
}

class TrialGauges {
  readonly #registry = new Registry();
  readonly #outage = this.#gauge(
    'vip_trial_outage_seconds',
    'Outages of a series of trials: a figure of all runs, its lower and upper bound',
    [...SERIES, 'observer', 'figure', 'bound'],
  );
  readonly #runs = this.#gauge('vip_trial_runs', 'Runs of the series', SERIES);
  readonly #hung = this.#gauge('vip_trial_hung_sessions', 'TCP sessions that hang, in the worst run', SERIES);
  #hasSessions = false;

  set({name, reports}: SeriesOutcome): void {
    const [first] = reports;
    if (first === undefined) return;
    const {driver, fault} = first.trial;
    const series: Series = {...(name === undefined ? {} : {trial: name}), driver, fault};
    this.#runs.set(series, reports.length);
    for (const {name: observer} of first.observers) {
      const all = reports.flatMap(
        ({observers}) => observers.find(one => one.name === observer)?.outage ?? [],
      );
      for (const figure of FIGURE_NAMES) {
        const bounds = figureOf(all, figure);
        if (bounds !== undefined) this.#setBounds({...series, observer, figure}, bounds);
      }
    }
    const counts = reports.flatMap(({sessions}) => sessions?.hung ?? []);
    if (counts.length === 0) return;
    this.#hasSessions = true;
    this.#hung.set(series, largest(counts));
  }

  text(): Promise<string> {
    if (!this.#hasSessions) this.#registry.removeSingleMetric('vip_trial_hung_sessions');
    return this.#registry.metrics();
  }

  #setBounds(labels: Readonly<Record<string, string>>, {leastNs, mostNs}: Bounds): void {
    this.#outage.set({...labels, bound: 'least'}, Number(leastNs) / 1e9);
    const most = mostNs === undefined ? Number.POSITIVE_INFINITY : Number(mostNs) / 1e9;
    this.#outage.set({...labels, bound: 'most'}, most);
  }

  #gauge(name: string, help: string, labelNames: readonly string[]): Gauge {
    return new Gauge({name, help, labelNames: [...labelNames], registers: [this.#registry]});
  }
}
