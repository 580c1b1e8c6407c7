/**
 * The content of an HSRP message, apart from its encoding in either version.
 *
 * @module
 */

import type {IpAddress} from '../address/ip-address.js';
import type {MacAddress} from '../address/mac.js';
import type {HsrpAuthentication} from './hsrp-authentication.js';

/** Purpose of a message: to state the sender's state, to take over from a lesser router, or to resign. */
export type HsrpOperation = 'hello' | 'coup' | 'resign';

/** State of a router; only one of a group is `active`. Version 1 has no `disabled`. */
export type HsrpState = 'disabled' | 'initial' | 'learn' | 'listen' | 'speak' | 'standby' | 'active';

/** A router's state for a group. */
export interface HsrpGroup {
  readonly operation: HsrpOperation;
  readonly state: HsrpState;
  /** 0 to 255 in version 1, 0 to 4095 in version 2, where the field has 16 bits. */
  readonly group: number;
  /** The highest becomes active, the highest address among equals; 32 bits in version 2. */
  readonly priority: number;
  /** Interval between hellos in milliseconds; whole seconds up to 255 in version 1. */
  readonly helloMs: number;
  /** Time after which the sender is considered lost, with the units of `helloMs`. */
  readonly holdMs: number;
  /** `0.0.0.0` or `::` while the sender has yet to learn it. */
  readonly virtualIp: IpAddress;
  /** MAC of the sender's interface; only in version 2. */
  readonly identifier: MacAddress | undefined;
}

/** Numbers of groups on the sender's interface. */
export interface HsrpInterface {
  /** Groups of which the sender is the active router, 0 to 0xffff. */
  readonly activeGroups: number;
  /** Groups in which it is not, 0 to 0xffff. */
  readonly passiveGroups: number;
  /** 1 = dormant, 2 = passive, 3 = active; only in version 1. */
  readonly state: number | undefined;
}

/** An HSRP message. */
export interface HsrpPacket {
  readonly version: 1 | 2;
  /** One, or none if version 1 carries the interface's state. */
  readonly groups: readonly HsrpGroup[];
  readonly interfaceState: HsrpInterface | undefined;
  readonly authentication: HsrpAuthentication;
}
