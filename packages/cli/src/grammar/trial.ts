/**
 * Arguments and options of `vip trial`.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import {DRIVERS, type DriverName, type Fault} from '@vip/core';
import {RUNS} from '../options/amount.js';
import {FORM, NO_GARP, NO_OVERRIDE, TARGET_MAC} from '../options/announcement.js';
import {CLUSTER_OPTIONS, ON, YES} from '../options/cluster.js';
import {
  ADVERT_INT,
  CONFIG,
  DAD,
  DRIVER,
  EXEC_OPTIONS,
  FRR_OPTIONS,
  KEEPALIVED_OPTIONS,
  NODE_CMD,
  NODE_DOWN,
  NODE_UP,
  PATIENCE,
  VRRP,
} from '../options/driver.js';
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
} from '../options/fault.js';
import {ADDRESSES, FAMILY, PROBE_INTERVAL, VIP} from '../options/lab.js';
import {BASELINE, FAIL_ON, LIMITS, MAX_DARK, MAX_HUNG, MAX_OUTAGE, THRESHOLD} from '../options/limits.js';
import type {AnyOption} from '../options/option.js';
import {
  JUNIT,
  json,
  METRICS,
  OUT,
  outModes,
  REPLACE,
  REPORT,
  RUN_OUTPUTS,
  SUMMARY,
  TAP,
} from '../options/output.js';
import {LIST, SCENARIO, SCENARIO_OPTIONS} from '../options/scenario.js';
import {HTTP, SERVER, TCP, TCP_DEADLINE, TCP_PORT} from '../options/tcp.js';
import {define, type ValuesOf} from './define.js';
import {familyModes} from './family-modes.js';
import {type Called, calledAs, type Mode} from './mode.js';

const CALL = 'vip trial';

const EVENTS = json('print every event, a report on each run, then the summary, one JSON object per line');

/** The options of drivers that have any. */
const OF_DRIVER: Readonly<Partial<Record<DriverName, readonly AnyOption[]>>> = {
  vip: [NO_GARP, FORM, TARGET_MAC, NO_OVERRIDE, DAD],
  keepalived: KEEPALIVED_OPTIONS,
  frr: FRR_OPTIONS,
  exec: EXEC_OPTIONS,
};

const COMMON = [
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
  METRICS,
  TAP,
  EVENTS,
  ...SCENARIO_OPTIONS,
] as const;

/** Options about what comes out, and about the file of a scenario, which are no part of a trial. */
const BESIDE_TRIALS: readonly AnyOption[] = [
  ...SCENARIO_OPTIONS,
  ...RUN_OUTPUTS,
  ...[JUNIT, SUMMARY, METRICS, TAP, EVENTS],
  ...[BASELINE, YES],
];

const NAMES = Object.keys(DRIVERS) as DriverName[];

/** The driver that is named, or that the options are for. */
function driverOf({value, given}: Called): DriverName {
  const named = value(DRIVER) as DriverName | undefined;
  return named ?? NAMES.find(driver => OF_DRIVER[driver]?.some(given)) ?? 'vip';
}

/** On machines that exist the software is theirs, and the fault a command of the user's. */
function isOnCluster({given}: Called): boolean {
  return given(ON);
}

function isScenario({given}: Called): boolean {
  return given(SCENARIO);
}

/** What was typed, with the driver that it is for. */
export function trialOptions(options: TrialOptions, command: CommandUnknownOpts): TrialOptions {
  const called = calledAs(command);
  return isOnCluster(called) || isScenario(called) ? options : {...options, driver: driverOf(called)};
}

const EACH_DRIVER: Mode[] = NAMES.map(driver => ({
  call: `${CALL} --driver ${driver}`,
  when: called => !isOnCluster(called) && !isScenario(called) && driverOf(called) === driver,
  // With --on it is another call, which refuses what belongs to this one.
  reads: [...COMMON, ...(OF_DRIVER[driver] ?? []), ON],
}));

