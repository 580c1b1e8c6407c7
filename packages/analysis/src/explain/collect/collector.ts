/**
 * Collecting facts from frames: what a collector is asked for, and what it offers.
 *
 * @module
 */

import type {AddressKey, IpAddress} from '@vip/arp';
import type {SeenFrames} from '../../capture/frame-columns.js';
import type {SeenFrame} from '../../capture/seen-frame.js';
import type {Stepwise} from '../../collections/stepwise.js';
import type {CaptureFacts} from '../facts.js';
import type {Twins} from '../frames/twins.js';
import type {LastAsked} from './address/last-asked.js';
import type {KnownOwner} from './control/claim-recorder.js';
import type {Wanted} from './reported/told-addresses.js';

export interface CollectorOptions {
  /** Only these addresses; all if undefined. */
  readonly ips?: readonly IpAddress[] | undefined;
  /** Keys of keepalived's `auth_hmac` for verifying advertisements. */
  readonly keys?: readonly Uint8Array[] | undefined;
  /** The owners before anything is seen. */
  readonly known?: readonly KnownOwner[];
  /** Room for announcements, questions and the like of all addresses, at least. */
  readonly notes?: number;
  /** Networks that are seen both with and without their tag. */
  readonly twins?: Twins;
  /** The addresses whose questions are followed, as `Mentioned` finds them; all if undefined. */
  readonly followed?: ReadonlySet<AddressKey> | undefined;
  /** Interfaces are called after the segments that several captures share, also where a cooked frame has the index of one of its machine. */
  readonly areSegments?: boolean;
}

export interface Collector {
  take(frames: SeenFrames): void;
  /** Takes one frame, when the caller has put them in order: `frame` is its number, `at` its time. */
  takeInOrder(seen: SeenFrame, frame: number, at: bigint): void;
  /** What is known so far about some addresses, in steps of one address, between which no frame may be taken; the capture goes on. */
  soFar(wanted: Wanted): Stepwise<CaptureFacts>;
  /** When each machine was last heard, by `machineKey`; the capture goes on. */
  lastHeard(): ReadonlyMap<string, bigint>;
  /** When each address was last asked; the capture goes on. */
  asked(): Iterable<LastAsked>;
  /** Other addresses from now on; all if undefined. */
  request(ips: readonly IpAddress[] | undefined): void;
  /** The capture is over. */
  facts(): CaptureFacts;
  /** The same in steps of one address, between which no frame may be taken. */
  final(): Stepwise<CaptureFacts>;
  /** Whether an address to be reported was not followed: then the facts are incomplete, and all must be followed. Known after `facts`. */
  readonly hasOverlooked: boolean;
}
