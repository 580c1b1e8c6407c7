/**
 * `vip trial`: trials of failover software.
 *
 * @module
 */

import {abridged, type TcpPlan, TOPOLOGIES} from '@vip/analysis';
import {
  checkClientSysctls,
  checkFamilies,
  checkTools,
  defaultFault,
  driverFor,
  planTcp,
  trialForecast,
} from '@vip/core';
import {gainNoRights} from '@vip/core/privileges';
import type {TrialOptions} from '../grammar/trial.js';
import {DRIVER} from '../options/driver.js';
import {CLIENT_SYSCTL, FAULT} from '../options/fault.js';
import {blaming} from '../options/option.js';
import {TCP, USUAL} from '../options/tcp.js';
import {note} from '../output.js';
import {checkLimits, checkRuns, checkSessionLimits, criteriaOf, namesOfObservers} from './criteria.js';
import {topologyFile} from './settings.js';
import {trialOnCluster} from './trial-cluster.js';
import {concludeSeries, prepareSeries} from './trial-conclusion.js';
import {chooseDriver} from './trial-driver.js';
import {trialPlace} from './trial-lab.js';
import {checkPlace} from './trial-place.js';
import {runSeries, runsInLab} from './trial-series.js';

/** With `--on` on machines that exist; otherwise in a lab, with the driver that the options are for. */
export function trial(options: TrialOptions): Promise<number> {
  return options.on === undefined ? trialInLab(options) : trialOnCluster(options);
}

async function trialInLab(options: TrialOptions): Promise<number> {
  const driver = chooseDriver(options);
  const fault = options.fault ?? defaultFault(driver);
  blaming(FAULT, () => driverFor(driver, fault), fault.name);
  const place = trialPlace(options, driver);
  const {settings, second, more, topology, furtherLinks, unmeasured = []} = place;
  checkPlace(options, {...place, driver, fault});
  const families = second === undefined ? [settings] : [settings, second];
  blaming(DRIVER, () => checkFamilies(driver, families), driver.name);
  const sysctls = (options.clientSysctl ?? []).map(([name]) => name);
  blaming(CLIENT_SYSCTL, () => checkClientSysctls(families, sysctls));
  const criteria = criteriaOf(options);
  checkLimits(
    criteria,
    namesOfObservers({kind: 'trial', settings, topology, ...(second && {second}), ...(more && {more})}),
  );
  checkRuns(criteria, options.runs ?? 1);
  checkSessionLimits(criteria, options.tcp !== undefined);
  const tcp = tcpPlan(options);
  checkTools(`driver ${driver.name}`, driver.needs);
  checkTools('fault', {nft: 'nftables'});
  const outputs = prepareSeries(options, [topologyFile(options.topology), ...(options.config ?? [])]);
  const forecast = trialForecast(driver, settings, fault, TOPOLOGIES[topology]);
  if (forecast !== undefined) note(`vip audit predicts: ${forecast.text}`);
  if (unmeasured.length > 0)
    note(`not measured: ${abridged(unmeasured)}: out of reach of the lab's observers, or too many`);
  const plan = {settings, second, more, topology, furtherLinks, driver, fault, tcp};
  gainNoRights();
  const series = await runSeries(options, runsInLab(options, plan), outputs.out);
  return concludeSeries(series, {options, criteria, outputs});
}

/** Undefined without sessions. @throws VipError `BAD_ARGUMENT` for some that the server cannot have */
function tcpPlan({tcp, tcpDeadline, tcpPort, http}: TrialOptions): TcpPlan | undefined {
  if (tcp === undefined) return undefined;
  const groups = tcp === USUAL ? undefined : tcp;
  return blaming(TCP, () => planTcp({groups, port: tcpPort, path: http, deadlineMs: tcpDeadline}));
}
