/** The source of a question: a client itself, or a host behind it. */

import type {IpAddress} from '@vip/arp';
import type {Client} from '../sim/client.js';

export interface Asker {
  readonly by: Client;
  readonly ip: IpAddress;
  /** Time to live of its packets when they arrive on the segment. */
  readonly ttl: number;
}

export interface Pace {
  /** Nanoseconds from one question to the next, before jitter. */
  readonly every: number;
  readonly from: number;
  readonly until: number;
}
