/**
 * `vip trial`: trials of failover software.
 *
 * @module
 */

import {type TcpPlan, TOPOLOGIES, topologyOf, USUAL_TOPOLOGY} from '@vip/analysis';
import {
  checkClientSysctls,
  checkFamilies,
  checkTools,
  defaultFault,
  driverFor,
  judgeSeries,
  planTcp,
  reportData,
  trialForecast,
} from '@vip/core';
import type {TrialOptions} from '../grammar/trial.js';
import {DRIVER} from '../options/driver.js';
import {CLIENT_SYSCTL, FAULT} from '../options/fault.js';
import {blaming} from '../options/option.js';
import {TCP, USUAL} from '../options/tcp.js';
import {note} from '../output.js';
import {prepareRunOutputs} from '../outputs/prepare-run.js';
import {saveReport} from '../report-file.js';
import {timelineFiles} from '../saved-timelines.js';
import {pictureBeside} from './continuous-integration.js';
import {checkLimits, checkRuns, checkSessionLimits, criteriaOf} from './criteria.js';
import {readFamilies, topologyFile} from './settings.js';
import {chooseDriver} from './trial-driver.js';
import {describingFailure, exitOf, saveOutcome, tellOutcome} from './trial-outcome.js';
import {checkPlace} from './trial-place.js';
import {runSeries} from './trial-series.js';

export async function trial(options: TrialOptions): Promise<number> {
  const driver = chooseDriver(options);
  const fault = options.fault ?? defaultFault(driver);
  blaming(FAULT, () => driverFor(driver, fault), fault.name);
  const place = readFamilies(options, USUAL_TOPOLOGY.trial);
  const {settings, second, topology} = place;
  checkPlace(options, {...place, driver, fault});
  const families = second === undefined ? [settings] : [settings, second];
  blaming(DRIVER, () => checkFamilies(driver, families), driver.name);
  const sysctls = (options.clientSysctl ?? []).map(([name]) => name);
  blaming(CLIENT_SYSCTL, () => checkClientSysctls(families, sysctls));
  const criteria = criteriaOf(options);
  checkLimits(criteria, topologyOf({kind: 'trial', settings, topology, ...(second && {second})}));
  checkRuns(criteria, options.runs ?? 1);
  checkSessionLimits(criteria, options.tcp !== undefined);
  const tcp = tcpPlan(options);
  checkTools(`driver ${driver.name}`, driver.needs);
  checkTools('fault', {nft: 'nftables'});
  const summaryPicture = pictureBeside(options.summary);
  const outputs = prepareRunOutputs({...options, summaryPicture}, [
    topologyFile(options.topology),
    ...(options.config ?? []),
    ...(options.baseline === undefined ? [] : timelineFiles(options.baseline)),
  ]);
  const forecast = trialForecast(driver, settings, fault, TOPOLOGIES[topology]);
  if (forecast !== undefined) note(`vip audit predicts: ${forecast.text}`);
  const plan = {settings, second, topology, driver, fault, tcp};
  const {reports, parts, failure} = await runSeries(options, plan, outputs.out);
  const outcome = {reports, judgement: judgeSeries(reports, criteria), criteria, failure};
  tellOutcome(outcome, options);
  if (outputs.report !== undefined) await saveReport(outputs.report, reportData(parts, criteria));
  await saveOutcome(outcome, outputs);
  if (failure !== undefined) throw describingFailure(failure);
  return exitOf(outcome.judgement);
}

/** Undefined without sessions. @throws VipError `BAD_ARGUMENT` for some that the server cannot have */
function tcpPlan({tcp, tcpDeadline, tcpPort, http}: TrialOptions): TcpPlan | undefined {
  if (tcp === undefined) return undefined;
  const groups = tcp === USUAL ? undefined : tcp;
  return blaming(TCP, () => planTcp({groups, port: tcpPort, path: http, deadlineMs: tcpDeadline}));
}
