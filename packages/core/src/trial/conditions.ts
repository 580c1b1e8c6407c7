/**
 * The conditions under which trials were made, and how those of two series differ. Pure.
 *
 * @module
 */

import type {TrialEvent} from '@vip/analysis';
import {durationWord, isCluster, USUAL_TOPOLOGY} from '@vip/analysis/internal';
import {formatTcpGroup} from './tcp-plan.js';

/** A condition that is not the same in both series. */
export interface Difference {
  /** Name of the condition. */
  readonly condition: string;
  /** Its values in the earlier series and in this one, in words; the runs of one series may differ among themselves, too. */
  readonly before: string;
  readonly now: string;
}

const ABSENT = 'none';

/** Everything except what is drawn anew for each run, and what follows from the rest. */
export function differencesOf(before: readonly TrialEvent[], now: readonly TrialEvent[]): Difference[] {
  const [old, fresh] = [before.map(conditionsOf), now.map(conditionsOf)];
  const names = [...new Set([...old, ...fresh].flatMap(one => [...one.keys()]))];
  return names
    .map(name => ({condition: name, before: valuesOf(old, name), now: valuesOf(fresh, name)}))
    .filter(one => one.before !== one.now);
}

/** `Different from the baseline: fault (stop, now crash), kernel (6.1.0, now 6.12.0).` @param differences one or more */
export function differencesText(differences: readonly Difference[]): string {
  return `Different from the baseline: ${differences.map(differenceText).join(', ')}.`;
}

/** A whole configuration is too long to be quoted. */
function differenceText({condition, before, now}: Difference): string {
  const isLong = [before, now].some(value => value.includes('\n'));
  return isLong ? condition : `${condition} (${before}, now ${now})`;
}

function valuesOf(runs: readonly ReadonlyMap<string, string>[], name: string): string {
  return [...new Set(runs.map(run => run.get(name) ?? ABSENT))].sort().join(' or ');
}

function conditionsOf(trial: TrialEvent): Map<string, string> {
  const {driver, fault, impairments, probeIntervalMs, steadyMs, tcp, versions} = trial;
  return new Map([
    ['driver', driver],
    ['fault', fault],
    ['impairments', wordsOf(impairments, '; ')],
    ...placeOf(trial),
    ['probe interval', durationWord(probeIntervalMs)],
    ['steady before the fault', steadyMs === undefined ? ABSENT : durationWord(steadyMs)],
    [
      'client sysctls',
      wordsOf(
        Object.entries(trial.clientSysctls).map(([name, value]) => `${name}=${value}`),
        ' ',
      ),
    ],
    ['TCP sessions', tcp === undefined ? ABSENT : tcp.groups.map(formatTcpGroup).join(',')],
    ['software', versions.software ?? ABSENT],
    ['vip', versions.vip],
    ['Node', versions.node],
    ['kernel', versions.kernel],
    ...Object.entries(trial.configurations ?? {}).map(
      ([node, text]) => [`configuration of ${node}`, `${text}\n`] as const,
    ),
  ]);
}

type Condition = readonly [name: string, value: string];

function placeOf({settings, second, more = [], topology, machines = []}: TrialEvent): Condition[] {
  const vips = [settings, ...(second === undefined ? [] : [second]), ...more].map(({vip}) => vip.address);
  return [
    ['addresses', vips.join(', ')],
    ...(isCluster(settings) ? [] : [['topology', topology ?? USUAL_TOPOLOGY.trial] as const]),
    ...machines.map(
      ({node, where, kernel, asker = ''}) =>
        [`machine ${node}`, `${where} ${kernel} ${asker}`.trim()] as const,
    ),
  ];
}

function wordsOf(words: readonly string[], separator: string): string {
  return words.length === 0 ? ABSENT : words.join(separator);
}
