/**
 * A `vrrp_instance`, as the daemon runs it.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Place} from '../source.js';
import type {VipEntry} from './address.js';
import type {AuthHmac} from './auth-hmac.js';
import type {AnnouncementSettings} from './globals.js';
import type {Given} from './report.js';
import type {Track} from './tracks.js';

export interface Authentication {
  readonly type: 'PASS' | 'AH';
  /** Its first 8 octets, as one character each. */
  readonly password: string;
  /** The place of the type. */
  readonly typePlace: Place;
  /** The place of the password. */
  readonly passwordPlace: Place;
}

/** A setting that another one may have cleared. */
export interface Clearable<T> {
  readonly given: T;
  readonly effective: T;
}

export interface Instance {
  readonly name: string;
  /** Where it begins. */
  readonly place: Place;
  readonly state: 'MASTER' | 'BACKUP';
  /** As written. */
  readonly stateGiven: Given<string> | undefined;
  readonly iface: string | undefined;
  readonly vrid: number | undefined;
  readonly family: 4 | 6;
  readonly version: 2 | 3;
  /** 1 to 255; 255 owns the address. */
  readonly basePriority: number;
  readonly priorityGiven: Given<string> | undefined;
  /** Milliseconds between two advertisements. */
  readonly advertMs: number;
  /** The configured interval in milliseconds. */
  readonly advertGivenMs: number | undefined;
  readonly downTimerAdverts: number;
  readonly strict: boolean;
  /** Whether packets to the address are accepted. */
  readonly accept: boolean;
  readonly auth: Authentication | undefined;
  /** The place of an unused authentication block. */
  readonly authIgnored: Place | undefined;
  /** The trailer of 2.4; its keys may be unusable. */
  readonly hmac: AuthHmac | undefined;
  /** For IPv4 in version 3: the checksum omits the pseudo-header, and wrong checksums are accepted. */
  readonly checksumAsV2: boolean;
  readonly nopreempt: Clearable<boolean>;
  readonly preemptDelayMs: Clearable<number>;
  readonly vips: readonly VipEntry[];
  readonly wrongFamily: readonly VipEntry[];
  readonly excluded: readonly VipEntry[];
  readonly unicast: boolean;
  /** Whether there is a unicast keyword, with or without peers. */
  readonly unicastGiven: boolean;
  /** Whether it has no peer, and is configured not to fall back to multicast. */
  readonly lacksPeers: boolean;
  /** Whether it should send from its own interface, which has no address. */
  readonly lacksSource: boolean;
  readonly peers: readonly Given<IpAddress>[];
  readonly source: Given<IpAddress> | undefined;
  /** The multicast group; undefined with unicast. */
  readonly group: string | undefined;
  readonly vmac: boolean;
  readonly announcements: AnnouncementSettings;
  readonly higherPrioSendAdvert: boolean;
  readonly lowerPrioNoAdvert: boolean;
  /** Effective tracks with their effective weights. */
  readonly tracks: readonly Track[];
  /** Tracks that were dropped or lost their weight. */
  readonly droppedTracks: readonly DroppedTrack[];
  /** Whether the VRRP interface and the interfaces of the VIPs are tracked. */
  readonly tracksPrimary: boolean;
  /** Its sync group. */
  readonly syncGroup: string | undefined;
  /** The last line with this keyword, otherwise the beginning of the instance. */
  placeOf(keyword: string): Place;
  has(keyword: string): boolean;
}

export interface DroppedTrack {
  readonly track: Track;
  readonly because: 'owner' | 'sync group';
  /** A tracked file still counts without its weight. */
  readonly keepsWatching: boolean;
}
