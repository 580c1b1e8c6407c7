/**
 * The sockets of an observer's sessions with a server: numbered, each at a port known before it is open, with their fate reported
 * as the program learns of it.
 *
 * @module
 */

import {createConnection, type Socket} from 'node:net';
import type {SessionEvent, SessionUse} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {Emit} from './emit.js';

/** The server of a node's sessions. */
export interface SessionTarget {
  readonly node: string;
  readonly target: IpAddress;
  readonly port: number;
  /** SO_KEEPALIVE: silence after which the kernel probes, once a second and ten times (libuv's values). Milliseconds; off by default. */
  readonly keepAliveMs?: number | undefined;
}

/** The use of a session. */
export interface Purpose {
  readonly use: SessionUse;
  /** Milliseconds; absent if nothing is sent. */
  readonly intervalMs?: number | undefined;
}

export interface OpenedSession {
  readonly socket: Socket;
  readonly session: number;
}

/** Below the ports that Linux draws by itself (32768 to 60999), so that a session is known by its port before it is open. */
const [FIRST_PORT, LAST_PORT] = [16_384, 32_767];

export class SessionSockets {
  readonly #open = new Set<Socket>();
  #sessions = 0;
  #port = FIRST_PORT - 1;
  #isOver = false;

  constructor(
    readonly to: SessionTarget,
    readonly emit: Emit,
  ) {}

  get isOver(): boolean {
    return this.#isOver;
  }

  /** @param after the session that it replaces */
  connect({use, intervalMs}: Purpose, after?: number): OpenedSession {
    const {node, target, port: service, keepAliveMs} = this.to;
    const session = ++this.#sessions;
    const port = this.#nextPort();
    const tell = (phase: SessionEvent['phase'], more: Pick<SessionEvent, 'error'> = {}) =>
      this.emit({
        ...{at: kernelTime(), node, kind: 'session', to: target, session, use},
        ...(intervalMs === undefined ? {} : {intervalMs}),
        ...{phase, port},
        ...(after === undefined ? {} : {after}),
        ...more,
      });
    tell('connecting');
    const socket = createConnection({
      ...{host: target, port: service, localPort: port, noDelay: true},
      ...(keepAliveMs === undefined ? {} : {keepAlive: true, keepAliveInitialDelay: keepAliveMs}),
    });
    this.#open.add(socket);
    let error: string | undefined;
    socket.on('connect', () => tell('open'));
    socket.on('error', ({code = 'error'}: NodeJS.ErrnoException) => {
      error = code;
    });
    socket.on('close', () => {
      this.#open.delete(socket);
      if (!this.#isOver) tell('ended', error === undefined ? {} : {error});
    });
    return {socket, session};
  }

  stop(): void {
    this.#isOver = true;
    for (const socket of this.#open) socket.destroy();
  }

  #nextPort(): number {
    this.#port = this.#port >= LAST_PORT ? FIRST_PORT : this.#port + 1;
    return this.#port;
  }
}
