/**
 * Whether a capture goes on where its time jumps back. What counts by itself tells: the sequence numbers of pings and of TCP go on
 * when the clock was set, and go back when the frames are in the wrong order.
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

interface Counter {
  readonly key: string;
  readonly value: number;
  readonly modulus: number;
  readonly far: number;
}

export class Continuity {
  readonly #view = new FrameView();
  readonly #last = new Map<string, number>();
  #first: bigint | undefined;

  note(seen: SeenFrame): void {
    if (this.#first === undefined || seen.at < this.#first) this.#first = seen.at;
    const counter = this.#counter(seen);
    if (counter === undefined) return;
    if (this.#last.size < MAX_FLOWS || this.#last.has(counter.key))
      this.#last.set(counter.key, counter.value);
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
      return {key, value: view.sequence, modulus: 0x1_0000_0000, far: FAR.tcp};
    }
    if (transport !== 'icmp' && transport !== 'icmpv6') return undefined;
    if (![0, 8, 128, 129].includes(view.icmpType)) return undefined;
    const key = `${source} ${destination} ${view.icmpType} ${view.echoIdentifier}`;
    return {key, value: view.echoSequence, modulus: 0x1_0000, far: FAR.echo};
  }
}
