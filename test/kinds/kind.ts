/**
 * A kind of capture: a story whose particulars come from a seed, and what is right to say of it.
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
  /** Octets on the wire, where a snap length cut it. */
  readonly length?: number;
  /** LINKTYPE_ number of the interface; Ethernet when left out. */
  readonly linkType?: number;
  /** The interface that it was captured at, of a machine with several. */
  readonly iface?: string;
}

export interface Made {
  readonly name: string;
  readonly frames: readonly MadeFrame[];
  readonly truth: Truth;
  /** Addresses that have to be asked for by name; absent when the capture shows by itself which matter. */
  readonly ask?: readonly IpAddress[];
  /** Keys that are given. */
  readonly keys?: readonly Uint8Array[];
  /** What each machine has of it, by its name, if that was recorded. */
  readonly places?: ReadonlyMap<string, readonly MadeFrame[]>;
  /** How many frames at the beginning may be missing without anything else to be said. */
  readonly cuttable?: number;
  /** The times of the frames go back, and are meant to. */
  readonly unordered?: true;
  /** The capture as a file, where the file is what matters. */
  readonly file?: Uint8Array;
  /** What the command ends with for the file, where that is worse than what its frames tell. */
  readonly fileExit?: Exit;
}

export interface Kind {
  readonly name: string;
  /** The same for the same seeds; `addresses` chooses nothing but MAC and IP addresses. */
  make(seed: number, addresses?: number): Made;
}

export function kind(name: string, tell: (random: Random, addresses: Random) => Omit<Made, 'name'>): Kind {
  return {
    name,
    make: (seed, addresses = seed) => ({name, ...tell(seeded(seed), seeded(addresses + 0x5eed))}),
  };
}
