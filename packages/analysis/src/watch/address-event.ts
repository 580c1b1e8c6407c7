/**
 * The events of `vip watch` about one address. Values.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Interval} from '../collections/intervals.js';
import type {ServiceName} from '../conversations/facts.js';
import type {VerdictName} from '../explain/verdict.js';
import type {Bounds} from '../outages/outage.js';
import type {Reported} from './reported.js';

/** The kind of change of owner. */
export const MOVE_KINDS = ['failover', 'failback', 'silent', 'conflict'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

interface OfAddress extends Reported {
  readonly ip: IpAddress;
  /** `eth0 VLAN 10` */
  readonly network: string;
  /** The first frame that shows it. */
  readonly frame: number;
}

/** The fields of a verdict. */
interface Judged {
  /** Absent while unknown. */
  readonly verdict?: VerdictName;
  readonly evidence?: string;
  readonly remedy?: string;
}

/** The owner, when first known and after each move. */
export interface OwnerEvent extends OfAddress {
  readonly kind: 'owner';
  readonly mac: MacAddress;
}

export interface MovedEvent extends OfAddress, Judged, Partial<Bounds> {
  readonly kind: 'moved';
  readonly move: MoveKind;
  readonly from?: MacAddress;
  readonly to: MacAddress;
  /** The routers, if both masters share a virtual MAC. */
  readonly fromRouter?: IpAddress;
  readonly toRouter?: IpAddress;
  /** Frames sent to another MAC meanwhile. */
  readonly staleFrames: number;
  /** Whether it may have happened while no watch was running. */
  readonly isUnwatched?: true;
}

interface MaybeOfService {
  /** The service, if only it is dark while the address answers other questions. */
  readonly service?: ServiceName;
}

/** An outage: no asker is answered. */
export interface DarkEvent extends OfAddress, MaybeOfService {
  readonly kind: 'dark';
  /** The last answer before it; absent if there was none. */
  readonly lastAnswer?: bigint;
  readonly questions: number;
  /** From the first unanswered question to the last so far. */
  readonly leastNs: bigint;
}

export interface DarkOverEvent extends OfAddress, MaybeOfService, Judged, Bounds {
  readonly kind: 'dark-over';
  /** When the first unanswered question was asked; `at` is when an answer was seen again. */
  readonly since: bigint;
  readonly questions: number;
  /** Set if the address is no longer asked, so that its state is unknown. */
  readonly isGivenUp?: true;
  /** The move that explains it. */
  readonly move?: string;
}

export interface TwoOwnersEvent extends OfAddress, Judged {
  readonly kind: 'two-owners';
  readonly owners: readonly MacAddress[];
}

export interface TwoOwnersOverEvent extends OfAddress {
  readonly kind: 'two-owners-over';
  readonly since: bigint;
}

/** A set of announcements. */
export interface AnnouncementsEvent extends OfAddress {
  readonly kind: 'announced';
  readonly mac: MacAddress;
  readonly forms: readonly string[];
  readonly count: number;
}

/** Recent stretches in which it was asked at least once a minute. At other times, nothing shows whether it would have answered. */
export interface AskedTimesEvent extends OfAddress {
  readonly kind: 'asked';
  /** In order; `at` is the end of the last. */
  readonly stretches: readonly Interval[];
  /** The same for its watched services. */
  readonly services?: readonly AskedService[];
}

export interface AskedService extends ServiceName {
  readonly stretches: readonly Interval[];
}

/** Any other fault found by `vip explain`. */
export interface FaultEvent extends OfAddress, Required<Judged> {
  readonly kind: 'fault';
}

export type WatchedAddressEvent =
  | OwnerEvent
  | MovedEvent
  | DarkEvent
  | DarkOverEvent
  | TwoOwnersEvent
  | TwoOwnersOverEvent
  | AnnouncementsEvent
  | AskedTimesEvent
  | FaultEvent;
