/**
 * The content of a GLBP message, apart from its encoding.
 *
 * @module
 */

import type {IpAddress} from '../address/ip-address.js';
import type {MacAddress} from '../address/mac.js';

/** The state of a gateway for the virtual address. */
export interface GlbpHello {
  /** See `GLBP_STATE`; unknown ones are kept. The active gateway answers requests for the address. */
  readonly state: number;
  /** 0 to 255; the highest becomes active. */
  readonly priority: number;
  /** Time between two messages, in milliseconds: 0 to 0xffffffff. */
  readonly helloMs: number;
  /** Time after which the sender is considered lost, in milliseconds: 0 to 0xffffffff. */
  readonly holdMs: number;
  /** Time for which the MAC of a lost forwarder is still given to clients, in seconds: 0 to 0xffff. */
  readonly redirectSeconds: number;
  /** Time after which a lost forwarder is removed, in seconds: 0 to 0xffff. */
  readonly timeoutSeconds: number;
  /** Undefined while the sender has yet to learn it. */
  readonly virtualIp: IpAddress | undefined;
}

/** The state of a forwarder for a virtual MAC, to which some of the clients send. */
export interface GlbpForwarder {
  /** 1 to 4, but any octet is kept. */
  readonly forwarder: number;
  /** See `GLBP_STATE`; the active forwarder accepts what is sent to the MAC. */
  readonly state: number;
  /** 0 to 255; the highest takes over the MAC of a forwarder that is gone. */
  readonly priority: number;
  /** 0 to 255: share of the clients, and threshold for forwarding at all. */
  readonly weight: number;
  readonly virtualMac: MacAddress;
}

/** How a message is authenticated. */
export type GlbpAuthentication =
  | {readonly type: 'none'}
  /** A password in clear text. */
  | {readonly type: 'text'; readonly data: Uint8Array}
  | {readonly type: 'md5'; readonly digest: Uint8Array}
  | {readonly type: 'md5-chain'; readonly keyId: number; readonly digest: Uint8Array}
  | {readonly type: 'other'; readonly number: number; readonly data: Uint8Array};

/** A GLBP message. */
export interface GlbpPacket {
  /** 0 to 1023; 16 bits on the wire. */
  readonly group: number;
  /** MAC of the sender's interface. */
  readonly owner: MacAddress;
  readonly hello: GlbpHello | undefined;
  readonly forwarders: readonly GlbpForwarder[];
  readonly authentication: GlbpAuthentication;
}

/** States of gateways and forwarders; a forwarder neither speaks nor stands by. */
export const GLBP_STATE = {listen: 0x04, speak: 0x08, standby: 0x10, active: 0x20} as const;
