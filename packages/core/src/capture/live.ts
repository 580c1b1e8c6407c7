/**
 * Frames from the interfaces of this network namespace.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {type FrameLink, openLink} from '@vip/arp/link';
import {ethernetInterfaces} from '../interfaces.js';
import type {CaptureSource, SeenFrame} from './source.js';

export interface LiveCaptureOptions {
  /** Undefined: all that are up and carry Ethernet frames, those included that come later. */
  readonly ifaces?: readonly string[] | undefined;
  /** A filter for pcap-filter(7). */
  readonly filter: string;
}

/** ARP, with up to two 802.1Q tags. In the filter language, `vlan` moves all that follows into the tag. */
export const ARP_FILTER = 'arp or (vlan and (arp or (vlan and arp)))';

/** How often it is looked for interfaces that have come. Milliseconds. */
const RESCAN_INTERVAL_MS = 1000;

/** @throws VipError when an interface cannot be opened; nothing is left open then */
export function openLiveCapture({ifaces, filter}: LiveCaptureOptions): CaptureSource {
  const links = new Map<string, FrameLink>();
  const complaints: VipError[] = [];
  const past = {received: 0, dropped: 0};
  let closed = false;

  const open = (iface: string) => links.set(iface, openLink({iface, filter, bufferBytes: RING_OCTETS}));
  try {
    for (const iface of ifaces ?? ethernetInterfaces()) open(iface);
  } catch (error) {
    for (const link of links.values()) void link.close();
    throw error;
  }

  /** Reads one link to its end; one that ends by itself is forgotten, but not what it counted. */
  const readLink = async (link: FrameLink, take: (frames: readonly SeenFrame[]) => Promise<void> | void) => {
    const {iface} = link;
    try {
      for await (const batch of link.batches()) {
        await take(batch.map(({at, bytes, length, own}) => ({iface, at, bytes, length, own})));
      }
    } catch (error) {
      if (!(error instanceof VipError) || ifaces !== undefined) throw error;
      complaints.push(error);
      const {received, dropped} = link.statistics();
      past.received += received;
      past.dropped += dropped;
      links.delete(iface);
      await link.close();
    }
  };

  return {
    complaints,
    async read(take) {
      const reading = new Set<Promise<void>>();
      let fail: (error: unknown) => void = () => {};
      const failed = new Promise<never>((_, reject) => {
        fail = reject;
      });
      failed.catch(() => {});
      const follow = (link: FrameLink) => {
        const task = readLink(link, take)
          .catch(fail)
          .finally(() => reading.delete(task));
        reading.add(task);
      };
      for (const link of links.values()) follow(link);
      const rescan = setInterval(() => {
        for (const iface of ifaces === undefined && !closed ? ethernetInterfaces() : []) {
          if (!links.has(iface)) openLate(iface, open, () => follow(links.get(iface) as FrameLink));
        }
      }, RESCAN_INTERVAL_MS);
      try {
        await Promise.race([failed, untilClosed(() => closed, reading)]);
      } finally {
        clearInterval(rescan);
      }
    },
    counts() {
      const all = [...links.values()].map(link => link.statistics());
      return {
        received: all.reduce((sum, {received}) => sum + received, past.received),
        dropped: all.reduce((sum, {dropped}) => sum + dropped, past.dropped),
      };
    },
    async close() {
      closed = true;
      await Promise.all([...links.values()].map(link => link.close()));
    },
  };
}

/** Room for a fifth of a second at 100,000 frames a second and more, while the process is busy with others. */
const RING_OCTETS = 32 << 20;

/** An interface that came, and may be gone or down again before it is opened: then there will be a next time. */
function openLate(iface: string, open: (iface: string) => void, opened: () => void): void {
  try {
    open(iface);
  } catch (error) {
    if (error instanceof VipError) return;
    throw error;
  }
  opened();
}

/** With all interfaces, none may be left and others may come; so it is over when it is closed. */
async function untilClosed(isClosed: () => boolean, reading: ReadonlySet<Promise<void>>): Promise<void> {
  do {
    await Promise.all(reading);
    if (!isClosed()) await new Promise(resolve => setTimeout(resolve, 20));
  } while (!isClosed() || reading.size > 0);
}
