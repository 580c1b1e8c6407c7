/**
 * What programs of ours that use the address over TCP were told.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {SessionUse} from '../sessions/uses.js';
import type {Happening} from './happening.js';

export type {SessionUse};

/** A program connects, is connected, or is told that it no longer is. Dated when the program learned it, not the kernel. */
export interface SessionEvent extends Happening {
  readonly kind: 'session';
  /** The address it is with. */
  readonly to: IpAddress;
  /** Of the sessions of the node with this address, from 1. */
  readonly session: number;
  readonly use: SessionUse;
  /** Between two writes, requests or connections. Milliseconds; absent where nothing is said. */
  readonly intervalMs?: number;
  readonly phase: 'connecting' | 'open' | 'ended';
  /** The client's. */
  readonly port: number;
  /** What the program was told at its end, `ECONNRESET`; absent when the other end closed it. */
  readonly error?: string;
  /** The session in whose place this one was opened. */
  readonly after?: number;
}

/** How the kernel runs the sessions of a node, looked at before the fault. */
export interface SessionSettingsEvent extends Happening {
  readonly kind: 'session-settings';
  /** Congestion control, each once. */
  readonly congestion: readonly string[];
  /** The retransmission timeouts, shortest and longest. Milliseconds. */
  readonly leastRtoMs: number;
  /** Milliseconds; `leastRtoMs` or more. */
  readonly mostRtoMs: number;
}

/** An HTTP request was sent, answered, or failed. Dated by the program that made it. */
export interface RequestEvent extends Happening {
  readonly kind: 'request';
  /** The address it goes to. */
  readonly to: IpAddress;
  /** Of the requests of the node to this address, from 1. */
  readonly request: number;
  /** Whether its connection is kept, or its own. */
  readonly use: 'request' | 'fetch';
  /** Milliseconds. */
  readonly intervalMs: number;
  readonly phase: 'sent' | 'answered' | 'failed';
  /** Of the answer. */
  readonly status?: number;
  /** What the program was told, `ECONNRESET`. */
  readonly error?: string;
}
