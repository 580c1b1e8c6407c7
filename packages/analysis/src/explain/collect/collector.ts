/**
 * Collecting facts from frames: the options of a collector, and its interface.
 *
 * @module
 */

import type {AddressKey, IpAddress} from '@vip/arp';
import type {FrameColumns, SeenFrames} from '../../capture/frame-columns.js';
import type {Stepwise} from '../../collections/stepwise.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {Twins} from '../frames/twins.js';
import type {LastAsked} from './address/last-asked.js';
import type {KnownOwner} from './control/known-owner.js';
import type {Wanted} from './reported/told-addresses.js';
import type {NamedSegments} from './view-networks.js';

export interface CollectorOptions {
  /** Only these addresses; all if undefined. */
  readonly ips?: readonly IpAddress[] | undefined;
  /** Keys of keepalived's `auth_hmac` for verifying advertisements. */
  readonly keys?: readonly Uint8Array[] | undefined;
  /** Owners known before the first frame. */
  readonly known?: readonly KnownOwner[];
  /** Least room for announcements, questions and the like of all addresses together. */
  readonly notes?: number;
  /** Networks that are seen both with and without their tag. */
  readonly twins?: Twins;
  /** The addresses whose questions are followed, as `Mentioned` finds them; all if undefined. */
  readonly followed?: ReadonlySet<AddressKey> | undefined;
  /**
   * The segments of several captures, after which the interfaces of their frames are named; which networks are
   * one is then known.
   */
  readonly segments?: NamedSegments;
}

export interface Collector {
  take(frames: SeenFrames): void;
  /** Takes one frame, if the caller has put them in order: `frame` is its number, `at` its time. Nothing of the columns is kept. */
  takeInOrder(frames: FrameColumns, index: number, frame: number, at: bigint): void;
  /** The facts so far about some addresses, in steps of one address, between which no frame may be taken; the capture goes on. */
  soFar(wanted: Wanted): Stepwise<CaptureFacts>;
  /** When each machine was last heard, by `machineKey`; the capture goes on. */
  lastHeard(): ReadonlyMap<string, bigint>;
  /** When each address was last asked; the capture goes on. */
  asked(): Iterable<LastAsked>;
  /** Changes the addresses to report; all if undefined. */
  request(ips: readonly IpAddress[] | undefined): void;
  /** Ends the capture. */
  facts(): CaptureFacts;
  /** The same in steps of one address, between which no frame may be taken. */
  final(): Stepwise<CaptureFacts>;
  /** Whether an address to be reported was not followed: the facts are then incomplete, and all must be followed. Known after `facts`. */
  readonly hasOverlooked: boolean;
}
