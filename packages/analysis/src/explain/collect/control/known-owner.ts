/**
 * What is known of an address when a capture begins.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';

/** The owner of an address before anything about it is seen. */
export interface KnownOwner {
  readonly ip: IpAddress;
  readonly iface: string;
  readonly vlans: string;
  readonly owner: MacAddress;
  /** When it was last heard from. Nanoseconds. */
  readonly heardAt: bigint;
  /** The earlier owners, the latest last, each with the time until which it had the address. */
  readonly former: readonly {readonly mac: MacAddress; readonly at: bigint}[];
}
