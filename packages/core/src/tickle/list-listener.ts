/**
 * The passive node's side: takes lists from a node that has the key. Anyone who can reach the port can connect, but without the key
 * cannot make it do more than read a line and compute an HMAC, for eight connections at a time.
 *
 * @module
 */

import {createServer, type Server, type Socket} from 'node:net';
import {VipError} from '@vip/arp';
import {systemReason} from '../host/unreadable.js';
import {LineSocket} from './line-socket.js';
import {
  endpointOf,
  greetingOf,
  isAnnounced,
  KEPT,
  MAX_LINE,
  newNonce,
  plainAddress,
  readHeader,
  readNonce,
} from './list-protocol.js';

export interface ListListenerOptions {
  /** Every address of this machine if absent. */
  readonly host?: string;
  readonly port: number;
  readonly key: Uint8Array;
  /** Keeps a list. If it throws, `onRefused` is called, and the sender is not told that the list was kept. */
  readonly onList: (list: string, from: string) => Promise<void> | void;
  /** A connection that brought no list, and why. */
  readonly onRefused: (from: string, reason: string) => void;
}

export interface ListListener {
  /** The port that it listens on, also if the kernel was to choose it. */
  readonly port: number;
  close(): Promise<void>;
}

/** Simultaneous connections; more are refused. */
const MOST_CONNECTIONS = 8;
/** How long a sender has to prove that it has the key, and then to send everything. Milliseconds. */
const PROOF_MS = 2000;
const LIST_MS = 10_000;

/** @throws VipError `NOT_POSSIBLE` when it cannot listen there */
export async function listenForLists(options: ListListenerOptions): Promise<ListListener> {
  const sockets = new Set<Socket>();
  // One list after the other, as they came.
  let last: Promise<void> = Promise.resolve();
  const keep = (list: string, from: string): Promise<void> => {
    const kept = last.then(() => options.onList(list, from));
    last = kept.catch(() => {});
    return kept;
  };
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    receive(socket, options.key, keep).catch((error: Error) =>
      options.onRefused(plainAddress(socket.remoteAddress), error.message),
    );
  });
  server.maxConnections = MOST_CONNECTIONS;
  await listening(server, options);
  return {
    port: portOf(server),
    async close() {
      const closed = new Promise(resolve => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      await last;
    },
  };
}

async function receive(
  socket: Socket,
  key: Uint8Array,
  keep: (list: string, from: string) => Promise<void>,
): Promise<void> {
  const late = (ms: number) => setTimeout(() => socket.destroy(new Error('it took too long')), ms);
  const from = plainAddress(socket.remoteAddress);
  let timer = late(PROOF_MS);
  try {
    const lines = new LineSocket(socket);
    const senderNonce = readNonce(await lines.line(MAX_LINE));
    if (senderNonce === undefined) throw new VipError('MALFORMED', 'it is not vip tickle --to');
    const listener = endpointOf(socket.localAddress, socket.localPort);
    const handshake = {senderNonce, listenerNonce: newNonce(), listener};
    lines.say(`${greetingOf(handshake, key)}\n`);
    const header = readHeader(await lines.line(MAX_LINE), handshake, key);
    if (header === undefined) throw new VipError('NO_PERMISSION', 'it has another key');
    clearTimeout(timer);
    timer = late(LIST_MS);
    const list = await lines.octets(header.length);
    if (!isAnnounced(list, header)) throw new VipError('MALFORMED', 'the list is not the one it announced');
    await keep(list.toString(), from);
    socket.end(`${KEPT}\n`);
  } finally {
    clearTimeout(timer);
    if (!socket.writableEnded) socket.destroy();
    else socket.setTimeout(PROOF_MS, () => socket.destroy());
  }
}

function listening(server: Server, {host, port}: ListListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const where = host === undefined ? `port ${port}` : `${host} port ${port}`;
      reject(new VipError('NOT_POSSIBLE', `listen on ${where}: ${systemReason(cause)}`, {cause}));
    });
    server.listen({port, host, exclusive: true}, () => resolve());
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
