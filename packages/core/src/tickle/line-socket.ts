/**
 * A TCP connection that is read a line, or a given number of octets, at a time; never more of it is kept than was asked for.
 *
 * @module
 */

import type {Socket} from 'node:net';
import {VipError} from '@vip/arp';

export class LineSocket {
  #waiting: Buffer = Buffer.alloc(0);
  readonly #chunks: AsyncIterator<Buffer>;

  constructor(readonly socket: Socket) {
    this.#chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /**
   * The next line without its end.
   *
   * @throws VipError `CLOSED` when the other side ends before, `TRUNCATED` for a line of more than `most` octets
   */
  async line(most: number): Promise<string> {
    for (;;) {
      const end = this.#waiting.indexOf(0x0a);
      if (end >= 0 && end <= most) {
        const line = this.#waiting.subarray(0, end).toString('latin1');
        this.#waiting = this.#waiting.subarray(end + 1);
        return line;
      }
      if (this.#waiting.length > most)
        throw new VipError('TRUNCATED', `expected a line of at most ${most} octets, got more`);
      this.#waiting = Buffer.concat([this.#waiting, await this.#next()]);
    }
  }

  /** The next octets, this many. @throws VipError `CLOSED` when the other side ends before */
  async octets(length: number): Promise<Buffer> {
    const parts = [this.#waiting];
    let there = this.#waiting.length;
    while (there < length) {
      const chunk = await this.#next();
      parts.push(chunk);
      there += chunk.length;
    }
    const all = Buffer.concat(parts);
    this.#waiting = all.subarray(length);
    return all.subarray(0, length);
  }

  say(text: string | Uint8Array): void {
    this.socket.write(text);
  }

  async #next(): Promise<Buffer> {
    const {value, done} = await this.#chunks.next();
    if (done === true || value === undefined) throw new VipError('CLOSED', 'it closed the connection');
    return value;
  }
}
