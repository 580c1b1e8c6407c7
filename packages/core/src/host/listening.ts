/**
 * Sockets that show that a process is alive: it listens on one, which the kernel closes however the process ends (unix(7)).
 *
 * @module
 */

import {createConnection, createServer, type Socket} from 'node:net';

/** Shows that we are alive until it is closed or we end. Does not keep the process alive. */
export interface Listening {
  close(): void;
}

/**
 * Listens at a path, or under a name among the abstract sockets of our network namespace (it begins with a zero octet).
 *
 * @throws the system's error, `EADDRINUSE` when that name is taken
 */
export function listen(path: string): Promise<Listening> {
  const watchers = new Set<Socket>();
  const server = createServer(socket => {
    watchers.add(socket.unref());
    socket.on('error', () => {}).once('close', () => watchers.delete(socket));
  }).unref();
  const close = () => {
    server.close();
    for (const socket of watchers) socket.destroy();
  };
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({path}, () => resolve({close}));
  });
}

/** Whether a process listens there. */
export function isListening(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createConnection({path}, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', ({code}: NodeJS.ErrnoException) => {
      // A refusal means that no process listens on the socket. Any other failure says nothing about the process.
      resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT');
    });
  });
}

/**
 * Resolves when one of the listening processes has ended, or seems to have.
 *
 * @throws the signal's reason when it is aborted before
 */
export async function untilOneEnds(paths: readonly string[], signal: AbortSignal): Promise<void> {
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
