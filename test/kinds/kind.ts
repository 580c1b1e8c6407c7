/**
 * A kind of capture: a story whose particulars come from a seed, and the right statements about it.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {type Random, seeded} from '../helpers/random.js';
import type {Exit, Truth} from './truth.js';

export interface MadeFrame {
  /** Nanoseconds since the epoch. */
  readonly at: bigint;
  readonly bytes: Uint8Array;
  /** Octets on the wire, if a snap length cut the frame. */
  readonly length?: number;
  /** LINKTYPE_ number of the interface; Ethernet if absent. */
  readonly linkType?: number;
  /** The interface at which it was captured, on a machine with several. */
  readonly iface?: string;
}

export interface Made {
  readonly name: string;
  readonly frames: readonly MadeFrame[];
  readonly truth: Truth;
  /** Addresses that have to be named; absent if the capture itself shows which ones matter. */
  readonly ask?: readonly IpAddress[];
  /** Keys that are given to the command. */
  readonly keys?: readonly Uint8Array[];
  /** The frames that each machine captured, by its name, if that was recorded. */
  readonly places?: ReadonlyMap<string, readonly MadeFrame[]>;
  /** Number of frames at the beginning that may be missing without changing what must be reported. */
  readonly cuttable?: number;
  /** Set if the frames' times go backwards on purpose. */
  readonly unordered?: true;
  /** Set if nothing at all is captured for a while on purpose. */
  readonly blind?: true;
  /** The capture as a file, where the file is what matters. */
  readonly file?: Uint8Array;
  /** The command's exit code for the file, if worse than for its frames. */
  readonly fileExit?: Exit;
}

export interface Kind {
  readonly name: string;
  /** Makes the same capture for the same seeds; `addresses` determines nothing but MAC and IP addresses. */
  make(seed: number, addresses?: number): Made;
}

export function kind(name: string, tell: (random: Random, addresses: Random) => Omit<Made, 'name'>): Kind {
  return {
    name,
    make: (seed, addresses = seed) => ({name, ...tell(seeded(seed), seeded(addresses + 0x5eed))}),
  };
}
