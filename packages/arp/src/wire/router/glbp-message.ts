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
  readonly helloMs: number;
  readonly holdMs: number;
  readonly redirectSeconds: number;
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
  readonly priority: number;
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
