/**
 * Whether all was well before the fault: what was not is not the fault's doing, and the run measures nothing. Pure.
 *
 * @module
 */

import {
  claimants,
  counted,
  isHeldAt,
  type LabSettings,
  type Observer,
  probeFates,
  settledFates,
  type Timeline,
  wasAnswered,
} from '@vip/analysis';

export interface Watched {
  readonly moving: readonly LabSettings[];
  readonly observers: readonly Observer[];
  /** From when on. */
  readonly since: bigint;
}

/**
 * What was not steady, in words: probes that were not answered in time, an address that moved, or that not exactly one node holds.
 *
 * @returns undefined if nothing was
 */
export function unsteadiness(timeline: Timeline, {moving, observers, since}: Watched): string | undefined {
  const problems = [
    ...observers.flatMap(observer => lostProbes(timeline, observer, since)),
    ...moving.flatMap(family => movement(timeline, family, since)),
  ];
  return problems.length === 0 ? undefined : problems.join('; ');
}

function lostProbes(timeline: Timeline, {name, node, stream}: Observer, since: bigint): string[] {
  const fates = settledFates(probeFates(timeline, node, stream)).filter(({sentAt}) => sentAt >= since);
  const lost = fates.filter(fate => !wasAnswered(fate)).length;
  return lost === 0 ? [] : [`${lost} of ${counted(fates.length, 'probe')} of ${name} unanswered`];
}

function movement(timeline: Timeline, settings: LabSettings, since: bigint): string[] {
  const {address} = settings.vip;
  const changes = timeline.select('address').filter(({at, ip}) => at >= since && ip === address);
  const now = timeline.events.at(-1)?.at ?? since;
  const holders = claimants(settings).filter(({node}) => isHeldAt(timeline, node, address, now));
  return [
    ...changes.map(({node, change}) => `${address} was ${change} at ${node}`),
    ...(holders.length === 1
      ? []
      : [`${holders.map(({node}) => node).join(' and ') || 'nobody'} held ${address}`]),
  ];
}
