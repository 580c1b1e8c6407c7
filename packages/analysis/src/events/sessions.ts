/**
 * What programs of ours that use the address over TCP were told.
 *
 * @module
 */

import type {Happening} from './happening.js';

/**
 * What a session is for: nothing is said in it; the server writes, the client writes, each at an interval; or it is there to
 * be opened.
 */
export type SessionUse = 'idle' | 'read' | 'write' | 'connect';

/** A program connects, is connected, or is told that it no longer is. Dated when the program learned it, not the kernel. */
export interface SessionEvent extends Happening {
  readonly kind: 'session';
  /** Of the sessions of the node, from 1. */
  readonly session: number;
  readonly use: SessionUse;
  /** Between two writes, or two connections. Milliseconds; absent where nothing is said. */
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
  readonly mostRtoMs: number;
}