const ON_CLUSTER: Mode = {
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

const OF_SCENARIO: Mode[] = [
  {
    call: `${CALL} --scenario`,
    when: isScenario,
    except: [REPORT],
    remedy: 'vip report DIRECTORY/TRIAL makes it of what --out saved',
  },
  {
    call: `${CALL} --scenario`,
    when: isScenario,
    reads: BESIDE_TRIALS,
    remedy: 'what a trial does is in the file',
  },
  {
    call: `${CALL} without --scenario`,
    when: called => !isScenario(called),
    except: SCENARIO_OPTIONS.filter(option => option !== SCENARIO),
    remedy: 'without it there is one trial',
  },
  {
    call: `${CALL} --list`,
    when: ({given}) => given(LIST),
    except: [OUT, REPLACE, JUNIT, SUMMARY, METRICS, TAP, BASELINE, YES],
    remedy: 'nothing is run',
  },
];

export const TRIAL = define({
  name: 'trial',
  summary: 'put failover software to the test: a driver, a fault, limits, many runs',
  description:
    'Lets failover software move a virtual IP, breaks something, and measures the outage at every observer.',
  options: [
    ...COMMON,
    CONFIG,
    ADVERT_INT,
    VRRP,
    NODE_UP,
    NODE_DOWN,
    NODE_CMD,
    PATIENCE,
    NO_GARP,
    FORM,
    TARGET_MAC,
    NO_OVERRIDE,
    DAD,
    ...CLUSTER_OPTIONS,
  ],
  modes: [
    ...OF_SCENARIO,
    ...EACH_DRIVER,
    ON_CLUSTER,
    ...outModes(CALL),
    {
      call: `${CALL} --json`,
      when: ({given}) => given(EVENTS),
      except: [TAP],
      remedy: 'standard output has one of them',
    },
    {
      call: `${CALL} --no-garp`,
      when: ({given}) => given(NO_GARP),
      except: [FORM, TARGET_MAC, NO_OVERRIDE, DROP_GARP],
      remedy: 'nothing is announced',
    },
    ...familyModes(CALL, [DAD]),
    {
      call: `${CALL} without --tcp`,
      when: ({given}) => !given(TCP),
      except: [TCP_DEADLINE, TCP_PORT, HTTP, SERVER, MAX_HUNG],
      remedy: 'without it there are no sessions',
    },
    {
      call: `${CALL} without --tcp-port`,
      when: ({given}) => !given(TCP_PORT),
      except: [HTTP, SERVER],
      remedy: 'the server of the lab speaks no HTTP, and is started anyway',
    },
    {
      call: `${CALL} --fault start`,
      when: ({value}) => (value(FAULT) as Fault | undefined)?.name === 'start',
      except: [STEADY],
      remedy: 'before it, nothing holds the address',
    },
    {
      call: `${CALL} --config`,
      when: ({given}) => given(CONFIG),
      except: [ADVERT_INT, VRRP],
      remedy: 'it only applies to the generated configuration',
    },
    {
      call: `${CALL} --node-cmd`,
      when: ({given}) => given(NODE_CMD),
      except: [NODE_UP, NODE_DOWN],
      remedy: 'the program moves the address by itself',
    },
    {
      call: `${CALL} without --node-cmd`,
      when: called => !called.given(NODE_CMD) && !isOnCluster(called) && !isScenario(called),
      except: [PATIENCE],
      remedy: 'a command acts at once',
    },
  ],
  examples: [
    ['vip trial --driver keepalived --fault node-crash --max-outage 4s'],
    ['vip trial --driver vip --runs 30 --max-outage 200ms --junit switch-over.xml'],
    ["vip trial --node-cmd './my-ha-daemon --peer $PEER' --fault kill"],
    ['vip trial --driver keepalived --family both --fault node-crash'],
    ['vip trial --driver keepalived --tcp --max-hung 0'],
    ['vip trial --tcp --tcp-port 8080 --server ./my-server --http /health'],
    ['vip trial --driver keepalived --runs 10 --out series && vip report series'],
    ['vip trial --scenario failover.yaml --list (see: docs/scenarios.md)'],
    ['vip trial --on lb1=ssh://root@lb1/eth0 ... (see: docs/your-cluster.md)'],
  ],
});

export type TrialOptions = ValuesOf<typeof TRIAL>;

/** Options of a trial itself, which a scenario can set. */
export const TRIAL_SETTINGS: readonly AnyOption[] = TRIAL.options.filter(
  option => !BESIDE_TRIALS.includes(option),
);
