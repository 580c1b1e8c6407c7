/**
 * What a message of HSRP says, apart from how the octets of either version say it.
 *
 * @module
 */

import type {IpAddress} from '../address/ip-address.js';
import type {MacAddress} from '../address/mac.js';
import type {HsrpAuthentication} from './hsrp-authentication.js';

/** What a message is for: it tells how its sender is, it takes over from a lesser router, or it gives up. */
export type HsrpOperation = 'hello' | 'coup' | 'resign';

/** How far a router is; only one of a group is `active`. Version 1 has no `disabled`. */
export type HsrpState = 'disabled' | 'initial' | 'learn' | 'listen' | 'speak' | 'standby' | 'active';

/** What a router says of a group. */
export interface HsrpGroup {
  readonly operation: HsrpOperation;
  readonly state: HsrpState;
  /** 0 to 255 in version 1, to 4095 in version 2, which has 16 bits for it. */
  readonly group: number;
  /** The highest becomes active, of equals the one with the highest address; 32 bits in version 2. */
  readonly priority: number;
  /** Between two hellos, in milliseconds; whole seconds up to 255 in version 1. */
  readonly helloMs: number;
  /** After which the sender is missed, as `helloMs`. */
  readonly holdMs: number;
  /** `0.0.0.0` or `::` while the sender has yet to learn it. */
  readonly virtualIp: IpAddress;
  /** MAC of the sender's interface; only in version 2. */
  readonly identifier: MacAddress | undefined;
}

/** How many groups the sender has on its interface. */
export interface HsrpInterface {
  readonly activeGroups: number;
  readonly passiveGroups: number;
  /** 1 = dormant, 2 = passive, 3 = active; only in version 1. */
  readonly state: number | undefined;
}

/** A message of HSRP. */
export interface HsrpPacket {
  readonly version: 1 | 2;
  /** One, or none beside the interface's state in version 1. */
  readonly groups: readonly HsrpGroup[];
  readonly interfaceState: HsrpInterface | undefined;
  readonly authentication: HsrpAuthentication;
}
