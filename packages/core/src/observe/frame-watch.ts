/**
 * The frames that pass an interface, as events dated by the kernel.
 *
 * @module
 */

import {type FrameLink, kernelTime} from '@vip/arp/link';
import type {Emit, Observer} from './emit.js';

/**
 * Emits what the link receives until it is stopped or ends by itself, as it does when its interface disappears;
 * then what the kernel counted.
 */
export function watchFrames(node: string, link: FrameLink, emit: Emit, room: () => Promise<void>): Observer {
  const {iface} = link;
  const read = async () => {
    for await (const batch of link.batches()) {
      for (const {at, bytes, length, own} of batch) {
        emit({at, node, kind: 'frame', iface, octets: bytes, length, own});
      }
      // The next ones wait in the link's ring meanwhile, and what finds no room there is counted by the kernel.
      await room();
    }
  };
  // An interface that is gone has nothing more to show, and what it showed until then is complete.
  const ended = read()
    .catch(() => {})
    .then(() => link.close())
    .then(() => {
      const {received, dropped} = link.statistics();
      emit({at: kernelTime(), node, kind: 'capture-end', iface, received, dropped});
    });
  return {
    async stop() {
      await link.close();
      await ended;
    },
  };
}
