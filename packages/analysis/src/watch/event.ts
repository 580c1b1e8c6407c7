/**
 * The events of `vip watch`, each about one address, one virtual router, or the watch itself. Values.
 *
 * An event that is reported again with a higher `revision` replaces the earlier report: of a move, what was wrong with it is known only
 * seconds later.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Interval} from '../collections/intervals.js';
import type {ServiceName} from '../conversations/facts.js';
import type {VerdictName} from '../explain/verdict.js';
import type {Bounds} from '../outages/outage.js';

/** What kind of change of owner it was. */
export const MOVE_KINDS = ['failover', 'failback', 'silent', 'conflict'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

interface Told {
  /** The same for all revisions of an event. */
  readonly id: string;
  /** From 0. */
  readonly revision: number;
  /** When it happened, not when it was reported. Nanoseconds since the epoch. */
  readonly at: bigint;
  /** It is not so after all. */
  readonly isWithdrawn?: true;
  /** Which of several places saw it. */
  readonly place?: string;
}

interface OfAddress extends Told {
  readonly ip: IpAddress;
  /** `eth0 VLAN 10` */
  readonly network: string;
  /** The frame that shows it first. */
  readonly frame: number;
}

/** What a verdict is reported with. */
interface Judged {
  /** Absent while it is not known yet. */
  readonly verdict?: VerdictName;
  readonly evidence?: string;
  readonly remedy?: string;
}

/** The owner when it is first known, and after each move. */
export interface OwnerEvent extends OfAddress {
  readonly kind: 'owner';
  readonly mac: MacAddress;
}

export interface MovedEvent extends OfAddress, Judged, Partial<Bounds> {
  readonly kind: 'moved';
  readonly move: MoveKind;
  readonly from?: MacAddress;
  readonly to: MacAddress;
  /** The routers, where both masters share a virtual MAC. */
  readonly fromRouter?: IpAddress;
  readonly toRouter?: IpAddress;
  /** Frames that went to another MAC meanwhile. */
  readonly staleFrames: number;
  /** It may have happened while no watch was running. */
  readonly isUnwatched?: true;
}

interface MaybeOfService {
  /** Only this service is dark, while the address answers other questions. */
  readonly service?: ServiceName;
}

/** No asker is answered. */
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
  /** Nobody asks any more: whether it is answered is not known. */
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

/** When it was asked lately, at least once a minute: at other times, nothing shows whether it would have answered. */
export interface AskedTimesEvent extends OfAddress {
  readonly kind: 'asked';
  /** In order; `at` is the end of the last. */
  readonly stretches: readonly Interval[];
  /** The same of its services, as far as they are watched. */
  readonly services?: readonly AskedService[];
}

export interface AskedService extends ServiceName {
  readonly stretches: readonly Interval[];
}

/** Anything else that `vip explain` finds fault with. */
export interface FaultEvent extends OfAddress, Required<Judged> {
  readonly kind: 'fault';
}

/** The master of a virtual router has not been heard for longer than any other would wait before it takes over. */
export interface AdvertGapEvent extends Told {
  readonly kind: 'advert-gap';
  readonly network: string;
  /** `VRRPv3` */
  readonly protocol: string;
  readonly vrid: number;
  readonly router: IpAddress;
  readonly intervalNs: bigint;
  /** Those that are watched, at most 16. */
  readonly addresses: readonly IpAddress[];
  /** Nothing at all was seen on that interface meanwhile: it may be the watch that is cut off. */
  readonly isAllSilent?: true;
}

export interface AdvertGapOverEvent extends Told {
  readonly kind: 'advert-gap-over';
  readonly network: string;
  readonly protocol: string;
  readonly vrid: number;
  /** The master that is heard now. */
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

/** About the watch itself: its clock, its interfaces, its places, its files. */
export interface WatchEvent extends Told {
  readonly kind: 'watch';
  readonly what: (typeof WATCH_SUBJECTS)[number];
  /** A sentence without a full stop. */
  readonly text: string;
  /** The interface. */
  readonly iface?: string;
  /** Whether that, or the whole place, is watched from now on. */
  readonly isWatched?: boolean;
  /** What happened from then until now may be missing. Nanoseconds. */
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
