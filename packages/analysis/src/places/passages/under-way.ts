/**
 * Frames that other captures may still have. Bounded: the oldest is settled early when there are too many.
 *
 * @module
 */

import type {FrameView} from '@vip/arp';
import {Queue} from '../../collections/queue.js';
import {isResent} from '../resent.js';
import {WireFrame} from '../wire-frame.js';

/** Maximum number of frames under way. */
const MOST = 65_536;
const BUCKETS = 65_536;

export class UnderWay {
  /** Frames by the best-mixed bits of their keys, the latest first. */
  readonly #lasts = new Array<WireFrame | undefined>(BUCKETS).fill(undefined);
  /** In chronological order. */
  readonly #queue = new Queue<WireFrame>();
  /** Objects for reuse. */
  readonly #spare: WireFrame[] = [];

  constructor(
    /** How long each is waited for. Nanoseconds. */
    readonly windowNs: number,
    /** Takes each frame once its time is over, and must not keep it. @param isCertain false if it was given up early */
    readonly settle: (wire: WireFrame, isCertain: boolean) => void,
  ) {}

  /** The frame with this key that is nearest in time and that the place does not have yet. */
  find(view: FrameView, key: number, segment: number, place: number, at: number): WireFrame | undefined {
    let best: WireFrame | undefined;
    let nearest = this.windowNs;
    for (let wire = this.#lasts[bucketOf(key)]; wire !== undefined; wire = wire.next) {
      const distance = Math.abs(at - wire.at);
      if (
        wire.key !== key ||
        wire.segment !== segment ||
        (wire.seen & (1 << place)) !== 0 ||
        distance > nearest ||
        (view.ipVersion !== 0 && isResent(wire, view))
      )
        continue;
      best = wire;
      nearest = distance;
    }
    return best;
  }

  /** The same packet in another segment, before the last router sent it on. */
  findBefore({key, segment, hops, at}: WireFrame): WireFrame | undefined {
    let best: WireFrame | undefined;
    for (let wire = this.#lasts[bucketOf(key)]; wire !== undefined; wire = wire.next) {
      if (
        wire.key !== key ||
        wire.segment === segment ||
        wire.hops <= hops ||
        Math.abs(at - wire.at) > this.windowNs
      )
        continue;
      if (best === undefined || wire.hops < best.hops) best = wire;
    }
    return best;
  }

  /** A frame to be filled in, and then added. */
  blank(): WireFrame {
    return this.#spare.pop() ?? new WireFrame();
  }

  add(wire: WireFrame): void {
    const bucket = bucketOf(wire.key);
    wire.next = this.#lasts[bucket];
    this.#lasts[bucket] = wire;
    this.#queue.push(wire);
    if (this.#queue.length > MOST) this.#end(false);
  }

  /** Settles the frames whose time is over now. */
  advance(at: number): void {
    for (let wire = this.#queue.first; wire !== undefined; wire = this.#queue.first) {
      if (at - wire.at <= this.windowNs) return;
      this.#end(true);
    }
  }

  /** All captures are over. */
  finish(): void {
    while (this.#queue.length > 0) this.#end(true);
  }

  #end(isCertain: boolean): void {
    const wire = this.#queue.shift() as WireFrame;
    this.#forget(wire);
    this.settle(wire, isCertain);
    this.#spare.push(wire);
  }

  /** Removes a frame. It is the oldest, so it is the last in its list. */
  #forget(wire: WireFrame): void {
    const bucket = bucketOf(wire.key);
    const first = this.#lasts[bucket];
    if (first === wire) {
      this.#lasts[bucket] = wire.next;
      return;
    }
    for (let other = first; other !== undefined; other = other.next)
      if (other.next === wire) {
        other.next = wire.next;
        return;
      }
  }
}

/**
 * The bucket of a key, by its lowest 21 bits, which are well mixed. Bitwise operators can be applied to all
 * 53 bits, whereas a remainder of doubles would be slow.
 */
function bucketOf(key: number): number {
  return key & (BUCKETS - 1);
}
