/**
 * Distinguishing failures from disturbances: if a measuring process stalled, or a capture lost frames, an unexpected result counts
 * as not measured.
 *
 * @module
 */

import type {StalledEvent, Timeline} from '@vip/analysis';
import {counted, formatDuration} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';

/**
 * Judges a measurement whose observers have all ended.
 *
 * @param held whether everything was as expected, in which case disturbances do not matter
 * @param isWitnessed whether captured frames show that something was not as expected, in which case only frames that were not
 *   captured matter
 * @throws VipError `NOT_POSSIBLE` if not everything was as expected, and there was a disturbance that matters
 */
export function refuseDisturbed(timeline: Timeline, held: boolean, isWitnessed = false): void {
  if (held) return;
  const disturbance = (isWitnessed ? undefined : longestStall(timeline)) ?? lossIn(timeline);
  if (disturbance === undefined) return;
  throw new VipError(
    'NOT_POSSIBLE',
    `measure: ${disturbance}, so what was not as expected was not measured: run it again`,
  );
}

function longestStall(timeline: Timeline): string | undefined {
  const longest = timeline
    .select('stalled')
    .reduce<StalledEvent | undefined>(
      (most, one) => (most === undefined || one.forMs > most.forMs ? one : most),
      undefined,
    );
  if (longest === undefined) return undefined;
  const {node, forMs} = longest;
  const who = node === 'lab' ? 'vip' : `its observer in ${node}`;
  return `${who} stalled for ${formatDuration(BigInt(forMs) * 1_000_000n)}`;
}

function lossIn(timeline: Timeline): string | undefined {
  const lossy = timeline.select('capture-end').find(({dropped}) => dropped > 0);
  if (lossy === undefined) return undefined;
  const {node, iface, received, dropped} = lossy;
  return `the capture at ${node} ${iface} lost ${dropped} of ${counted(received + dropped, 'frame')}`;
}
