/**
 * Sessions with a server at an address, of the kernel's own sockets: idle ones, some that only read, some that write, and
 * connections on a clock. What the program of each is told is an event; what the wire shows, the capture sees.
 *
 * @module
 */

import {createConnection, type Socket} from 'node:net';
import type {SessionEvent, SessionUse} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {Emit, Watch} from './emit.js';
import {MESSAGE, wish} from './tcp-server.js';

/** So many sessions of one use. */
export interface SessionGroup {
  readonly use: SessionUse;
  /** One for connections on a clock. */
  readonly count: number;
  /** Milliseconds; absent where nothing is said. */
  readonly intervalMs?: number | undefined;
}

export interface SessionsOptions {
  readonly node: string;
  readonly target: IpAddress;
  readonly port: number;
  readonly groups: readonly SessionGroup[];
  /** SO_KEEPALIVE: silence after which the kernel probes, once a second and ten times (libuv's values). Milliseconds; off by default. */
  readonly keepAliveMs?: number | undefined;
}

/** Below the ports that Linux draws by itself (32768 to 60999), so that a session is known by its port before it is open. */
const [FIRST_PORT, LAST_PORT] = [16_384, 32_767];
/** A connection that could not be made is tried again after this. Milliseconds. */
const RETRY_MS = 100;
/** Connections under way at once; the clock waits for none of them, and a node has only so many sockets. */
const MAX_CONNECTING = 512;
/** Octets of a writer that wait for their acknowledgment. */
const MAX_BUFFERED = 65_536;

/** Resolves when every session but those on a clock is open. */
export async function openSessions(options: SessionsOptions, emit: Emit): Promise<Watch> {
  const client = new Client(options, emit);
  await client.begin();
  return client;
}

class Client implements Watch {
  readonly #sockets = new Set<Socket>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #sessions = 0;
  #port = FIRST_PORT - 1;
  #isOver = false;

  constructor(
    readonly options: SessionsOptions,
    readonly emit: Emit,
  ) {}

  async begin(): Promise<void> {
    const {groups} = this.options;
    const opened = groups.flatMap(group =>
      group.use === 'connect'
        ? []
        : Array.from({length: group.count}, (_, index) => this.#keep(group, index / group.count)),
    );
    await Promise.all(opened);
    for (const {use, intervalMs = 100} of groups)
      if (use === 'connect') this.#every(intervalMs, 0, () => this.#connectOnce(intervalMs));
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of this.#sockets) socket.destroy();
  }

  /** A session that is opened again whenever it ends. Resolves when it is open for the first time. */
  #keep(group: SessionGroup, phase: number): Promise<void> {
    return new Promise(resolve => {
      const open = (after?: number) => {
        if (this.#isOver) return;
        const {socket, session} = this.#connect(group, after);
        socket.on('connect', () => {
          this.#use(socket, group, phase);
          resolve();
        });
        let isOpen = false;
        socket.once('connect', () => {
          isOpen = true;
        });
        socket.on('close', () => this.#later(isOpen ? 0 : RETRY_MS, () => open(session)));
      };
      open();
    });
  }

  #use(socket: Socket, {use, intervalMs = 100}: SessionGroup, phase: number): void {
    if (use === 'read') socket.write(wish(intervalMs));
    if (use !== 'write') return;
    const timer = this.#every(intervalMs, phase * intervalMs, () => {
      if (socket.writableLength < MAX_BUFFERED) socket.write(MESSAGE);
    });
    socket.on('close', timer);
  }

  /** Opened, and closed as soon as it is. */
  #connectOnce(intervalMs: number): void {
    if (this.#sockets.size >= MAX_CONNECTING) return;
    const {socket} = this.#connect({use: 'connect', count: 1, intervalMs});
    socket.on('connect', () => socket.end());
  }

  #connect({use, intervalMs}: SessionGroup, after?: number): {socket: Socket; session: number} {
    const {target, port: service, keepAliveMs} = this.options;
    const session = ++this.#sessions;
    const port = this.#nextPort();
    const tell = (phase: SessionEvent['phase'], more: Pick<SessionEvent, 'error'> = {}) =>
      this.emit({
        ...{at: kernelTime(), node: this.options.node, kind: 'session', session, use},
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
    this.#sockets.add(socket);
    let error: string | undefined;
    socket.on('connect', () => tell('open'));
    socket.on('data', () => {});
    socket.on('error', ({code = 'error'}: NodeJS.ErrnoException) => {
      error = code;
    });
    socket.on('close', () => {
      this.#sockets.delete(socket);
      if (!this.#isOver) tell('ended', error === undefined ? {} : {error});
    });
    return {socket, session};
  }

  #nextPort(): number {
    this.#port = this.#port >= LAST_PORT ? FIRST_PORT : this.#port + 1;
    return this.#port;
  }

  #later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }

  /** On a fixed grid; what a stall left out is not made up for. Returns how to stop it. */
  #every(intervalMs: number, firstMs: number, act: () => void): () => void {
    let nextMs = performance.now() + firstMs;
    let isOver = false;
    const tick = () => {
      if (isOver) return;
      act();
      nextMs = Math.max(nextMs + intervalMs, performance.now());
      this.#later(nextMs - performance.now(), tick);
    };
    this.#later(firstMs, tick);
    return () => {
      isOver = true;
    };
  }
}
