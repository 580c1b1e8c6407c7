/**
 * The frames that pass an interface, as events dated by the kernel.
 *
 * @module
 */

import {largest} from '@vip/analysis/internal/extremes';
import {type FrameLink, kernelTime, openLink} from '@vip/arp/link';
import type {Emit, RunningObservation} from './emit.js';

/**
 * Opens an interface once for incoming and once for outgoing frames, so that a frame's sender is known whatever
 * its source MAC: a virtual router's is the same on two nodes.
 */
export function openSides(iface: string, filter: string): FrameLink[] {
  return (['arriving', 'leaving'] as const).map(side => openLink({iface, filter, side}));
}

/** The consumer of the frames. */
interface Receiver {
  readonly emit: Emit;
  /** Resolves when there is space for more. */
  readonly drained: () => Promise<void>;
}

/**
 * Emits the frames that the links of an interface receive until they are stopped or end by themselves, as they do when
 * the interface disappears; then the kernel's counts.
 */
export function watchFrames(
  node: string,
  iface: string,
  links: readonly FrameLink[],
  {emit, drained}: Receiver,
): RunningObservation {
  const read = async (link: FrameLink) => {
    for await (const batch of link.batches()) {
      for (const {at, bytes, length, own} of batch) {
        emit({at, node, kind: 'frame', iface, octets: bytes, length, own});
      }
      // The next ones wait in the link's ring; the kernel counts those that do not fit.
      await drained();
    }
  };
  // An interface that is gone shows nothing more, and what it showed until then is complete.
  const readToEnd = async (link: FrameLink) => {
    await read(link).catch(() => {});
    await link.close();
    return link.statistics();
  };
  const ended = Promise.all(links.map(readToEnd)).then(counts => {
    // Each link counts frames in both directions, and any may have lost some.
    const received = largest(counts.map(count => count.received));
    const dropped = counts.reduce((total, count) => total + count.dropped, 0);
    emit({at: kernelTime(), node, kind: 'capture-end', iface, received, dropped});
  });
  return {
    async stop() {
      await Promise.all(links.map(link => link.close()));
      await ended;
    },
  };
}
