/**
 * The options of a trial, and their defaults.
 *
 * @module
 */

import type {LabSettings, TcpPlan} from '@vip/analysis';
import {
  DEFAULT_SETTINGS,
  familiesOf,
  TOPOLOGIES,
  type TopologyKind,
  type TopologyName,
  USUAL_TOPOLOGY,
} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {DEFAULTS} from '../defaults.js';
import type {Stage} from '../lab/plan.js';
import type {LabPlace} from '../lab/wired-plan.js';
import {checkClientSysctls} from './client-sysctls.js';
import {checkFamilies, type Driver} from './driver.js';
import {
  checkDriverIn,
  checkFaultIn,
  chosenFault,
  driverFor,
  type Fault,
  type OwnFault,
  trialSettings,
} from './fault.js';
import {drawPhase, randomSeed} from './series.js';

import type {GarpLoss} from './wire.js';

/** What a trial is made of. */
export interface TrialOptions {
  readonly driver: Driver;
  /** By default the address is moved as planned by a driver that can, and otherwise the active node's link fails. */
  readonly fault?: Fault | OwnFault | undefined;
  /** The addresses of the lab; `DEFAULT_SETTINGS` by default. */
  readonly settings?: LabSettings | undefined;
  /** For a trial of both families: the settings of the second, on the same nodes. */
  readonly second?: LabSettings | undefined;
  /** If a family has several VIPs: the settings of those beyond the first, on the same nodes. */
  readonly more?: readonly LabSettings[] | undefined;
  /** `switch` by default. */
  readonly topology?: TopologyName | undefined;
  /** Between two probes of an observer, for up to two addresses; with more, it grows in proportion. Milliseconds, 1 or more; 5 by default. */
  readonly probeIntervalMs?: number | undefined;
  readonly dropGarp?: GarpLoss | undefined;
  /** How long after the new node's first frame for the address its switch port begins to forward. Milliseconds. */
  readonly forwardDelayMs?: number | undefined;
  /** Neighbour settings of the observers; absent ones are the kernel's own. */
  readonly clientSysctls?: Readonly<Record<string, string>> | undefined;
  /** Seed for the moment of the fault within the driver's period, drawn anew for each run of a series. Random by default. */
  readonly seed?: number | undefined;
  /** Number of the run in its series, from 1. */
  readonly run?: number | undefined;
  /** How long to wait for the VIP to answer all observers again. Milliseconds; 75 s by default. */
  readonly timeoutMs?: number | undefined;
  /** For how long before the fault every probe must be answered and one node hold each VIP; not checked by default. Milliseconds. */
  readonly steadyMs?: number | undefined;
  /**
   * How long to keep observing after that, for further announcements and late recoveries. Milliseconds; 300 by
   * default.
   */
  readonly settleMs?: number | undefined;
  /** The TCP sessions of each observer with the address; none by default. */
  readonly tcp?: TcpPlan | undefined;
  /** The server for the sessions, started in both nodes: a command for sh(1). */
  readonly server?: string | undefined;
  /** Further interfaces of the two nodes. */
  readonly furtherLinks?: Stage | undefined;
  /** The words of the command line, for the record. */
  readonly command?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The place of a planned trial, in the form that its record has. */
export function placeOfPlan({settings, second, more, topology}: Pick<TrialPlan, keyof LabPlace>): LabPlace {
  return {
    settings,
    ...(second === undefined ? {} : {second}),
    ...(more.length === 0 ? {} : {more}),
    ...(topology === USUAL_TOPOLOGY.trial ? {} : {topology}),
  };
}

/** Each address that moves, with its stations: the first of each family, and then the others. */
export function movingOf({
  settings,
  second,
  more = [],
}: Pick<TrialOptions, 'second' | 'more'> & {readonly settings: LabSettings}): readonly LabSettings[] {
  return [...familiesOf({settings, second}), ...more];
}

/** With more addresses, each is probed less often: an observer can only send and read so much. */
const PROBED_AT_FULL_RATE = 2;

/** The same with all defaults filled in. */
export interface TrialPlan {
  readonly driver: Driver;
  readonly fault: Fault;
  readonly settings: LabSettings;
  readonly second: LabSettings | undefined;
  readonly more: readonly LabSettings[];
  readonly topology: TopologyName;
  readonly probeIntervalMs: number;
  readonly dropGarp: GarpLoss | undefined;
  readonly forwardDelayMs: number | undefined;
  readonly clientSysctls: Readonly<Record<string, string>>;
  readonly seed: number;
  /** How far within the driver's period the fault falls. Milliseconds. */
  readonly phaseMs: number;
  readonly timeoutMs: number;
  readonly settleMs: number;
  readonly steadyMs: number | undefined;
  readonly tcp: TcpPlan | undefined;
  readonly server: string | undefined;
  readonly furtherLinks: Stage | undefined;
  readonly command: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/** @throws VipError `BAD_ARGUMENT` where no port leads to the new node alone */
export function checkForwardDelay({name, offers}: TopologyKind): void {
  if (offers.includes('own-port')) return;
  throw new VipError('BAD_ARGUMENT', `forward delay: topology ${name} has no switch port for each node`);
}

/** @throws VipError `BAD_ARGUMENT` for an unsupported combination of driver and fault, or a network that is too small */
export function planTrial({
  driver,
  fault: chosen,
  settings = DEFAULT_SETTINGS,
  second,
  more = [],
  topology = USUAL_TOPOLOGY.trial,
  probeIntervalMs = DEFAULTS.probeIntervalMs,
  dropGarp,
  forwardDelayMs,
  clientSysctls = {},
  seed = randomSeed(),
  run = 1,
  timeoutMs = DEFAULTS.timeoutMs,
  settleMs = DEFAULTS.settleMs,
  steadyMs,
  tcp,
  server,
  furtherLinks,
  command,
  signal = new AbortController().signal,
}: TrialOptions): TrialPlan {
  const fault = chosenFault(chosen, driver);
  const fitting = driverFor(driver, fault);
  const families = familiesOf({settings, second});
  const kind = TOPOLOGIES[topology];
  checkFitting(kind, families, {driver, fault, forwardDelayMs, clientSysctls});
  const phaseMs = drawPhase(seed, run) * fitting.periodMs;
  return {
    settings: trialSettings(settings, fault, kind),
    second: second && trialSettings(second, fault, kind),
    more: more.map(each => trialSettings(each, fault, kind)),
    topology,
    probeIntervalMs:
      probeIntervalMs * Math.max(1, Math.ceil((families.length + more.length) / PROBED_AT_FULL_RATE)),
    ...{driver: fitting, fault, dropGarp, forwardDelayMs, clientSysctls},
    ...{seed, phaseMs, timeoutMs, settleMs, steadyMs, tcp, server, furtherLinks, command, signal},
  };
}

/** @throws VipError `BAD_ARGUMENT` if the lab lacks what one of them needs */
function checkFitting(
  kind: TopologyKind,
  families: readonly LabSettings[],
  {
    driver,
    fault,
    forwardDelayMs,
    clientSysctls,
  }: Pick<TrialPlan, 'driver' | 'fault' | 'forwardDelayMs' | 'clientSysctls'>,
): void {
  checkFaultIn(kind, fault, families.length > 1);
  checkDriverIn(kind, driver);
  if (forwardDelayMs !== undefined) checkForwardDelay(kind);
  checkFamilies(driver, families);
  checkClientSysctls(families, Object.keys(clientSysctls));
}
