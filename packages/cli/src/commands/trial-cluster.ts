/**
 * `vip trial --on`: a trial on machines that exist.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {parseIp, VipError} from '@vip/arp';
import {
  ClusterPlace,
  type ClusterTrialOptions,
  runClusterTrial,
  type Target,
  untilAtRest,
} from '@vip/core/internal/cluster';
import {DEFAULTS} from '@vip/core/internal/defaults';
import type {TrialCommandOptions} from '../grammar/trial.js';
import {DO, OBSERVER_MACHINE, ON} from '../options/cluster.js';
import {VIP} from '../options/lab.js';
import {type AnyOption, blaming} from '../options/option.js';
import type {RunDirectory} from '../outputs/run-directory.js';
import type {CheckedTrial} from './checked-trial.js';
import {undoing} from './cluster-undo.js';
import {consent} from './consent.js';
import {checkCriteria, checkLimits, criteriaOf} from './criteria.js';
import {runSeries, type SeriesResult} from './trial-series.js';

/** Each virtual IP takes one channel of the connection to an observer, and OpenSSH allows ten (sshd_config(5), MaxSessions). */
const MOST_VIPS = 6;

/** How long an undisturbed cluster may take to be found at rest. Milliseconds. */
const FIRST_REST_MS = 15_000;

/** @throws VipError `BAD_ARGUMENT` that names the option */
export function checkOnCluster(options: TrialCommandOptions, command: readonly string[]): CheckedTrial {
  const wanted = wantedOf(options);
  const criteria = criteriaOf(options);
  const vips = wanted.vips.length > 1 ? wanted.vips : [];
  const names = wanted.observers.flatMap(({name}) => [name, ...vips.map(vip => `${name}/${vip}`)]);
  checkLimits(criteria, names);
  checkCriteria(criteria, options.runs ?? 1, names);
  return {
    criteria,
    inputs: [options.sshConfig],
    agree: () => consent(intention(wanted, options), options.yes === true),
    run: (signal, out) => runOnCluster({options, wanted, command}, signal, out),
  };
}

interface ClusterPlan {
  readonly options: TrialCommandOptions;
  readonly wanted: Wanted;
  readonly command: readonly string[];
}

async function runOnCluster(
  {options, wanted, command}: ClusterPlan,
  signal: AbortSignal,
  out: RunDirectory | undefined,
): Promise<SeriesResult> {
  await using cluster = await ClusterPlace.open(
    {
      machines: [
        ...wanted.holders.map(target => ({target, role: 'holder'}) as const),
        ...wanted.observers.map(target => ({target, role: 'observer'}) as const),
      ],
      vips: wanted.vips,
      sshConfig: options.sshConfig,
    },
    signal,
  );
  return await runSeries(
    options,
    async (number, timeline) => {
      const plan: ClusterTrialOptions = {...planOf(options, wanted.fault), command, ...number};
      // Nothing has disturbed the cluster before the first run.
      await untilAtRest(cluster, number.run === 1 ? {...plan, timeoutMs: FIRST_REST_MS} : plan);
      await undoing(plan, options.undo, work => runClusterTrial(cluster, work, timeline));
    },
    signal,
    out,
  );
}

interface Wanted {
  readonly holders: readonly Target[];
  readonly observers: readonly Target[];
  readonly vips: readonly IpAddress[];
  readonly fault: string;
}

/** @throws VipError `BAD_ARGUMENT` that names the option */
function wantedOf({
  on: holders = [],
  observer: observers = [],
  vip = [],
  do: fault,
  runs = 1,
  undo,
}: TrialCommandOptions): Wanted {
  if (holders.length < 2) throw lacking(ON, 'two machines or more', holders.length);
  if (observers.length === 0) throw lacking(OBSERVER_MACHINE, 'a machine or more', 0);
  if (vip.length === 0 || vip.length > MOST_VIPS)
    throw lacking(VIP, `1 to ${MOST_VIPS} addresses`, vip.length);
  if (fault === undefined) throw lacking(DO, 'the command that is the fault', 0);
  if (runs > 1 && undo === undefined)
    throw new VipError(
      'BAD_ARGUMENT',
      '--runs: expected --undo COMMAND as well, got none: the next run needs the address back',
    );
  const names = [...holders, ...observers].map(({name}) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new VipError('BAD_ARGUMENT', `${ON.long}: expected each name once, got ${twice} twice`);
  const vips = vip.map(text => blaming(VIP, () => parseIp(text.replace(/\/\d{1,3}$/, ''))));
  const same = vips.find((ip, index) => vips.indexOf(ip) !== index);
  if (same !== undefined)
    throw new VipError('BAD_ARGUMENT', `--vip: expected each address once, got ${same} twice`);
  return {holders, observers, vips, fault};
}

function lacking({long = ''}: AnyOption, expected: string, got: number): VipError {
  return new VipError('BAD_ARGUMENT', `${long}: expected ${expected}, got ${got === 0 ? 'none' : got}`);
}

function planOf(options: TrialCommandOptions, fault: string): Omit<ClusterTrialOptions, 'signal'> {
  return {
    fault,
    probeIntervalMs: options.probeInterval,
    timeoutMs: options.timeout,
    settleMs: options.settle,
    patienceMs: options.patience,
    steadyMs: options.steady,
  };
}

/** What will be done, line by line. */
function intention({holders, observers, vips, fault}: Wanted, options: TrialCommandOptions): string[] {
  const {undo, runs = 1, probeInterval} = options;
  const asks = observers.length === 1 ? 'pings' : 'ping';
  const often =
    probeInterval === undefined
      ? `every ${DEFAULTS.probeIntervalMs} ms, and up to every 1 ms where vip is installed`
      : `every ${probeInterval} ms`;
  const all = [...holders, ...observers].map(({name, where, iface}) => `${name} ${where} ${iface}`);
  return [
    `machines: ${all.join(', ')}`,
    `there: tcpdump and ip monitor; ${observers.map(({name}) => name).join(', ')} ${asks} ${vips.join(', ')} ${often}; nothing is changed`,
    `here, ${runs === 1 ? 'once' : `${runs} times`}: ${fault}`,
    ...(undo === undefined ? [] : [`and afterwards: ${undo}`]),
  ];
}
