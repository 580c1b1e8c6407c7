/**
 * The frames of a capture that a report draws, as a timeline: ARP, neighbour discovery, VRRP, CARP, HSRP and GLBP, and any others
 * that the story names. Pure.
 *
 * @module
 */

import {type FrameEvent, Timeline} from '@vip/analysis';
import {counted, type SeenFrame, type SeenFrames} from '@vip/analysis/internal';
import {FrameView, LINK_TYPE_ETHERNET, type ViewedKind} from '@vip/arp';

/** More than a report takes. */
const MAX_KEPT = 20_000;

/** Which of the others are named is known only at the end: until then, the beginnings of this many are kept. */
const MAX_REST = 100_000;
const REST_LENGTH = 128;

export class FrameRecorder {
  readonly #kept: FrameEvent[] = [];
  readonly #rest = new Map<number, FrameEvent>();
  readonly #numbers = new Map<FrameEvent, number>();
  #seen = 0;
  #left = 0;
  #bare = 0;
  readonly #view = new FrameView();

  /** Takes frames, and keeps copies of what it needs. */
  take(frames: SeenFrames): void {
    for (const frame of frames) this.#takeOne(frame, frame.iface === '' ? 'capture' : frame.iface);
  }

  /** The same for one frame of several captures, which has a number among all. @param place where it was captured */
  takeAt(place: string, frame: SeenFrame): void {
    this.#takeOne(frame, place);
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

  /** The number of a frame of the timeline in the capture, from 1. */
  numberOf(frame: FrameEvent): number {
    return this.#numbers.get(frame) ?? 0;
  }

  /** The note to readers that not everything is included. */
  notes(): string[] {
    return [
      ...(this.#left === 0 ? [] : [`Not in this file: ${counted(this.#left, 'further frame')}.`]),
      ...(this.#bare === 0
        ? []
        : [`Not drawn: ${counted(this.#bare, 'frame')} captured without Ethernet headers.`]),
    ];
  }

  #takeOne(frame: SeenFrame, node: string): void {
    const {iface, at, bytes, length, own = false, linkType = LINK_TYPE_ETHERNET} = frame;
    const number = frame.number ?? ++this.#seen;
    this.#view.read(bytes, linkType, length);
    const {kind} = this.#view;
    if (kind === 'foreign-link') return;
    if (linkType !== LINK_TYPE_ETHERNET) {
      this.#bare++;
      return;
    }
    const isKept = isOfInterest(kind);
    if (isKept ? this.#kept.length >= MAX_KEPT : this.#rest.size >= MAX_REST) {
      if (isKept) this.#left++;
      return;
    }
    const octets = isKept ? bytes.slice() : bytes.slice(0, REST_LENGTH);
    const event: FrameEvent = {
      at,
      node,
      kind: 'frame',
      iface: iface === '' ? node : iface,
      octets,
      length,
      own,
    };
    if (isKept) {
      this.#kept.push(event);
      this.#numbers.set(event, number);
    } else this.#rest.set(number, event);
  }
}

/** Frames that say where addresses are; most frames are traffic, as their kind alone shows. */
function isOfInterest(kind: ViewedKind): boolean {
  switch (kind) {
    case 'arp':
    case 'rarp':
    case 'discovery':
    case 'vrrp':
    case 'hsrp':
    case 'glbp':
      return true;
    default:
      return false;
  }
}
