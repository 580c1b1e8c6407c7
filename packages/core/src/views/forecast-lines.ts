/**
 * What `vip audit` predicts for a trial, and whether it came true, in sentences. Pure.
 *
 * @module
 */

import type {Forecast} from '@vip/analysis';
import {listed, movingAddresses, wrap} from '@vip/analysis/internal';
import type {AddressOutcome, ForecastOutcome} from '../trial/forecast-outcome.js';
import type {TrialReport} from '../trial/trial-report.js';
import {markedLines} from './marked-lines.js';

/** The text after `Predicted`: ` for 10.3.2.200 and 10.3.2.201: if ns0 crashes: ...`. @param moving how many addresses the trial has */
export function predictionText({ips, text}: Pick<Forecast, 'ips' | 'text'>, moving: number): string {
  return `${moving > 1 ? ` for ${listed(ips)}` : ''}: ${text}`;
}

/**
 * For each address: `It came true: ns1 took over 3.611 s after the last advertisement, dark for 2910 ms ± 5 ms.`
 *
 * @param moving as for `predictionText`
 */
export function outcomeTexts({addresses}: Pick<ForecastOutcome, 'addresses'>, moving: number): string[] {
  return addresses.map(outcome => {
    const where = moving > 1 ? ` for ${outcome.ip}` : '';
    return `${VERDICTS[verdictOf(outcome)]}${where}: ${outcome.measured}.`;
  });
}

const VERDICTS = {held: 'It came true', failed: 'It did not come true', open: 'Measured'} as const;

function verdictOf({cameTrue}: AddressOutcome): keyof typeof VERDICTS {
  return cameTrue === undefined ? 'open' : cameTrue ? 'held' : 'failed';
}

/** The part of a run's report with its predictions. */
type Foretold = Pick<TrialReport, 'trial' | 'forecasts'>;

/** Each prediction, and whether it came true at each of its addresses. */
export function formatForecasts({trial, forecasts = []}: Foretold): string[] {
  const moving = movingAddresses(trial).length;
  return forecasts.flatMap(forecast => [
    ...wrap(`Predicted${predictionText(forecast, moving)}.`),
    ...outcomeTexts(forecast, moving).flatMap(wrap),
  ]);
}

/** In how many runs of a series each prediction came true; where one did not, what was measured instead. */
export function formatForecastsOf(reports: readonly Foretold[]): string[] {
  const first = reports.find(({forecasts = []}) => forecasts.some(hasOutcome));
  if (first?.forecasts === undefined) return [];
  const moving = movingAddresses(first.trial).length;
  return first.forecasts
    .filter(hasOutcome)
    .flatMap(forecast => [
      '',
      ...wrap(`Predicted${predictionText(forecast, moving)}.`),
      ...forecast.ips.flatMap(ip => formatRuns(ip, outcomesOf(reports, ip), moving)),
    ]);
}

function hasOutcome({addresses}: ForecastOutcome): boolean {
  return addresses.some(({cameTrue}) => cameTrue !== undefined);
}

interface RunOutcome extends AddressOutcome {
  readonly run: number;
}

/** The outcomes in the runs that show it. */
function outcomesOf(reports: readonly Foretold[], ip: string): RunOutcome[] {
  return reports.flatMap(({forecasts = []}, index) =>
    forecasts
      .flatMap(({addresses}) => addresses)
      .filter(outcome => outcome.ip === ip && outcome.cameTrue !== undefined)
      .map(outcome => ({run: index + 1, ...outcome})),
  );
}

function formatRuns(ip: string, told: readonly RunOutcome[], moving: number): string[] {
  const failed = told.filter(({cameTrue}) => cameTrue === false);
  return [
    `It came true${moving > 1 ? ` for ${ip}` : ''} in ${told.length - failed.length} of ${told.length} runs.`,
    ...failed.flatMap(({run, measured}) => markedLines(`run ${run}: ${measured}`)),
  ];
}
