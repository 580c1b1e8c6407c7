/**
 * What our own TCP clients of the address experienced.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {SessionUse} from '../sessions/uses.js';
import type {Happening} from './happening.js';

export type {SessionUse};

/**
 * A program opens a TCP session, has it established, or learns of its end. The time is when the program
 * learned it, not the kernel.
 */
export interface SessionEvent extends Happening {
  readonly kind: 'session';
  /** The address to which the session was opened. */
  readonly to: IpAddress;
  /** Number of the session among the node's sessions with this address, from 1. */
  readonly session: number;
  readonly use: SessionUse;
  /** Time between two writes, requests or connections, in milliseconds; absent for an idle session. */
  readonly intervalMs?: number;
  readonly phase: 'connecting' | 'open' | 'ended';
  /** The client's TCP port. */
  readonly port: number;
  /** The error that ended the session, such as `ECONNRESET`; absent if the other end closed it. */
  readonly error?: string;
  /** Number of the session that this one replaces. */
  readonly after?: number;
}

/** The kernel's TCP parameters for the sessions of a node, read before the fault. */
export interface SessionSettingsEvent extends Happening {
  readonly kind: 'session-settings';
  /** Congestion control algorithms in use, each once. */
  readonly congestion: readonly string[];
  /** Shortest retransmission timeout, in milliseconds. */
  readonly leastRtoMs: number;
  /** Longest retransmission timeout, in milliseconds; `leastRtoMs` or more. */
  readonly mostRtoMs: number;
}

/** An HTTP request was sent, was answered, or failed. The time is that of the program that made it. */
export interface RequestEvent extends Happening {
  readonly kind: 'request';
  /** The address to which the request goes. */
  readonly to: IpAddress;
  /** Number of the request among the node's requests to this address, from 1. */
  readonly request: number;
  /** `request` on a connection that is kept open, `fetch` on one of its own. */
  readonly use: 'request' | 'fetch';
  /** Time between two requests, in milliseconds. */
  readonly intervalMs: number;
  readonly phase: 'sent' | 'answered' | 'failed';
  /** HTTP status code of the answer. */
  readonly status?: number;
  /** The error that the program received, such as `ECONNRESET`. */
  readonly error?: string;
}
