/**
 * Arguments and options of `vip trial`.
 *
 * @module
 */

import type {CommandUnknownOpts} from '@commander-js/extra-typings';
import {ANNOUNCEMENT_FORM, NO_GARP, NO_OVERRIDE, TARGET_MAC} from '../options/announcement.js';
import {CLUSTER_OPTIONS} from '../options/cluster.js';
import {ADVERT_INT, CONFIG, DAD, NODE_CMD, NODE_DOWN, NODE_UP, PATIENCE, VRRP} from '../options/driver.js';
import type {AnyOption} from '../options/option.js';
import {define, type ValuesOf} from './define.js';
import {calledAs} from './mode.js';
import {COMMON} from './trial/common.js';
import {CONTRADICTIONS} from './trial/contradictions.js';
import {driverOf, EACH_DRIVER, isOnCluster, ON_CLUSTER} from './trial/driver-modes.js';
import {BESIDE_TRIALS, isScenario, OF_SCENARIO} from './trial/scenario-modes.js';

/** The options as typed, with the driver that they imply. */
export function trialOptions(options: TrialCommandOptions, command: CommandUnknownOpts): TrialCommandOptions {
  const called = calledAs(command);
  return isOnCluster(called) || isScenario(called) ? options : {...options, driver: driverOf(called)};
}

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
    ANNOUNCEMENT_FORM,
    TARGET_MAC,
    NO_OVERRIDE,
    DAD,
    ...CLUSTER_OPTIONS,
  ],
  modes: [...OF_SCENARIO, ...EACH_DRIVER, ON_CLUSTER, ...CONTRADICTIONS],
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

export type TrialCommandOptions = ValuesOf<typeof TRIAL>;

/** Options of a trial itself, which a scenario can set. */
export const TRIAL_SETTING_OPTIONS: readonly AnyOption[] = TRIAL.options.filter(
  option => !BESIDE_TRIALS.includes(option),
);
