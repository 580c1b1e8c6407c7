/**
 * Whether a capture goes on where its time jumps back. Counters tell: the sequence numbers of pings and of TCP go on if the clock was set,
 * and go back if the frames are in the wrong order.
 *
 * @module
 */

import type {FrameColumns} from '../../capture/frame-columns.js';
import {SeenView} from '../../capture/seen-view.js';

/** Maximum number of counters tracked. */
const MAX_FLOWS = 1024;

/** Number of frames examined after the jump. */
export const LOOK_AHEAD = 512;

/** Maximum advance of a counter across a jump: an hour of pings, a few megabytes of TCP. */
const FAR = {echo: 4096, tcp: 8_388_608} as const;

interface Counter {
  readonly key: string;
  readonly value: number;
  readonly modulus: number;
  readonly far: number;
}

export class Continuity {
  readonly #view = new SeenView();
  readonly #last = new Map<string, number>();
  #firstNs: number;

  /** @param firstNs the earliest time of a frame so far, by the clock. Nanoseconds */
  constructor(firstNs = Number.POSITIVE_INFINITY) {
    this.#firstNs = firstNs;
  }

  /** @param ns by the clock. Nanoseconds */
  note(frames: FrameColumns, index: number, ns: number): void {
    this.#firstNs = Math.min(this.#firstNs, ns);
    const counter = this.#counter(frames, index);
    if (counter === undefined) return;
    if (this.#last.size < MAX_FLOWS || this.#last.has(counter.key))
      this.#last.set(counter.key, counter.value);
  }

  /** Whether the frames from `index` onwards, which are dated before those noted, were nevertheless captured after them. @param ns its time by the clock. Nanoseconds */
  goesOn(frames: FrameColumns, index: number, ns: number): boolean {
    const met = new Set<string>();
    let on = 0;
    let back = 0;
    const end = Math.min(index + LOOK_AHEAD, frames.count);
    for (let ahead = index; ahead < end; ahead++) {
      const counter = this.#counter(frames, ahead);
      const last = counter === undefined ? undefined : this.#last.get(counter.key);
      if (counter === undefined || last === undefined || met.has(counter.key)) continue;
      met.add(counter.key);
      const distance = (counter.value - last + counter.modulus) % counter.modulus;
      // What is sent again was first sent on either side of the jump.
      if (distance === 0) continue;
      if (distance <= counter.far) on++;
      else back++;
    }
    if (on !== back) return on > back;
    // If there are no counters: after a clock step, times fall into the range already seen; a misplaced part of a file lies before it.
    return ns > this.#firstNs;
  }

  #counter(frames: FrameColumns, index: number): Counter | undefined {
    const view = this.#view;
    view.see(frames, index);
    const {transport, source, destination} = view;
    if (transport === 'tcp') {
      const key = `${source} ${destination} ${view.sourcePort} ${view.destinationPort}`;
      return {key, value: view.sequence, modulus: 0x1_0000_0000, far: FAR.tcp};
    }
    if (transport !== 'icmp' && transport !== 'icmpv6') return undefined;
    if (![0, 8, 128, 129].includes(view.icmpType)) return undefined;
    const key = `${source} ${destination} ${view.icmpType} ${view.echoIdentifier}`;
    return {key, value: view.echoSequence, modulus: 0x1_0000, far: FAR.echo};
  }
}
