/** How a machine has an address, and how it says so. */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {AnnouncementForm} from '../wire/neighbour.js';
import type {Refusal} from '../wire/reports.js';
import type {Datagram} from '../wire/transport.js';
import type {Captured} from './frame.js';

/** `ping`, or a port of the address. */
export type Service = 'ping' | `tcp ${number}` | `udp ${number}`;

/** Whether it would open a connection, and whether it carries data, and how many octets. */
export interface Asked {
  readonly opens: boolean;
  readonly asks: boolean;
  readonly length: number;
}

export interface Holding {
  /** What it says where the address is. */
  readonly mac: MacAddress;
  /** The same for one who asks, where it depends on who. */
  readonly macFor?: (asker: IpAddress) => MacAddress;
  /** All the MACs of a machine with several ports, at which it hears; it answers who has it from the one that it names. */
  readonly ports?: readonly MacAddress[];
  /** The source of what it answers; a function where others answer for it. */
  readonly source: MacAddress | ((asker: IpAddress) => MacAddress);
  /** The source of its answers to questions for the neighbour, and of announcements. */
  readonly tellsFrom: MacAddress;
  /** Whether it answers questions for the neighbour. */
  readonly resolves: boolean;
  /** Whether it answers what is asked of the address. */
  serves: boolean;
  /** Where it believes a node to be, if not where the question came from. */
  readonly trusts?: (asker: IpAddress) => MacAddress | undefined;
  /** Whether its answers of neighbour discovery have Override; they have unless it is anycast. */
  readonly override?: boolean;
  /** Whose questions it lets go unanswered, as a firewall that drops them does. */
  readonly ignores?: (asker: IpAddress) => boolean;
  /** What it makes of a question to one of its services, where that is not an answer; `acknowledges`: no program reads it. */
  readonly services?: (service: Service, asked: Asked) => 'drops' | 'refuses' | 'acknowledges' | undefined;
  /** What it answers to a datagram that is no query of a name server; nothing when left out. */
  readonly responds?: (datagram: Datagram) => Uint8Array | undefined;
  /** How long it takes to answer a query. Nanoseconds. */
  readonly takes?: () => number;
  /** It has the address, and nothing listens: every segment is reset. */
  readonly resets?: true;
  /** How it says no to every session, if it does. */
  readonly refuses?: Refusal;
  /** It is a router before the address: so many more have counted down what comes from it. */
  readonly hops?: number;
  /** The same when it cannot deliver what is asked. */
  readonly reports?: Reports;
}

/** What a router says of what it cannot deliver, as often as it is allowed to. */
export interface Reports {
  readonly by: IpAddress;
  readonly refusal: Refusal;
  readonly oneIn: number;
  /** To whom it cannot deliver; to nobody when left out. */
  readonly to?: IpAddress;
  /** What it has said. */
  readonly said: Captured[];
}

export interface AnnouncementPlan {
  readonly forms: readonly AnnouncementForm[];
  /** Nanoseconds between two frames. */
  readonly gap: number;
  readonly count: number;
}
