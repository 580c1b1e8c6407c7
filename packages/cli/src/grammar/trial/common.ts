/**
 * The options that a trial reads whatever moves the address.
 *
 * @module
 */

import {RUNS} from '../../options/amount.js';
import {DRIVER} from '../../options/driver.js';
import {
  CLIENT_SYSCTL,
  DROP_GARP,
  FAULT,
  FORWARD_DELAY,
  SEED,
  SETTLE,
  STEADY,
  TIMEOUT,
  WARMUP,
} from '../../options/fault.js';
import {ADDRESSES, FAMILY, PROBE_INTERVAL} from '../../options/lab.js';
import {LIMITS} from '../../options/limits.js';
import {JUNIT, jsonOption, METRICS_FILE, RUN_OUTPUTS, SUMMARY, TAP} from '../../options/output.js';
import {SCENARIO_OPTIONS} from '../../options/scenario.js';
import {HTTP, SERVER, TCP, TCP_DEADLINE, TCP_PORT} from '../../options/tcp.js';

export const CALL = 'vip trial';

export const EVENTS = jsonOption(
  'print every event, a report on each run, then the summary, one JSON object per line',
);

export const COMMON = [
  DRIVER,
  FAULT,
  DROP_GARP,
  FORWARD_DELAY,
  CLIENT_SYSCTL,
  RUNS,
  WARMUP,
  SEED,
  STEADY,
  SETTLE,
  TIMEOUT,
  TCP,
  TCP_DEADLINE,
  TCP_PORT,
  HTTP,
  SERVER,
  ...LIMITS,
  FAMILY,
  ...ADDRESSES,
  PROBE_INTERVAL,
  ...RUN_OUTPUTS,
  JUNIT,
  SUMMARY,
  METRICS_FILE,
  TAP,
  EVENTS,
  ...SCENARIO_OPTIONS,
] as const;
