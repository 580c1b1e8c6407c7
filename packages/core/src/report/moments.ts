/**
 * The moments of a run that are drawn as pictures. Pure.
 *
 * @module
 */

import type {LaneData} from './run-data.js';
import type {Span} from './span.js';

/** Before the origin, in the middle of the longest outage if there was one, and at the end. */
export function pictureMoments(lanes: readonly LaneData[], span: Span): [title: string, at: bigint][] {
  const at = (offset: number) => span.origin + BigInt(Math.round(offset));
  const outages = lanes.flatMap(lane => lane.outages);
  const [longest] = outages.sort((a, b) => b.leastTo - b.leastFrom - (a.leastTo - a.leastFrom));
  return [
    ['Before', at(-1)],
    ...(longest === undefined
      ? []
      : [['In the dark', at((longest.leastFrom + longest.leastTo) / 2)] as [string, bigint]]),
    ['At the end', at(span.to)],
  ];
}
