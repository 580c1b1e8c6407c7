/**
 * The events of `vip watch`, each about one address, one virtual router, or the watch itself. Values.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {WatchedAddressEvent} from './address-event.js';
import type {Reported} from './reported.js';

export type * from './address-event.js';

/** The master of a virtual router has been silent for longer than any backup would wait before taking over. */
export interface AdvertGapEvent extends Reported {
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

export interface AdvertGapOverEvent extends Reported {
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
export interface WatchEvent extends Reported {
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
