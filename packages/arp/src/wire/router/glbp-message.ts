/**
 * What a message of GLBP says, apart from how its octets say it.
 *
 * @module
 */

import type {IpAddress} from '../address/ip-address.js';
import type {MacAddress} from '../address/mac.js';

/** What the gateway says that answers for the address, or would. */
export interface GlbpHello {
  /** See `GLBP_STATE`; unknown ones are kept. The active one answers questions for the address. */
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

/** What a router says of a virtual MAC to which some of the clients send. */
export interface GlbpForwarder {
  /** 1 to 4, but all of an octet is kept. */
  readonly forwarder: number;
  /** See `GLBP_STATE`; the active one takes what is sent to the MAC. */
  readonly state: number;
  readonly priority: number;
  readonly weight: number;
  readonly virtualMac: MacAddress;
}

/** By what a message proves who sent it, or pretends to. */
export type GlbpAuthentication =
  | {readonly type: 'none'}
  /** A password that everybody can read. */
  | {readonly type: 'text'; readonly data: Uint8Array}
  | {readonly type: 'md5'; readonly digest: Uint8Array}
  | {readonly type: 'md5-chain'; readonly keyId: number; readonly digest: Uint8Array}
  | {readonly type: 'other'; readonly number: number; readonly data: Uint8Array};

/** A message of GLBP. */
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
