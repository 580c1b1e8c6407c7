/**
 * What a trial waits for after its fault: addresses that move to another node.
 *
 * @module
 */

import type {LabSettings, Timeline} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import type {Session} from '../session/session.js';
import {momentOf} from './moments.js';

interface Moving {
  readonly session: Session;
  readonly timeline: Timeline;
  readonly settings: LabSettings;
  /** The settings of each VIP. */
  readonly moving: readonly LabSettings[];
}

/** Resolves when every VIP has been added to a node since our last action, or after `patienceMs`, by when no node will act any more. */
export async function untilMoved(
  {session, timeline, settings, moving}: Moving,
  patienceMs: number,
): Promise<void> {
  const since =
    (momentOf(timeline, settings, 'heal') ?? momentOf(timeline, settings, 'fault'))?.begunAt ?? 0n;
  const isAdded = (vip: IpAddress) =>
    timeline.select('address').some(({at, ip, change}) => at > since && ip === vip && change === 'added');
  await session.until(() => moving.every(({vip}) => isAdded(vip.address)), patienceMs);
}
