/**
 * Turns: no more runs measure at once than a machine can carry. Twenty at a time on two processors starve one
 * another until none of them gets anywhere; in turns each is as quick and as exact as alone.
 *
 * A place is a name among the machine's abstract sockets (unix(7)): who has bound it holds it, whatever user he is, and
 * the kernel takes it back when his process ends in any way. Who waits is connected to the holders, and notices.
 *
 * @module
 */

import {createConnection, createServer, type Server, type Socket} from 'node:net';
import {availableParallelism} from 'node:os';

/** Held by who measures. */
export interface Turn extends Disposable {
  /** Lets the next one in. A second call does nothing. */
  end(): void;
}

export interface TurnOptions {
  readonly signal: AbortSignal;
  /** Told once, when there is no place. */
  readonly onWait: () => void;
  /** How many may measure at once; as many as the machine has processors, and two at least. */
  readonly places?: number;
  /** Tells machines apart, for tests. */
  readonly name?: string;
}

/** Two runs at a time lose nothing even on one processor: most of a run is waiting. */
const LEAST_PLACES = 2;

/**
 * Waits for a place.
 *
 * @throws the signal's reason when it is aborted before there is one
 */
export async function takeTurn({
  signal,
  onWait,
  places = Math.max(LEAST_PLACES, availableParallelism()),
  name = 'vip-measures',
}: TurnOptions): Promise<Turn> {
  const paths = Array.from({length: places}, (_, place) => `\0${name}-${place}`);
  for (let isFirst = true; ; isFirst = false) {
    signal.throwIfAborted();
    for (const path of paths) {
      const server = await bind(path);
      if (server !== undefined) return new HeldTurn(server);
    }
    if (isFirst) onWait();
    await anyEnds(paths, signal);
  }
}

class HeldTurn implements Turn {
  readonly #waiting = new Set<Socket>();

  constructor(readonly server: Server) {
    server.on('connection', socket => {
      this.#waiting.add(socket.unref());
      socket.on('error', () => {}).once('close', () => this.#waiting.delete(socket));
    });
  }

  end(): void {
    this.server.close();
    for (const socket of this.#waiting) socket.destroy();
  }

  [Symbol.dispose](): void {
    this.end();
  }
}

/** Undefined when another has it. */
function bind(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer().unref();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen({path}, () => resolve(server));
  });
}

/** Comes back when one of the holders has ended, or seems to have. */
async function anyEnds(paths: readonly string[], signal: AbortSignal): Promise<void> {
  const sockets = paths.map(path => createConnection({path}));
  const over = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      for (const socket of sockets) socket.on('error', () => {}).once('close', () => resolve());
      signal.addEventListener('abort', () => reject(signal.reason), {signal: over.signal});
      if (signal.aborted) reject(signal.reason);
    });
  } finally {
    over.abort();
    for (const socket of sockets) socket.destroy();
  }
}
