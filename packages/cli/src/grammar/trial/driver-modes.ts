/**
 * The options that a trial reads with each driver, and on a cluster, where the software is the user's.
 *
 * @module
 */

import {DRIVERS} from '@vip/core';
import type {DriverName} from '@vip/core/internal';
import {RUNS} from '../../options/amount.js';
import {ANNOUNCEMENT_FORM, NO_GARP, NO_OVERRIDE, TARGET_MAC} from '../../options/announcement.js';
import {CLUSTER_OPTIONS, ON} from '../../options/cluster.js';
import {DAD, DRIVER, EXEC_OPTIONS, FRR_OPTIONS, KEEPALIVED_OPTIONS, PATIENCE} from '../../options/driver.js';
import {SEED, SETTLE, STEADY, TIMEOUT} from '../../options/fault.js';
import {PROBE_INTERVAL, VIP} from '../../options/lab.js';
import {BASELINE, FAIL_ON, MAX_DARK, MAX_OUTAGE, THRESHOLD} from '../../options/limits.js';
import type {AnyOption} from '../../options/option.js';
import {JUNIT, RUN_OUTPUTS, SUMMARY, TAP} from '../../options/output.js';
import {SCENARIO} from '../../options/scenario.js';
import type {Called, Mode} from '../mode.js';
import {CALL, COMMON, EVENTS} from './common.js';
import {isScenario} from './scenario-modes.js';

/** The options of drivers that have any. */
const OF_DRIVER: Readonly<Partial<Record<DriverName, readonly AnyOption[]>>> = {
  vip: [NO_GARP, ANNOUNCEMENT_FORM, TARGET_MAC, NO_OVERRIDE, DAD],
  keepalived: KEEPALIVED_OPTIONS,
  frr: FRR_OPTIONS,
  exec: EXEC_OPTIONS,
};

const NAMES = Object.keys(DRIVERS) as DriverName[];

/** The named driver, or the one implied by other options. */
export function driverOf({value, given}: Called): DriverName {
  const named = value(DRIVER) as DriverName | undefined;
  return named ?? NAMES.find(driver => OF_DRIVER[driver]?.some(given)) ?? 'vip';
}

/** On real machines, the software is theirs, and the fault is a command of the user's. */
export function isOnCluster({given}: Called): boolean {
  return given(ON);
}

export const EACH_DRIVER: Mode[] = NAMES.map(driver => ({
  call: `${CALL} --driver ${driver}`,
  when: called => !isOnCluster(called) && !isScenario(called) && driverOf(called) === driver,
  // With --on it is another call, which refuses what belongs to this one.
  reads: [...COMMON, ...(OF_DRIVER[driver] ?? []), ON],
}));

export const ON_CLUSTER: Mode = {
  call: `${CALL} --on`,
  when: called => isOnCluster(called) && !isScenario(called),
  reads: [
    ...CLUSTER_OPTIONS,
    SCENARIO,
    VIP,
    RUNS,
    SEED,
    STEADY,
    SETTLE,
    TIMEOUT,
    PATIENCE,
    ...[MAX_OUTAGE, MAX_DARK, THRESHOLD, BASELINE, FAIL_ON],
    PROBE_INTERVAL,
    ...RUN_OUTPUTS,
    JUNIT,
    SUMMARY,
    TAP,
    EVENTS,
  ],
};
