/**
 * The frames that pass an interface, as events dated by the kernel.
 *
 * @module
 */

import {type FrameLink, kernelTime} from '@vip/arp/link';
import type {Emit, Observer} from './emit.js';

/** Emits what the link receives until stopped; then what the kernel counted. */
export function watchFrames(node: string, link: FrameLink, emit: Emit): Observer {
  const {iface} = link;
  const reading = (async () => {
    for await (const batch of link.batches()) {
      for (const {at, bytes, length, own} of batch) {
        const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
        emit({at, node, kind: 'frame', iface, octets, length, own});
      }
    }
  })();
  return {
    async stop() {
      await link.close();
      await reading;
      const {received, dropped} = link.statistics();
      emit({at: kernelTime(), node, kind: 'capture-end', iface, received, dropped});
    },
  };
}
