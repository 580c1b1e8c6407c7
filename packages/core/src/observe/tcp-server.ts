/**
 * The server of a trial's sessions: it reads whatever it is sent, and writes at an interval to clients that ask for it.
 *
 * @module
 */

import {createServer, type Socket} from 'node:net';
import {VipError} from '@vip/arp';
import type {RunningObservation} from './emit.js';

/** What the server, or a client, writes each time. */
export const MESSAGE = Buffer.alloc(16, 'vip ');

/** The first line of a client that wants to be written to: `write every 10 ms`. */
const WRITE_REQUEST = /^write every (\d{1,6}) ms\n/;

/** @throws VipError `NOT_POSSIBLE` when the port is taken */
export async function serveSessions(port: number): Promise<RunningObservation> {
  const open = new Set<Socket>();
  const server = createServer(socket => {
    open.add(socket);
    let timer: NodeJS.Timeout | undefined;
    socket.setNoDelay(true);
    socket.on('data', data => {
      const [, interval] = WRITE_REQUEST.exec(data.toString('latin1')) ?? [];
      if (interval !== undefined) timer ??= setInterval(() => socket.write(MESSAGE), Number(interval));
    });
    // A client that is gone is not the server's concern.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      open.delete(socket);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({message}) => reject(new VipError('NOT_POSSIBLE', `serve: ${message}`)));
    server.listen({port, backlog: 1024}, resolve);
  });
  return {
    async stop() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/** A client's request to be written to. */
export function writeRequest(intervalMs: number): string {
  return `write every ${intervalMs} ms\n`;
}
