/**
 * `vip trial`: trials of failover software.
 *
 * @module
 */

import type {TcpPlan} from '@vip/analysis';
import {abridged, familiesOf, TOPOLOGIES} from '@vip/analysis/internal';
import {
  checkClientSysctls,
  checkFamilies,
  checkTools,
  defaultFault,
  driverFor,
  movingOf,
  planTcp,
  predictionText,
  trialForecasts,
} from '@vip/core/internal';
import {gainNoRights} from '@vip/core/internal/privileges';
import {typedWords} from '../command-words.js';
import {interruptible} from '../exit.js';
import type {TrialCommandOptions} from '../grammar/trial.js';
import {printNote} from '../note.js';
import {DRIVER} from '../options/driver.js';
import {CLIENT_SYSCTL, FAULT} from '../options/fault.js';
import {blaming} from '../options/option.js';
import {TCP, USUAL} from '../options/tcp.js';
import type {CheckedTrial} from './checked-trial.js';
import {checkCriteria, checkLimits, checkSessionLimits, criteriaOf, namesOfObservers} from './criteria.js';
import {topologyFile} from './settings.js';
import {checkOnCluster} from './trial-cluster.js';
import {concludeSeries, prepareSeries} from './trial-conclusion.js';
import {chooseDriver} from './trial-driver.js';
import {trialPlace} from './trial-lab.js';
import {checkPlace} from './trial-place.js';
import {runSeries, runsInLab} from './trial-series.js';

export async function trial(options: TrialCommandOptions): Promise<number> {
  const checked = checkTrial(options, typedWords());
  const outputs = prepareSeries(options, checked.inputs);
  await checked.agree();
  const series = await checked.run(interruptible(), outputs.out);
  return concludeSeries(series, {options, criteria: checked.criteria, outputs});
}

/**
 * Checks a trial: with `--on` on machines that exist, otherwise in a lab with the driver that the options are for.
 *
 * @param command the command line after `vip`, for the record of its runs
 * @throws VipError `BAD_ARGUMENT` that names the option, `NOT_FOUND` for missing software: nothing was touched
 */
export function checkTrial(options: TrialCommandOptions, command: readonly string[]): CheckedTrial {
  return options.on === undefined ? checkInLab(options, command) : checkOnCluster(options, command);
}

function checkInLab(options: TrialCommandOptions, command: readonly string[]): CheckedTrial {
  const driver = chooseDriver(options);
  const fault = options.fault ?? defaultFault(driver);
  blaming(FAULT, () => driverFor(driver, fault), fault.name);
  const place = trialPlace(options, driver);
  const {settings, second, more, topology, furtherLinks, unmeasured = []} = place;
  checkPlace(options, {...place, driver, fault});
  const families = familiesOf(place);
  blaming(DRIVER, () => checkFamilies(driver, families), driver.name);
  const sysctls = (options.clientSysctl ?? []).map(([name]) => name);
  blaming(CLIENT_SYSCTL, () => checkClientSysctls(families, sysctls));
  const criteria = criteriaOf(options);
  const names = namesOfObservers({
    ...{kind: 'trial', settings, topology},
    ...(second && {second}),
    ...(more && {more}),
  });
  checkLimits(criteria, names);
  checkCriteria(criteria, options.runs ?? 1, names);
  checkSessionLimits(criteria, options.tcp !== undefined);
  const tcp = tcpPlan(options);
  checkTools(`driver ${driver.name}`, driver.needs);
  checkTools('fault', {nft: 'nftables'});
  const moving = movingOf({settings, second, more});
  const forecasts = trialForecasts(driver, moving, fault, TOPOLOGIES[topology]);
  const plan = {settings, second, more, topology, furtherLinks, driver, fault, tcp, command};
  return {
    criteria,
    inputs: [topologyFile(options.topology), ...(options.config ?? [])],
    agree: async () => {},
    run: (signal, out) => {
      for (const forecast of forecasts)
        printNote(`vip audit predicts${predictionText(forecast, moving.length)}`);
      if (unmeasured.length > 0)
        printNote(`not measured: ${abridged(unmeasured)}: out of reach of the lab's observers, or too many`);
      gainNoRights();
      return runSeries(options, runsInLab(options, plan), signal, out);
    },
  };
}

/** Undefined without sessions. @throws VipError `BAD_ARGUMENT` for some that the server cannot have */
function tcpPlan({tcp, tcpDeadline, tcpPort, http}: TrialCommandOptions): TcpPlan | undefined {
  if (tcp === undefined) return undefined;
  const groups = tcp === USUAL ? undefined : tcp;
  return blaming(TCP, () => planTcp({groups, port: tcpPort, path: http, deadlineMs: tcpDeadline}));
}
