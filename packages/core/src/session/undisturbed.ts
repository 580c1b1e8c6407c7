/**
 * Telling failures from disturbances: if a measuring process stalled in the meantime, an unexpected result counts as not
 * measured.
 *
 * @module
 */

import type {StalledEvent, Timeline} from '@vip/analysis';
import {formatDuration} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';

/**
 * Judges a measurement.
 *
 * @param held whether all was as expected: then stalls do not matter
 * @throws VipError `NOT_POSSIBLE` when it was not, and one of our processes stalled
 */
export function refuseDisturbed(timeline: Timeline, held: boolean): void {
  const longest = held ? undefined : longestStall(timeline);
  if (longest === undefined) return;
  const {node, forMs} = longest;
  const who = node === 'lab' ? 'vip' : `its observer in ${node}`;
  throw new VipError(
    'NOT_POSSIBLE',
    `measure: ${who} stalled for ${formatDuration(BigInt(forMs) * 1_000_000n)}, so what was not as expected was not measured: run it again`,
  );
}

function longestStall(timeline: Timeline): StalledEvent | undefined {
  return timeline
    .select('stalled')
    .reduce<StalledEvent | undefined>(
      (longest, one) => (longest === undefined || one.forMs > longest.forMs ? one : longest),
      undefined,
    );
}
