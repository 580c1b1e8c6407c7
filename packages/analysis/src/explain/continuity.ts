/**
 * Whether a capture is continuous where its time jumps. Counters show it: where it jumps back, the sequence numbers of pings and
 * of TCP continue if the clock was set, and go back if the frames are in the wrong order; where it jumps ahead, pings have continued
 * while nothing was captured, or the next one follows as if no time had passed.
 *
 * @module
 */

import {FrameView, LINK_TYPE_ETHERNET} from '@vip/arp';
import type {SeenFrame} from '../seen-frame.js';

/** Maximum number of counters tracked. */
const MAX_FLOWS = 1024;

/** Number of frames examined after the jump. */
const LOOK_AHEAD = 512;

/** Maximum advance of a counter across a jump: an hour of pings, a few megabytes of TCP. */
const FAR = {echo: 4096, tcp: 8_388_608} as const;

/** All pings of a Windows machine have this identifier, and continue the numbers of the previous run. */
const OF_WINDOWS = 1;

/** Number of intervals after which the pace of pings is known. */
const PACED = 3;

/** Pace of a ping: when its last request was sent, and the longest recent interval. */
class Pace {
  readonly #intervals: bigint[] = [];

  constructor(
    public at: bigint,
    public value: number,
  ) {}

  note(at: bigint, value: number): void {
    const steps = (value - this.value + 0x1_0000) % 0x1_0000;
    if (steps > 0) this.#intervals.push((at - this.at) / BigInt(steps));
    if (this.#intervals.length > PACED) this.#intervals.shift();
    this.at = at;
    this.value = value;
  }

  /** Nanoseconds that passed until this request, by its sequence number; undefined if unknown. */
  passedUntil(value: number): bigint | undefined {
    if (this.#intervals.length < PACED) return undefined;
    const [longest = 0n] = [...this.#intervals].sort((a, b) => Number(b - a));
    return longest * BigInt((value - this.value + 0x1_0000) % 0x1_0000);
  }
}

interface Counter {
  readonly key: string;
  readonly value: number;
  readonly modulus: number;
  readonly far: number;
  /** Requests of a ping, which are periodic. */
  readonly isPaced: boolean;
}

export class Continuity {
  readonly #view = new FrameView();
  readonly #last = new Map<string, number>();
  readonly #paces = new Map<string, Pace>();
  #first: bigint | undefined;

  /** @param at its time, corrected for clock steps */
  note(seen: SeenFrame, at: bigint): void {
    if (this.#first === undefined || seen.at < this.#first) this.#first = seen.at;
    const counter = this.#counter(seen);
    if (counter === undefined) return;
    if (this.#last.size >= MAX_FLOWS && !this.#last.has(counter.key)) return;
    this.#last.set(counter.key, counter.value);
    if (!counter.isPaced) return;
    const pace = this.#paces.get(counter.key);
    if (pace === undefined) this.#paces.set(counter.key, new Pace(at, counter.value));
    else pace.note(at, counter.value);
  }

  /**
   * How far the clock was set forward in the pause before the frame at `index`, in nanoseconds, if all pings continue as
   * if less time had passed. Undefined if nothing shows it.
   *
   * @param pauseNs length of the pause before that frame
   * @param offset sum of earlier clock steps
   */
  aheadBy(
    held: readonly {readonly seen: SeenFrame}[],
    index: number,
    {pauseNs, offset}: {readonly pauseNs: bigint; readonly offset: bigint},
  ): bigint | undefined {
    const met = new Set<string>();
    let least: bigint | undefined;
    for (const {seen} of held.slice(index, index + LOOK_AHEAD)) {
      const counter = this.#counter(seen);
      const pace = counter?.isPaced === true ? this.#paces.get(counter.key) : undefined;
      if (counter === undefined || pace === undefined || met.has(counter.key)) continue;
      met.add(counter.key);
      const passed = pace.passedUntil(counter.value);
      if (passed === undefined) continue;
      const ahead = seen.at - offset - pace.at - passed;
      if (ahead > pauseNs) return undefined;
      if (least === undefined || ahead < least) least = ahead;
    }
    return least;
  }

  /** Whether the frames from `index` onwards, which are dated before those noted, were nevertheless captured after them. */
  goesOn(held: readonly {readonly seen: SeenFrame}[], index: number): boolean {
    const met = new Set<string>();
    let on = 0;
    let back = 0;
    for (const {seen} of held.slice(index, index + LOOK_AHEAD)) {
      const counter = this.#counter(seen);
      const last = counter === undefined ? undefined : this.#last.get(counter.key);
      if (counter === undefined || last === undefined || met.has(counter.key)) continue;
      met.add(counter.key);
      const distance = (counter.value - last + counter.modulus) % counter.modulus;
      if (distance <= counter.far) on++;
      else back++;
    }
    if (on !== back) return on > back;
    // Without counters: after a clock step, times fall into the range already seen; a misplaced part of a file lies before it.
    const [first] = held.slice(index);
    return first !== undefined && this.#first !== undefined && first.seen.at > this.#first;
  }

  #counter({bytes, linkType = LINK_TYPE_ETHERNET, length}: SeenFrame): Counter | undefined {
    const view = this.#view;
    view.read(bytes, linkType, length);
    const {transport, source, destination} = view;
    if (transport === 'tcp') {
      const key = `${source} ${destination} ${view.sourcePort} ${view.destinationPort}`;
      return {key, value: view.sequence, modulus: 0x1_0000_0000, far: FAR.tcp, isPaced: false};
    }
    if (transport !== 'icmp' && transport !== 'icmpv6') return undefined;
    if (![0, 8, 128, 129].includes(view.icmpType)) return undefined;
    const key = `${source} ${destination} ${view.icmpType} ${view.echoIdentifier}`;
    return {
      key,
      value: view.echoSequence,
      modulus: 0x1_0000,
      far: FAR.echo,
      isPaced: [8, 128].includes(view.icmpType) && view.echoIdentifier !== OF_WINDOWS,
    };
  }
}
