/**
 * The events of `vip watch`, each about one address, one virtual router, or the watch itself. Values.
 *
 * An event that is reported again with a higher `revision` replaces the earlier report: the verdict on a move is known only seconds later.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Interval} from '../collections/intervals.js';
import type {ServiceName} from '../conversations/facts.js';
import type {VerdictName} from '../explain/verdict.js';
import type {Bounds} from '../outages/outage.js';

/** The kind of change of owner. */
export const MOVE_KINDS = ['failover', 'failback', 'silent', 'conflict'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

interface Told {
  /** Identical for all revisions of an event. */
  readonly id: string;
  /** From 0. */
  readonly revision: number;
  /** When it happened, not when it was reported. Nanoseconds since the epoch. */
  readonly at: bigint;
  /** Whether the report is withdrawn. */
  readonly isWithdrawn?: true;
  /** The one of several places that saw it. */
  readonly place?: string;
}

interface OfAddress extends Told {
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
  /** It is no longer asked, so that whether it answers is unknown. */
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

/** The master of a virtual router has been silent for longer than any backup would wait before taking over. */
export interface AdvertGapEvent extends Told {
  readonly kind: 'advert-gap';
  readonly network: string;
  /** `VRRPv3` */
  readonly protocol: string;
  readonly vrid: number;
  readonly router: IpAddress;
  readonly intervalNs: bigint;
  /** Its watched addresses, at most 16. */
  readonly addresses: readonly IpAddress[];
  /** Whether nothing at all was seen on the interface meanwhile, so that the watch itself may be cut off. */
  readonly isAllSilent?: true;
}

export interface AdvertGapOverEvent extends Told {
  readonly kind: 'advert-gap-over';
  readonly network: string;
  readonly protocol: string;
  readonly vrid: number;
  /** The current master. */
  readonly router: IpAddress;
  readonly since: bigint;
  readonly lastedNs: bigint;
}

export const WATCH_SUBJECTS = [
  'started',
  'stopped',
  'clock',
  'interface',
  'dropped',
  'state',
  'output',
  'addresses',
  'command',
  'place',
] as const;

/** An event about the watch itself: its clock, interfaces, places, files. */
export interface WatchEvent extends Told {
  readonly kind: 'watch';
  readonly what: (typeof WATCH_SUBJECTS)[number];
  /** A sentence without a full stop. */
  readonly text: string;
  /** The interface. */
  readonly iface?: string;
  /** Whether that interface, or the whole place, is watched from now on. */
  readonly isWatched?: boolean;
  /** Events since then may be missing. Nanoseconds. */
  readonly since?: bigint;
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

export type RouterEvent = AdvertGapEvent | AdvertGapOverEvent;

export type WatchedEvent = WatchedAddressEvent | RouterEvent | WatchEvent;

export const EVENT_KINDS = [
  'owner',
  'moved',
  'dark',
  'dark-over',
  'two-owners',
  'two-owners-over',
  'announced',
  'asked',
  'fault',
  'advert-gap',
  'advert-gap-over',
  'watch',
] as const satisfies readonly WatchedEvent['kind'][];
