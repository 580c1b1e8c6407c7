/**
 * The stretches of a run that one wants to see at once.
 *
 * @module
 */

import type {OutageData, RunData} from '@vip/core/report';

type Stretch = readonly [from: number, to: number];

/** Half of what is shown around a recovery, in nanoseconds: at least, at most. */
const AROUND = [2e6, 25e6] as const;

/** From what began it to the last recovery. */
export function outageStretch(run: RunData): Stretch | undefined {
  const outages = outagesOf(run);
  if (outages.length === 0) return undefined;
  const from = Math.min(0, ...outages.map(({mostFrom}) => mostFrom));
  const to = Math.max(...outages.map(({mostTo}) => mostTo));
  const margin = (to - from) * 0.08;
  return [from - margin, to + margin];
}

/** Around the end of the longest outage. */
export function recoveryStretch(run: RunData): Stretch | undefined {
  const [longest] = outagesOf(run).sort((a, b) => lengthOf(b) - lengthOf(a));
  if (longest === undefined) return undefined;
  const half = Math.min(AROUND[1], Math.max(AROUND[0], (longest.mostTo - longest.mostFrom) / 2));
  return [longest.mostTo - half, longest.mostTo + half];
}

function outagesOf({lanes}: RunData): OutageData[] {
  return lanes.flatMap(({outages}) => outages);
}

function lengthOf({leastFrom, leastTo}: OutageData): number {
  return leastTo - leastFrom;
}
