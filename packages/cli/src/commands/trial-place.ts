/**
 * Whether a trial is possible in a topology: whatever the topology lacks is refused before anything is searched for or built.
 *
 * @module
 */

import {familiesOf, TOPOLOGIES} from '@vip/analysis/internal';
import type {Driver, Fault} from '@vip/core';
import {checkDriverIn, checkFaultIn, checkForwardDelay, trialSettings} from '@vip/core/internal';
import type {TrialCommandOptions} from '../grammar/trial.js';
import {FAULT, FORWARD_DELAY} from '../options/fault.js';
import {TOPOLOGY} from '../options/lab.js';
import {blaming} from '../options/option.js';
import type {RunPlace} from './settings.js';

type Plan = RunPlace & {readonly driver: Driver; readonly fault: Fault};

/** @throws VipError `BAD_ARGUMENT` that names the option */
export function checkPlace(
  {forwardDelay}: TrialCommandOptions,
  {driver, fault, settings, second, topology}: Plan,
): void {
  const kind = TOPOLOGIES[topology];
  blaming(FAULT, () => checkFaultIn(kind, fault, second !== undefined), fault.name);
  blaming(TOPOLOGY, () => checkDriverIn(kind, driver), topology);
  if (forwardDelay !== undefined) blaming(FORWARD_DELAY, () => checkForwardDelay(kind));
  for (const each of familiesOf({settings, second})) trialSettings(each, fault, kind);
}
