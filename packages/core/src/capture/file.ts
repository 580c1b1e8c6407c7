/**
 * Frames from a pcap or pcapng file.
 *
 * @module
 */

import {createReadStream} from 'node:fs';
import {LINK_TYPE_ETHERNET, readCapture, VipError} from '@vip/arp';
import type {CaptureSource, SeenFrame} from './source.js';

/** Frames handed over at once. */
const BATCH = 1024;

export function openFileCapture(path: string): CaptureSource {
  const complaints: VipError[] = [];
  const stream = createReadStream(path, {highWaterMark: 1 << 20});
  let received = 0;
  return {
    complaints,
    async read(take) {
      let batch: SeenFrame[] = [];
      const records = readCapture(stream);
      try {
        let step = await records.next();
        for (; !step.done; step = await records.next()) {
          received++;
          const {at = 0n, bytes, length, linkType, iface = ''} = step.value;
          if (linkType !== LINK_TYPE_ETHERNET) throw notEthernet(path, linkType);
          batch.push({iface, at, bytes, length});
          if (batch.length < BATCH) continue;
          await take(batch);
          batch = [];
        }
        if (step.value.truncation !== undefined) complaints.push(step.value.truncation);
      } catch (error) {
        await take(batch);
        batch = [];
        if (!stream.destroyed || error instanceof VipError) throw describe(path, error as Error);
      }
      await take(batch);
    },
    counts: () => ({received, dropped: 0}),
    async close() {
      stream.destroy();
    },
  };
}

function notEthernet(path: string, linkType: number): VipError {
  return new VipError(
    'UNSUPPORTED',
    `read ${path}: expected Ethernet frames (link type 1), got link type ${linkType}`,
  );
}

function describe(path: string, error: Error): VipError {
  if (error instanceof VipError) return error;
  return new VipError('FILE_FAILED', `read ${path}: ${error.message}`, {cause: error});
}
