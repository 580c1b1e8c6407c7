/** A daemon that advertises until it stops or resigns, or its machine fails. */

import type {IpAddress, MacAddress} from '@vip/arp';
import {type Advert, advertTelling} from '../wire/advert.js';
import type {Captured} from './frame.js';
import type {Node} from './node.js';

export interface SpeakerOptions extends Advert {
  /** The source of the packets: the node's own address of the family. */
  readonly source: IpAddress;
  /** The source of the frames: the node's MAC, or the virtual one. */
  readonly mac: MacAddress;
  /** The peer to which it advertises, with the MAC that it has for it; the whole group if absent. */
  readonly peer?: {readonly ip: IpAddress; readonly mac: MacAddress};
}

export class VrrpSpeaker {
  priority: number;
  /** The advertisements in the capture. */
  readonly sent: Captured[] = [];
  readonly #node: Node;
  readonly #options: SpeakerOptions;
  #run = 0;
  #counter: number;

  constructor(node: Node, options: SpeakerOptions) {
    this.#node = node;
    this.#options = options;
    this.priority = options.priority;
    this.#counter = node.random.below(0x8000);
  }

  start(): void {
    const run = ++this.#run;
    const {clock} = this.#node.network;
    const {interval} = this.#options;
    clock.repeat(
      () => interval * (1 + this.#node.random.below(1000) / 1e6),
      () => {
        if (run !== this.#run) return false;
        this.#say(this.priority, this.#options.source);
        return true;
      },
    );
  }

  stop(): void {
    this.#run++;
  }

  /**
   * Resigns with priority 0, so that the others need not wait for the timer (RFC 5798 §6.4.3). Some have
   * released their own address by then.
   */
  resign(source: IpAddress = this.#options.source): void {
    this.stop();
    this.#say(0, source);
  }

  #say(priority: number, source: IpAddress): void {
    const {mac, source: _, peer, ...advert} = this.#options;
    const now = this.#node.network.utc();
    const sending = {source, counter: ++this.#counter, now, ...(peer && {peer: peer.ip})};
    const telling = advertTelling({...advert, priority}, sending);
    const record =
      peer === undefined
        ? this.#node.tell(telling, {type: 'other'}, mac)
        : this.#node.tell(
            {...telling, destination: peer.mac},
            {type: 'advert', ends: {source, destination: peer.ip}},
            mac,
          );
    if (record !== undefined) this.sent.push(record);
  }
}

/** How long a backup waits (RFC 5798 §6.1), in nanoseconds. */
export function masterDown(
  {interval, priority}: {interval: number; priority: number},
  version: 2 | 3,
): number {
  const skew = ((256 - priority) * (version === 3 ? interval : 1e9)) / 256;
  return 3 * interval + skew;
}
