/**
 * Leaps, in which more time passes in a capture than passed for the machines that ping: nothing is seen for a while, and then their next
 * requests come, with the next numbers, as if no time had passed. The clock was set forward, or all machines paused, as virtual machines do
 * when their host is suspended; nothing in the capture tells which. So times are not corrected, but the length of an outage with a leap in it
 * is less certain.
 *
 * A leap is judged by the frames after it, and needs to be noticed only then: nothing is held back.
 *
 * @module
 */

import type {AddressKey} from '@vip/arp';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {SeenView} from '../../capture/seen-view.js';
import type {ClockStep} from '../capture-facts.js';

/** A shorter pause is not worth mentioning. Nanoseconds. */
const LEAST_NS = 2_000_000_000;

/** A sender may leave out requests: a delay of less than this many intervals shows nothing. */
const LEFT_OUT = 3;

/** Number of frames after the pause that are examined. */
const LOOK_AHEAD = 512;

/** Number of intervals of a ping after which its pace is known. */
const PACED = 3;

/** Number of pings that are followed, a power of two; of two with the same place, the later one. */
const PLACES = 256;

/** All pings of a Windows machine have this identifier, and continue the numbers of the one before. */
const OF_WINDOWS = 1;

const MAX_LEAPS = 64;

/** Nanoseconds by the clock. */
interface Pause {
  readonly from: number;
  readonly frame: number;
  readonly lasts: number;
  /** The least by which any ping since then went on too early; undefined while none has. */
  least: number | undefined;
  left: number;
}

export class Leaps {
  readonly #found: ClockStep[] = [];
  readonly #pings = Array.from({length: PLACES}, () => new Ping());
  #lastNs = Number.POSITIVE_INFINITY;
  #pause: Pause | undefined;

  constructor(readonly clock: CaptureClock) {}

  /** Takes each frame, after it has been read. */
  note(view: SeenView): void {
    const {ns, frame} = view;
    const last = this.#lastNs;
    this.#lastNs = ns;
    if (ns - last >= LEAST_NS) {
      this.#end();
      this.#pause = {from: last, frame, lasts: ns - last, least: undefined, left: LOOK_AHEAD};
    }
    if (isPaced(view)) this.#pinged(view);
    if (this.#pause !== undefined && --this.#pause.left <= 0) this.#end();
  }

  facts(): readonly ClockStep[] {
    this.#end();
    return this.#found;
  }

  /** The same, while frames go on. */
  soFar(): readonly ClockStep[] {
    const found = this.#pause === undefined ? undefined : leapIn(this.#pause, this.clock);
    return found === undefined ? this.#found : [...this.#found, found];
  }

  #pinged(view: SeenView): void {
    const ping = this.#pings[placeOf(view)] as Ping;
    if (!ping.isOf(view)) {
      ping.take(view);
      return;
    }
    const pause = this.#pause;
    if (pause !== undefined && ping.ns <= pause.from && ping.isOnPaceAt(pause.from)) {
      const ahead = ping.aheadBy(view);
      if (ahead !== undefined && (pause.least === undefined || ahead < pause.least)) pause.least = ahead;
    }
    ping.note(view);
  }

  #end(): void {
    const pause = this.#pause;
    this.#pause = undefined;
    const found = pause === undefined ? undefined : leapIn(pause, this.clock);
    if (found !== undefined && this.#found.length < MAX_LEAPS) this.#found.push(found);
  }
}

function leapIn({from, frame, lasts, least}: Pause, clock: CaptureClock): ClockStep | undefined {
  if (least === undefined) return undefined;
  // A ping that was late before the pause began would show more than the pause.
  const by = Math.min(least, lasts);
  return by >= LEAST_NS ? {at: clock.at(from), frame, by: BigInt(by)} : undefined;
}

/** The pace of a ping: when its last request was sent, and the longest recent interval. */
class Ping {
  ns = 0;
  #source: AddressKey = 0;
  #destination: AddressKey = 0;
  #identifier = -1;
  #sequence = 0;
  #intervals: number[] = [];

  isOf({source, destination, echoIdentifier}: SeenView): boolean {
    return (
      this.#identifier === echoIdentifier && this.#source === source && this.#destination === destination
    );
  }

  take({source, destination, echoIdentifier, echoSequence, ns}: SeenView): void {
    this.ns = ns;
    this.#source = source;
    this.#destination = destination;
    this.#identifier = echoIdentifier;
    this.#sequence = echoSequence;
    this.#intervals = [];
  }

  note({echoSequence, ns}: SeenView): void {
    const steps = this.#stepsTo(echoSequence);
    if (steps > 0) this.#intervals.push(Math.floor((ns - this.ns) / steps));
    if (this.#intervals.length > PACED) this.#intervals.shift();
    this.ns = ns;
    this.#sequence = echoSequence;
  }

  /**
   * Whether the client was still pinging at this time. A ping that had stopped long before was waiting for
   * something else.
   */
  isOnPaceAt(ns: number): boolean {
    const longest = this.#intervals.reduce((most, interval) => Math.max(most, interval), 0);
    return ns - this.ns <= LEFT_OUT * longest;
  }

  /** By how much this request comes later than its number suggests; 0 if that may be chance, undefined if nothing is known. */
  aheadBy({echoSequence, ns}: SeenView): number | undefined {
    if (this.#intervals.length < PACED) return undefined;
    const longest = this.#intervals.reduce((most, interval) => Math.max(most, interval), 0);
    const ahead = ns - this.ns - longest * this.#stepsTo(echoSequence);
    return ahead < LEFT_OUT * longest ? 0 : ahead;
  }

  #stepsTo(sequence: number): number {
    return (sequence - this.#sequence + 0x1_0000) % 0x1_0000;
  }
}

/** Requests of a ping, which come at intervals: types 8 (RFC 792) and 128 (RFC 4443). */
function isPaced({transport, icmpType, echoIdentifier}: SeenView): boolean {
  if (transport !== 'icmp' && transport !== 'icmpv6') return false;
  return icmpType === (transport === 'icmp' ? 8 : 128) && echoIdentifier !== OF_WINDOWS;
}

function placeOf({source, echoIdentifier}: SeenView): number {
  const own = typeof source === 'number' ? source : source.charCodeAt(7);
  const mixed = Math.imul(own | 0, 0x9e3779b1) ^ Math.imul(echoIdentifier, 0x85ebca6b);
  return ((mixed >>> 16) ^ mixed) & (PLACES - 1);
}

/** The part of the time between two moments that may not have passed. Nanoseconds. */
export function leapNsBetween(steps: readonly ClockStep[], from: bigint, to: bigint): bigint {
  return steps.reduce((sum, {at, by}) => (by > 0n && at >= from && at < to ? sum + by : sum), 0n);
}
