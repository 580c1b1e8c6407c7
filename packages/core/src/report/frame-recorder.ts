/**
 * The frames of a capture that a report draws, as a timeline: ARP, neighbour discovery, VRRP and CARP, and of the rest
 * those that the story names. Pure.
 *
 * @module
 */

import {type FrameEvent, type SeenFrame, Timeline} from '@vip/analysis';
import {describeFrame, LINK_TYPE_ETHERNET} from '@vip/arp';

/** More than a report takes. */
const MAX_KEPT = 20_000;

/** Which of the rest is named is known in the end: until then so many are kept, of each the beginning. */
const MAX_REST = 100_000;
const REST_LENGTH = 128;

/** What every frame has to begin with to be looked at: the EtherTypes of VLANs, ARP, RARP, IPv4 and IPv6. */
const ETHER_TYPES: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100, 0x0806, 0x8035, 0x0800, 0x86dd]);

export class FrameRecorder {
  readonly #kept: FrameEvent[] = [];
  readonly #rest = new Map<number, FrameEvent>();
  readonly #numbers = new Map<FrameEvent, number>();
  #seen = 0;
  #left = 0;
  #cooked = 0;

  /** Keeps copies of what it needs. */
  take(frames: readonly SeenFrame[]): void {
    for (const frame of frames) this.#takeOne(frame);
  }

  /** @param named the frames that the story names, by their numbers in the capture */
  timeline(named: Iterable<number>): Timeline {
    const rest = [...new Set(named)].flatMap(number => {
      const frame = this.#rest.get(number);
      if (frame === undefined) return [];
      this.#numbers.set(frame, number);
      return [frame];
    });
    return Timeline.of([...this.#kept, ...rest]);
  }

  /** What a frame of the timeline is called in the capture: counted from 1. */
  numberOf(frame: FrameEvent): number {
    return this.#numbers.get(frame) ?? 0;
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
    const number = ++this.#seen;
    if (linkType !== LINK_TYPE_ETHERNET) {
      this.#cooked++;
      return;
    }
    const isKept = isOfInterest(bytes);
    if (isKept ? this.#kept.length >= MAX_KEPT : this.#rest.size >= MAX_REST) {
      if (isKept) this.#left++;
      return;
    }
    const name = iface === '' ? 'capture' : iface;
    const octets = isKept ? bytes.slice() : bytes.slice(0, REST_LENGTH);
    const event: FrameEvent = {at, node: name, kind: 'frame', iface: name, octets, length, own};
    if (isKept) {
      this.#kept.push(event);
      this.#numbers.set(event, number);
    } else this.#rest.set(number, event);
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
