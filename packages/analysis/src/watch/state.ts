/**
 * What a watch knows and a restart must not lose: who has each address, who had it, when it was last announced.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {KnownOwner} from '../explain/claim-recorder.js';

/** Read by later versions as well; one that changes the meaning of a field counts up. */
export const STATE_VERSION = 1;

export interface KnownAddress extends KnownOwner {
  /** Its last announcement. Nanoseconds. */
  readonly announcedAt?: bigint;
}

export interface KnownRouter {
  readonly network: string;
  readonly protocol: string;
  readonly vrid: number;
  readonly isIpv6: boolean;
  /** Its master. */
  readonly router: IpAddress;
  readonly lastAt: bigint;
}

export interface WatchState {
  readonly kind: 'watch-state';
  readonly version: number;
  /** When it was written. Nanoseconds. */
  readonly at: bigint;
  readonly addresses: readonly KnownAddress[];
  readonly routers: readonly KnownRouter[];
}
