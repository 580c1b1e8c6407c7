/** How a machine holds an address, and how it claims it. */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {AnnouncementForm} from '../wire/neighbour.js';
import type {Refusal} from '../wire/reports.js';
import type {Datagram} from '../wire/transport.js';
import type {Captured} from './frame.js';

/** `ping`, or a port of the address. */
export type Service = 'ping' | `tcp ${number}` | `udp ${number}`;

/** Whether a question opens a connection, whether it carries data, and how many octets it has. */
export interface Asked {
  readonly opens: boolean;
  readonly asks: boolean;
  readonly length: number;
}

/** Sends data to the port that asked, after a time in nanoseconds, from the port that was asked or another. */
export type Say = (data: Uint8Array, after?: number, from?: number) => void;

export interface Holding {
  /** The MAC that it gives for the address. */
  readonly mac: MacAddress;
  /** The same, if it depends on the asker. */
  readonly macFor?: (asker: IpAddress) => MacAddress;
  /**
   * All MACs at which a machine with several ports receives. It answers requests from the MAC that it gives.
   */
  readonly ports?: readonly MacAddress[];
  /** The source MAC of its answers; a function if other machines answer for it. */
  readonly source: MacAddress | ((asker: IpAddress) => MacAddress);
  /** The source MAC of its answers to requests for the MAC, and of its announcements. */
  readonly tellsFrom: MacAddress;
  /** Whether it answers requests for the MAC. */
  readonly resolves: boolean;
  /** Whether it answers questions to the address. */
  serves: boolean;
  /** The MAC that it believes an asker to have, if not the question's source. */
  readonly trusts?: (asker: IpAddress) => MacAddress | undefined;
  /** Whether its neighbour advertisements have Override, as all do except for anycast. */
  readonly override?: boolean;
  /** The askers whose questions it ignores, like a firewall that drops them. */
  readonly ignores?: (asker: IpAddress) => boolean;
  /**
   * How it handles a question to one of its services, if not with the usual answer; `acknowledges` if no program
   * reads it, and a number for an answer of so many octets.
   */
  readonly services?: (
    service: Service,
    asked: Asked,
  ) => 'drops' | 'refuses' | 'acknowledges' | number | undefined;
  /** Its answer to a datagram that is no DNS query; none if absent. A program that says more than that, or says it later, uses `say`. */
  readonly responds?: (datagram: Datagram, say: Say) => Uint8Array | undefined;
  /** How long it takes to answer a query. Nanoseconds. */
  readonly takes?: () => number;
  /** Set if it has the address but nothing listens, so that every segment is reset. */
  readonly resets?: true;
  /** How it refuses every session, if it does. */
  readonly refuses?: Refusal;
  /**
   * The number of further routers that have decremented the TTL, if it is a router in front of the address.
   */
  readonly hops?: number;
  /** What it reports if it cannot deliver packets. */
  readonly reports?: Reports;
}

/** A router's reports of undeliverable packets, subject to its rate limit. */
export interface Reports {
  readonly by: IpAddress;
  readonly refusal: Refusal;
  readonly oneIn: number;
  /** The asker whose packets cannot be delivered; if absent, no asker's can. */
  readonly to?: IpAddress;
  /** The reports that it has sent. */
  readonly said: Captured[];
}

export interface AnnouncementPlan {
  readonly forms: readonly AnnouncementForm[];
  /** Time between two frames, in nanoseconds. */
  readonly gap: number;
  readonly count: number;
}
