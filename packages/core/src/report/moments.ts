/**
 * The moments of a run that are drawn as pictures. Pure.
 *
 * @module
 */

import type {LaneData} from './lane-data.js';
import type {Span} from './span.js';

/**
 * Before the origin, in the middle of the longest outage if there was one, and at the end.
 *
 * @param healAt when a lasting fault is about to be repaired, for a picture just before that
 */
export function pictureMoments(
  lanes: readonly LaneData[],
  span: Span,
  healAt?: bigint,
): [title: string, at: bigint][] {
  const at = (offset: number) => span.origin + BigInt(Math.round(offset));
  const outages = lanes.flatMap(lane => lane.outages);
  const [longest] = outages.sort((a, b) => b.leastTo - b.leastFrom - (a.leastTo - a.leastFrom));
  const between: [title: string, at: bigint][] = [
    ...(longest === undefined
      ? []
      : [['In the dark', at((longest.leastFrom + longest.leastTo) / 2)] as [string, bigint]]),
    ...(healAt === undefined ? [] : [['Before the heal', healAt - 1n] as [string, bigint]]),
  ];
  between.sort(([, a], [, b]) => (a < b ? -1 : 1));
  return [['Before', at(-1)], ...between, ['At the end', at(span.to)]];
}
