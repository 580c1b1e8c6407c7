/**
 * The active node's side: hands a list over.
 *
 * @module
 */

import {connect, type Socket} from 'node:net';
import {VipError} from '@vip/arp';
import {systemReason} from '../host/unreadable.js';
import {LineSocket} from './line-socket.js';
import {endpointOf, headerOf, KEPT, MAX_LINE, newNonce, readGreeting} from './list-protocol.js';

export interface ListReceiver {
  readonly host: string;
  readonly port: number;
}

export interface SendOptions {
  readonly to: ListReceiver;
  readonly key: Uint8Array;
  /** How long all of it may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Resolves when the listener has kept the list.
 *
 * @throws VipError `NO_PERMISSION` when the keys differ, `COMMAND_FAILED` for any other failure
 * @throws the signal's reason when it is aborted
 */
export async function sendList(list: string, {to, key, timeoutMs, signal}: SendOptions): Promise<void> {
  signal?.throwIfAborted();
  const socket = connect({host: to.host, port: to.port});
  const limit = AbortSignal.timeout(timeoutMs);
  const end = AbortSignal.any(signal === undefined ? [limit] : [limit, signal]);
  const abort = () => socket.destroy(new Error(`expected an answer within ${timeoutMs} ms, got none`));
  end.addEventListener('abort', abort);
  try {
    await connected(socket);
    await handOver(new LineSocket(socket), Buffer.from(list), key);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof VipError && cause.code === 'NO_PERMISSION') throw cause;
    const where = endpointOf(to.host, to.port);
    throw new VipError('COMMAND_FAILED', `send to ${where}: ${systemReason(cause)}`, {cause});
  } finally {
    end.removeEventListener('abort', abort);
    socket.destroy();
  }
}

async function handOver(lines: LineSocket, list: Uint8Array, key: Uint8Array): Promise<void> {
  const senderNonce = newNonce();
  const listener = endpointOf(lines.socket.remoteAddress, lines.socket.remotePort);
  lines.say(`${senderNonce}\n`);
  const handshake = readGreeting(await lines.line(MAX_LINE), {senderNonce, listener}, key);
  lines.say(`${headerOf(list, handshake, key)}\n`);
  lines.say(list);
  const answer = await lines.line(MAX_LINE);
  if (answer !== KEPT) throw new Error('expected it to keep the list, got a refusal');
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve).once('error', reject);
  });
}
