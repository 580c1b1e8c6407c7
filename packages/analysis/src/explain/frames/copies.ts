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

/** How many packets, and which part of all, must have copies before everything is taken to be seen several times. */
const MIRRORED = {packets: 10, oneOf: 5, ofMany: 2} as const;
/** Of those with copies, the part that has as many as the others; and that has none more. */
const ALIKE = {nearly: 0.8, hardly: 0.05} as const;
/** Most copies of a packet that are counted. */
const MOST_COPIES = 8;

export class Copies {
  /** Number of copies. */
  count = 0;
  /** Those of them that a router had forwarded. */
  forwarded = 0;
  /** The MAC to which the packet had been sent of which a router forwarded the latest copy. */
  router = UNKNOWN_MAC;
  #packets = 0;
  /** By a number of copies: packets that have as many, or more. */
  readonly #withCopies = new Int32Array(MOST_COPIES + 2);
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
      this.router = router;
      // A cooked capture does not show it, and not every frame of it goes to a router.
      if (router !== UNKNOWN_MAC) this.#routers.note(text, router);
      return 'routed-copy';
    }
    const copies = recent.copied(place);
    if (copies <= MOST_COPIES) this.#withCopies[copies] = this.#copiedTimes(copies) + 1;
    return 'copy';
  }

  /**
   * How often the capture shows each frame: twice like one of a mirror port that copies two ports, or one merged from two places, more often where
   * both come together; 1 if most are not seen again, or some far more often than others, as where a program repeats its packets.
   */
  get sightings(): number {
    const copied = this.#copiedTimes(1);
    const {packets, oneOf, ofMany} = MIRRORED;
    if (copied < packets || oneOf * copied < this.#packets) return 1;
    let copies = 1;
    while (this.#copiedTimes(copies + 1) >= ALIKE.nearly * copied) copies++;
    if (this.#copiedTimes(copies + 1) > ALIKE.hardly * copied) return 1;
    return copies === 1 || ofMany * copied >= this.#packets ? copies + 1 : 1;
  }

  #copiedTimes(copies: number): number {
    return this.#withCopies[copies] as number;
  }

  /** Whether frames to this MAC are seen again after its router forwards them. */
  isRelay({text}: NetworkName, mac: number): boolean {
    return this.#routers.hasNumber(text, mac);
  }
}
