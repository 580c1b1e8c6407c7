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
  /** The first 8 octets count: one character for each. */
  readonly password: string;
  /** Where the type is. */
  readonly typePlace: Place;
  /** Where the password is. */
  readonly passwordPlace: Place;
}

/** A setting that something else may have cleared. */
export interface Clearable<T> {
  readonly given: T;
  readonly effective: T;
}

export interface Instance {
  readonly name: string;
  /** Where it begins. */
  readonly place: Place;
  readonly state: 'MASTER' | 'BACKUP';
  /** The word as given. */
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
  /** What was asked for, in milliseconds. */
  readonly advertGivenMs: number | undefined;
  readonly downTimerAdverts: number;
  readonly strict: boolean;
  /** Whether packets to the address are accepted. */
  readonly accept: boolean;
  readonly auth: Authentication | undefined;
  /** Where an authentication is that is not used. */
  readonly authIgnored: Place | undefined;
  /** The trailer of 2.4; its keys may be of no use. */
  readonly hmac: AuthHmac | undefined;
  /** IPv4 and version 3: the checksum goes without the pseudo-header, and a wrong one is accepted. */
  readonly checksumAsV2: boolean;
  readonly nopreempt: Clearable<boolean>;
  readonly preemptDelayMs: Clearable<number>;
  readonly vips: readonly VipEntry[];
  readonly wrongFamily: readonly VipEntry[];
  readonly excluded: readonly VipEntry[];
  readonly unicast: boolean;
  /** Whether there is a unicast keyword, with or without peers. */
  readonly unicastGiven: boolean;
  /** It has no peer, and was told not to use multicast then. */
  readonly lacksPeers: boolean;
  /** It is to send from an interface of its own, for which there is no address. */
  readonly lacksSource: boolean;
  readonly peers: readonly Given<IpAddress>[];
  readonly source: Given<IpAddress> | undefined;
  /** The multicast group that is used; undefined with unicast. */
  readonly group: string | undefined;
  readonly vmac: boolean;
  readonly announcements: AnnouncementSettings;
  readonly higherPrioSendAdvert: boolean;
  readonly lowerPrioNoAdvert: boolean;
  /** Those that count, with the weight that counts. */
  readonly tracks: readonly Track[];
  /** Dropped, or left without their weight. */
  readonly droppedTracks: readonly DroppedTrack[];
  /** Whether the VRRP interface itself, and the VIPs' own, are watched. */
  readonly tracksPrimary: boolean;
  /** The sync group it is in. */
  readonly syncGroup: string | undefined;
  /** The last line with this keyword, else where the instance begins. */
  placeOf(keyword: string): Place;
  has(keyword: string): boolean;
}

export interface DroppedTrack {
  readonly track: Track;
  readonly because: 'owner' | 'sync group';
  /** A file counts on without its weight. */
  readonly keepsWatching: boolean;
}
