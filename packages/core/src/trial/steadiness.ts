/**
 * Whether all was well before the fault: otherwise the fault is not the cause, and the run measures nothing. Pure.
 *
 * @module
 */

import {type AddressEvent, type Observer, probeFates, type Timeline, type TrialSettings} from '@vip/analysis';
import {claimants, counted, isHeldAt, settledFates, wasAnswered} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';

/** Something was amiss, or moved, before the fault: then the measurement is not the intended one. */
export class NotSteady extends VipError {
  /** @param problem what was amiss, in words */
  constructor(problem: string) {
    super('NOT_POSSIBLE', `trial: not steady before the fault: ${problem}`);
  }
}

NotSteady.prototype.name = 'NotSteady';

/** Fewer consecutive probes show nothing. */
const FEWEST_PROBES = 5;

/** The length of a stretch that has at least a few probes. Milliseconds. */
export function steadyStretch(steadyMs: number, probeIntervalMs: number): number {
  return Math.max(steadyMs, FEWEST_PROBES * probeIntervalMs);
}

/** A stretch of a trial in which nothing should have happened. */
export interface Watched {
  readonly moving: readonly TrialSettings[];
  readonly observers: readonly Observer[];
  /** When it began. */
  readonly since: bigint;
}

/**
 * What was unsteady, in words: probes that were not answered in time, an address that moved, or that is not held by its first
 * holder alone.
 *
 * @returns undefined if nothing was
 */
export function unsteadiness(timeline: Timeline, {moving, observers, since}: Watched): string | undefined {
  const problems = [
    ...observers.flatMap(observer => lostProbes(timeline, observer, since)),
    ...moving.flatMap(settings => movement(timeline, settings, since)),
  ];
  return problems.length === 0 ? undefined : problems.join('; ');
}

function lostProbes(timeline: Timeline, {name, node, stream}: Observer, since: bigint): string[] {
  const fates = settledFates(probeFates(timeline, node, stream)).filter(({sentAt}) => sentAt >= since);
  if (fates.length === 0) return [`${name} sent no probes`];
  const lost = fates.filter(fate => !wasAnswered(fate)).length;
  return lost === 0 ? [] : [`${lost} of ${counted(fates.length, 'probe')} of ${name} unanswered`];
}

/** Whether any of the addresses was added to a node or removed from one since then. */
export function hasMoved(timeline: Timeline, moving: readonly TrialSettings[], since: bigint): boolean {
  return moving.some(settings => changesSince(timeline, settings, since).length > 0);
}

function changesSince(timeline: Timeline, {vip}: TrialSettings, since: bigint): AddressEvent[] {
  return timeline.select('address').filter(({at, ip}) => at >= since && ip === vip.address);
}

function movement(timeline: Timeline, settings: TrialSettings, since: bigint): string[] {
  const {active, vip} = settings;
  const changes = changesSince(timeline, settings, since);
  const now = timeline.events.at(-1)?.at ?? since;
  const holders = claimants(settings)
    .map(({node}) => node)
    .filter(node => isHeldAt(timeline, node, vip.address, now));
  const isAlone = holders.length === 1 && holders[0] === active.node;
  return [
    ...changes.map(({node, change}) => `${vip.address} was ${change} at ${node}`),
    ...(isAlone
      ? []
      : [`expected ${active.node} alone to hold ${vip.address}, got ${holders.join(' and ') || 'no node'}`]),
  ];
}
