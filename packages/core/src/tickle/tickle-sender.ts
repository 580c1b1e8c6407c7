/**
 * Sends tickles over raw sockets, at a pace, and reports when each left.
 *
 * @module
 */

import {setTimeout as sleep, setImmediate as turn} from 'node:timers/promises';
import {type IpFamily, isOfIpv6, type TcpSession, type TickleForm, tickle} from '@vip/arp';
import {openRawSocket, type RawSender, type Sent} from '../raw-sockets.js';

/** Without a pace, this many are handed to the kernel before a check whether to stop. */
const BATCH = 500;

/** How long to wait for room in the kernel's queue. Milliseconds. */
const FULL_MS = 1000;

interface SenderOptions {
  /** Average interval between two tickles, in milliseconds; no tickle is early. */
  readonly paceMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Called for each tickle when it has left, or with the reason why it has not. */
type OnSent = (session: TcpSession, form: TickleForm, sent: Sent) => void;

export class TickleSender implements Disposable {
  readonly #sockets = new Map<IpFamily, RawSender>();
  /** The last packet of each family, which the next one overwrites. */
  readonly #packets = new Map<IpFamily, Uint8Array>();

  /**
   * Opens a socket for each family among the sessions.
   *
   * @throws VipError `NO_PERMISSION` without CAP_NET_RAW
   */
  constructor(
    sessions: readonly TcpSession[],
    readonly options: SenderOptions,
  ) {
    try {
      for (const family of new Set(sessions.map(sessionFamily)))
        this.#sockets.set(family, openRawSocket({kind: 'packets', family, purpose: 'tickle'}));
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  /** Resolves when a tickle of that form was sent to each client. @throws the signal's reason */
  async sendAll(sessions: readonly TcpSession[], form: TickleForm, onSent: OnSent): Promise<void> {
    const {paceMs, signal} = this.options;
    const began = performance.now();
    const several = paceMs > 0 ? 1 : BATCH;
    for (let index = 0; index < sessions.length; index += several) {
      const early = began + index * paceMs - performance.now();
      if (early > 0) await sleep(Math.ceil(early), undefined, {signal});
      signal?.throwIfAborted();
      await this.#sendBatch(sessions.slice(index, index + several), form, onSent);
    }
  }

  /** Sends a packet to the session's client. */
  sendNow(session: TcpSession, packet: Uint8Array): Sent {
    return (this.#sockets.get(sessionFamily(session)) as RawSender).send(packet, session.remote.address);
  }

  /** Resolves when all have left, and what was captured in the meantime could be read. */
  async #sendBatch(sessions: readonly TcpSession[], form: TickleForm, onSent: OnSent): Promise<void> {
    for (const session of sessions) {
      const packet = tickle(session, form, this.#packets.get(sessionFamily(session)));
      this.#packets.set(sessionFamily(session), packet);
      const sent = this.sendNow(session, packet);
      onSent(session, form, sent.isFull ? await this.#sendLater(session, packet) : sent);
    }
    await turn();
  }

  /** Sends once the kernel has room again; after a second at the latest, the kernel's refusal is reported. */
  async #sendLater(session: TcpSession, packet: Uint8Array): Promise<Sent> {
    const end = performance.now() + FULL_MS;
    for (;;) {
      await sleep(1, undefined, {signal: this.options.signal});
      const sent = this.sendNow(session, packet);
      if (!sent.isFull || performance.now() > end) return sent;
    }
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets.values()) socket.close();
  }
}

function sessionFamily({local}: TcpSession): IpFamily {
  return isOfIpv6(local.address) ? 'IPv6' : 'IPv4';
}
