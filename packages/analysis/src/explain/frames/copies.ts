/**
 * Frames that are seen twice: a mirror port delivers incoming and outgoing frames, before and after a router, where the
 * copy has another MAC and a lower time to live. A copy is neither a second question nor a second answer.
 *
 * @module
 */

import {UNKNOWN_MAC} from '@vip/arp';
import type {SeenView} from '../../capture/seen-view.js';
import {NetworkMacs} from './network-macs.js';
import type {NetworkName} from './networks.js';
import {RecentPackets} from './recent-packets.js';

/** Relation of a packet to an earlier one. */
export type CopyKind = 'first' | 'copy' | 'routed-copy';

/** How many packets, and which part of all, must have copies before everything is taken to be seen twice. */
const MIRRORED = {packets: 10, oneOf: 5, seenMoreOften: 20} as const;

export class Copies {
  /** Number of copies. */
  count = 0;
  /** Those of them that a router had forwarded. */
  forwarded = 0;
  #packets = 0;
  #again = 0;
  /** Machines that send on what they receive, in the same network and from the MAC at which they receive it. */
  readonly relays = new NetworkMacs();
  /** Routers that forwarded copies. */
  readonly #routers = new NetworkMacs();
  readonly #recent = new RecentPackets();

  look(view: SeenView, {id, text}: NetworkName): CopyKind {
    const recent = this.#recent;
    const place = recent.findOrTake(view, id);
    if (place < 0) {
      this.#packets++;
      return 'first';
    }
    this.count++;
    const {sourceMac} = view;
    if (sourceMac !== UNKNOWN_MAC && sourceMac === recent.destinationMacAt(place))
      this.relays.note(text, sourceMac);
    if (view.hops < recent.hopsAt(place)) {
      this.forwarded++;
      const router = recent.destinationMacAt(place);
      // A cooked capture does not show it, and not every frame of it goes to a router.
      if (router !== UNKNOWN_MAC) this.#routers.note(text, router);
      return 'routed-copy';
    }
    if (recent.isCopied(place)) this.#again++;
    return 'copy';
  }

  /**
   * Whether the capture shows everything twice, like one of a mirror port that copies two ports, or one merged from two places. A program that
   * repeats its packets does so more than once.
   */
  get isMirrored(): boolean {
    const copies = this.count - this.forwarded;
    const {packets, oneOf, seenMoreOften} = MIRRORED;
    return copies >= packets && oneOf * copies >= this.#packets && seenMoreOften * this.#again <= copies;
  }

  /** Whether frames to this MAC are seen again after its router forwards them. */
  isRelay({text}: NetworkName, mac: number): boolean {
    return this.#routers.hasNumber(text, mac);
  }
}
