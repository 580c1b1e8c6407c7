/**
 * What a trial is told, and what holds where it is told nothing.
 *
 * @module
 */

import {DEFAULT_SETTINGS, type LabSettings} from '@vip/analysis';
import {DEFAULTS} from '../defaults.js';
import type {Driver} from './driver.js';
import {checkFault, defaultFault, type Fault, trialSettings} from './fault.js';
import {drawPhase, randomSeed} from './series.js';
import type {GarpLoss} from './wire.js';

export interface TrialOptions {
  readonly driver: Driver;
  /** By default the address is moved as planned by a driver that can, and otherwise the active node's link fails. */
  readonly fault?: Fault | undefined;
  /** The addresses of the lab; `DEFAULT_SETTINGS` by default. */
  readonly settings?: LabSettings | undefined;
  /** Between two probes of an observer. Milliseconds, 1 or more; 5 by default. */
  readonly probeIntervalMs?: number | undefined;
  readonly dropGarp?: GarpLoss | undefined;
  /** The port to the new node forwards only so long after the node first spoke for the address. Milliseconds. */
  readonly forwardDelayMs?: number | undefined;
  /** Neighbour settings of the observers; absent ones are the kernel's own. */
  readonly clientSysctls?: Readonly<Record<string, string>> | undefined;
  /** Draws when within the driver's period the fault falls, for each run of a series anew. At random by default. */
  readonly seed?: number | undefined;
  /** Number of the run in its series, from 1. */
  readonly run?: number | undefined;
  /** How long to wait for the VIP to answer everybody again. Milliseconds; 75 s by default. */
  readonly timeoutMs?: number | undefined;
  /**
   * How long to go on looking when it does: for second announcements, for what heals late. Milliseconds; 300 by
   * default.
   */
  readonly settleMs?: number | undefined;
  /** The words of the command line, for the record. */
  readonly command?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The same with nothing left open but what may be absent. */
export interface TrialPlan {
  readonly driver: Driver;
  readonly fault: Fault;
  readonly settings: LabSettings;
  readonly probeIntervalMs: number;
  readonly dropGarp: GarpLoss | undefined;
  readonly forwardDelayMs: number | undefined;
  readonly clientSysctls: Readonly<Record<string, string>>;
  readonly seed: number;
  /** How far within the driver's period the fault falls. Milliseconds. */
  readonly phaseMs: number;
  readonly timeoutMs: number;
  readonly settleMs: number;
  readonly command: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/** @throws VipError `BAD_ARGUMENT` for a driver and a fault that do not go together, or a network that is too small */
export function planTrial({
  driver,
  fault = defaultFault(driver),
  settings = DEFAULT_SETTINGS,
  probeIntervalMs = DEFAULTS.probeIntervalMs,
  dropGarp,
  forwardDelayMs,
  clientSysctls = {},
  seed = randomSeed(),
  run = 1,
  timeoutMs = DEFAULTS.timeoutMs,
  settleMs = DEFAULTS.settleMs,
  command,
  signal = new AbortController().signal,
}: TrialOptions): TrialPlan {
  checkFault(driver, fault);
  const phaseMs = drawPhase(seed, run) * driver.periodMs;
  return {
    settings: trialSettings(settings, fault),
    ...{driver, fault, probeIntervalMs, dropGarp, forwardDelayMs, clientSysctls},
    ...{seed, phaseMs, timeoutMs, settleMs, command, signal},
  };
}
