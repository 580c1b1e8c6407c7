/**
 * The frames of a capture that a report draws, as a timeline: ARP, neighbour discovery, VRRP and CARP. Pure.
 *
 * @module
 */

import type {FrameEvent, SeenFrame} from '@vip/analysis';
import {Timeline} from '@vip/analysis';
import {describeFrame, LINK_TYPE_ETHERNET} from '@vip/arp';

/** More than a report takes. */
const MAX_KEPT = 20_000;

/** What every frame has to begin with to be looked at: the EtherTypes of VLANs, ARP, RARP, IPv4 and IPv6. */
const ETHER_TYPES: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100, 0x0806, 0x8035, 0x0800, 0x86dd]);

export class FrameRecorder {
  readonly #events: FrameEvent[] = [];
  #left = 0;
  #cooked = 0;

  /** Keeps copies of what it needs. */
  take(frames: readonly SeenFrame[]): void {
    for (const frame of frames) this.#takeOne(frame);
  }

  timeline(): Timeline {
    return Timeline.of(this.#events);
  }

  /** What a reader has to know: that not everything is there. */
  notes(): string[] {
    return [
      ...(this.#left === 0 ? [] : [`${this.#left} further frames are not in this file.`]),
      ...(this.#cooked === 0
        ? []
        : [
            `${this.#cooked} frames are of a cooked capture, which has no Ethernet headers: they are not drawn.`,
          ]),
    ];
  }

  #takeOne({iface, at, bytes, length, own = false, linkType = LINK_TYPE_ETHERNET}: SeenFrame): void {
    if (linkType !== LINK_TYPE_ETHERNET) {
      this.#cooked++;
      return;
    }
    if (!isOfInterest(bytes)) return;
    if (this.#events.length >= MAX_KEPT) {
      this.#left++;
      return;
    }
    const octets = bytes.slice();
    const name = iface === '' ? 'capture' : iface;
    this.#events.push({at, node: name, kind: 'frame', iface: name, octets, length, own});
  }
}

function isOfInterest(bytes: Uint8Array): boolean {
  const etherType = ((bytes[12] ?? 0) << 8) | (bytes[13] ?? 0);
  if (!ETHER_TYPES.has(etherType)) return false;
  // Most frames are IPv4 traffic: told by the protocol alone.
  if (etherType === 0x0800 && bytes[23] !== 112) return false;
  const {kind} = describeFrame(bytes);
  return kind !== 'other';
}
