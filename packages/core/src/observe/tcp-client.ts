/**
 * Sessions with a server at an address, through the kernel's own sockets: idle ones, some that only read, some that write, HTTP
 * requests, and connections on a clock. What each program learns is an event; what the wire shows is captured.
 *
 * @module
 */

import type {Socket} from 'node:net';
import type {RequestEvent} from '@vip/analysis';
import {Clock} from './clock.js';
import type {Emit, RunningObservation} from './emit.js';
import {HttpRequests} from './http-requests.js';
import {type Purpose, SessionSockets, type SessionTarget} from './session-sockets.js';
import {isBegun} from './sparse.js';
import {MESSAGE, writeRequest} from './tcp-server.js';

/** A number of sessions of one use. */
export interface SessionGroup extends Purpose {
  /** 1 for uses that are on a clock. */
  readonly count: number;
}

export interface SessionsOptions extends SessionTarget {
  readonly groups: readonly SessionGroup[];
  /** What HTTP requests ask for; needed where there are any. */
  readonly path?: string | undefined;
}

/** A session that could not be opened, or ended sooner than this after it was, is reopened only after this long. Milliseconds. */
const RETRY_MS = 100;
/** Unacknowledged octets of a writer. */
const MAX_BUFFERED = 65_536;
const DEFAULT_INTERVAL_MS = 100;

/** Resolves when every session but those on a clock is open. */
export async function openSessions(options: SessionsOptions, emit: Emit): Promise<RunningObservation> {
  const client = new Client(options, emit);
  await client.begin();
  return client;
}

class Client implements RunningObservation {
  readonly #sockets: SessionSockets;
  readonly #requests: HttpRequests;
  readonly #clock = new Clock();

  constructor(
    readonly options: SessionsOptions,
    emit: Emit,
  ) {
    this.#sockets = new SessionSockets(options, emit);
    this.#requests = new HttpRequests(this.#sockets, options.path ?? '/');
  }

  /** Timed traffic begins when everything else is open. */
  async begin(): Promise<void> {
    const {groups} = this.options;
    await Promise.all(
      groups.flatMap(group =>
        Array.from({length: group.count}, (_, index) => this.#open(group, index / group.count)),
      ),
    );
    for (const {use, intervalMs = DEFAULT_INTERVAL_MS} of groups) {
      if (use === 'connect') this.#clock.every(intervalMs, 0, this.#connecting(intervalMs));
      if (use === 'fetch') this.#clock.every(intervalMs, 0, this.#requests.afresh({use, intervalMs}));
    }
  }

  async stop(): Promise<void> {
    this.#clock.stop();
    this.#sockets.stop();
  }

  /** @param phase where in its interval it begins, 0 to 1 */
  async #open({use, intervalMs = DEFAULT_INTERVAL_MS, ...group}: SessionGroup, phase: number): Promise<void> {
    if (use === 'request') await this.#ask({use, intervalMs}, phase);
    else if (use !== 'connect' && use !== 'fetch')
      await this.#keep(use === 'idle' ? {use, ...group} : {use, intervalMs, ...group}, phase);
  }

  /** A session that is opened again whenever it ends. Resolves when it is open for the first time. */
  #keep(purpose: Purpose, phase: number): Promise<void> {
    return new Promise(resolve => {
      const open = (after?: number) => {
        if (this.#sockets.isOver) return;
        const {socket, session} = this.#sockets.connect(purpose, after);
        let openedAt = Number.POSITIVE_INFINITY;
        socket.once('connect', () => {
          openedAt = performance.now();
          this.#use(socket, purpose, phase);
          resolve();
        });
        socket.on('data', () => {});
        socket.on('close', () => {
          const hasLasted = performance.now() - openedAt >= RETRY_MS;
          this.#clock.later(hasLasted ? 0 : RETRY_MS, () => open(session));
        });
      };
      open();
    });
  }

  /** One with HTTP requests in it. Resolves when it is open for the first time. */
  #ask(purpose: {use: RequestEvent['use']; intervalMs: number}, phase: number): Promise<void> {
    return new Promise(resolve => {
      this.#clock.every(
        purpose.intervalMs,
        phase * purpose.intervalMs,
        this.#requests.pooled(purpose, resolve),
      );
    });
  }

  #use(socket: Socket, {use, intervalMs = DEFAULT_INTERVAL_MS}: Purpose, phase: number): void {
    if (use === 'read') socket.write(writeRequest(intervalMs));
    if (use !== 'write') return;
    const stop = this.#clock.every(intervalMs, phase * intervalMs, () => {
      if (socket.writableLength < MAX_BUFFERED) socket.write(MESSAGE);
    });
    socket.on('close', stop);
  }

  /** Connections that are each closed as soon as they are open. */
  #connecting(intervalMs: number): () => void {
    let tick = 0;
    let underWay = 0;
    return () => {
      if (!isBegun(tick++, underWay)) return;
      underWay++;
      const {socket} = this.#sockets.connect({use: 'connect', intervalMs});
      socket.on('data', () => {});
      socket.on('connect', () => socket.end());
      socket.on('close', () => underWay--);
    };
  }
}
