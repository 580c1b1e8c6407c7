/**
 * `vip trial`: trials of failover software.
 *
 * @module
 */

import {hostname} from 'node:os';
import {type TcpPlan, topologyOf} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {
  type Criteria,
  checkClientSysctls,
  checkFamilies,
  checkTools,
  defaultFault,
  describeJudgement,
  distributions,
  driverFor,
  formatForecasts,
  formatJudgement,
  formatSeries,
  formatTrial,
  isHeld,
  type Judgement,
  judgementText,
  judgeSeries,
  junitReport,
  planTcp,
  reportData,
  type TrialReport,
  trialForecast,
  trialSettings,
} from '@vip/core';
import {EXIT} from '../exit.js';
import type {TrialOptions} from '../grammar/trial.js';
import {DRIVER, VRRP} from '../options/driver.js';
import {CLIENT_SYSCTL, FAULT} from '../options/fault.js';
import {blaming} from '../options/option.js';
import {TCP, USUAL} from '../options/tcp.js';
import {note, print, printJson} from '../output.js';
import {prepareRunOutputs} from '../outputs/prepare-run.js';
import {saveReport} from '../report-file.js';
import {checkLimits, checkRuns, checkSessionLimits, criteriaOf} from './criteria.js';
import {readFamilies} from './settings.js';
import {chooseDriver} from './trial-driver.js';
import {runSeries} from './trial-series.js';

export async function trial(options: TrialOptions): Promise<number> {
  const driver = chooseDriver(options);
  const fault = options.fault ?? defaultFault(driver);
  blaming(FAULT, () => driverFor(driver, fault), fault.name);
  const {settings: first, second: other} = readFamilies(options);
  const settings = trialSettings(first, fault);
  const second = other && trialSettings(other, fault);
  const families = second === undefined ? [settings] : [settings, second];
  blaming(DRIVER, () => checkFamilies(driver, families), driver.name);
  const sysctls = (options.clientSysctl ?? []).map(([name]) => name);
  blaming(CLIENT_SYSCTL, () => checkClientSysctls(families, sysctls));
  const criteria = criteriaOf(options);
  checkLimits(criteria, topologyOf({kind: 'trial', settings, ...(second && {second})}));
  checkRuns(criteria, options.runs ?? 1);
  checkSessionLimits(criteria, options.tcp !== undefined);
  const tcp = tcpPlan(options);
  checkTools(`driver ${driver.name}`, driver.needs);
  checkTools('fault', {nft: 'nftables'});
  const outputs = prepareRunOutputs(options, [options.topology, ...(options.config ?? [])]);
  const forecast = trialForecast(driver, settings, fault);
  if (forecast !== undefined) note(`vip audit predicts: ${forecast.text}`);
  const plan = {settings, second, driver, fault, tcp};
  const {reports, parts, failure} = await runSeries(options, plan, outputs.out);
  const judgement = judgeSeries(reports, criteria);
  if (options.json === true)
    printJson({kind: 'summary', distributions: distributions(reports), ...describeJudgement(judgement)});
  else if (failure?.code !== 'BAD_ARGUMENT') tell(reports, judgement, criteria);
  if (outputs.report !== undefined) await saveReport(outputs.report, reportData(parts, criteria));
  await outputs.junit?.save(junitReport(reports, judgement, criteria, hostname()));
  if (failure !== undefined) fail(failure, reports);
  return exitOf(judgement);
}

/** An argument that only a run can check is a line that keepalived rejects; the run was refused, so nothing else is said. */
function fail(failure: VipError, reports: readonly TrialReport[]): never {
  const refuse = (): never => {
    throw failure;
  };
  if (failure.code === 'BAD_ARGUMENT') return blaming(VRRP, refuse);
  tellLastWords(reports);
  return refuse();
}

/** Undefined without sessions. @throws VipError `BAD_ARGUMENT` for some that the server cannot have */
function tcpPlan({tcp, tcpDeadline, tcpPort, http}: TrialOptions): TcpPlan | undefined {
  if (tcp === undefined) return undefined;
  const groups = tcp === USUAL ? undefined : tcp;
  return blaming(TCP, () => planTcp({groups, port: tcpPort, path: http, deadlineMs: tcpDeadline}));
}

function tell(reports: readonly TrialReport[], judgement: Judgement, criteria: Criteria): void {
  const [only] = reports;
  if (reports.length === 1 && only !== undefined) print(formatTrial(only));
  else print([...formatSeries(distributions(reports)), ...formatForecasts(reports)]);
  print(formatJudgement(judgement));
  const words = judgementText(judgement, criteria);
  if (words !== '') print('', words);
}

/** The last output of the software, before the reason why the run failed. */
function tellLastWords(reports: readonly TrialReport[]): void {
  for (const {node, lines} of reports.at(-1)?.failure?.lastWords ?? []) {
    for (const line of lines) note(`${node} said: ${line}`);
  }
}

function exitOf(judgement: Judgement): number {
  if (!isHeld(judgement)) return EXIT.no;
  if (judgement.isMeasured) return EXIT.done;
  throw new VipError(
    'NOT_POSSIBLE',
    'trial: an outage had not ended when the trial did, so its length is unknown',
  );
}
