/** A client that keeps its connection open and sends another request some time after each answer, or without waiting for one. */

import type {IpAddress} from '@vip/arp';
import type {Asker, Pace} from './asker.js';
import {TcpSession} from './tcp.js';

export interface AskingOn extends Pace {
  readonly port: number;
  /** The first octets of each request. */
  readonly text: string;
  /** It does not wait for its answers. */
  readonly goesOn?: true;
  /** Number of octets, calling for no answer, that it sends before each request but the first, and at the end. */
  readonly update?: number;
  /** The length of the next request in octets; all are alike if absent. */
  readonly length?: () => number;
}

/** Longer than any of the texts. */
const LENGTH = 120;

export function asksOn(
  asker: Asker,
  ip: IpAddress,
  {every, from, until, port, text, goesOn, update, length = () => LENGTH}: AskingOn,
): void {
  const {clock} = asker.by.network;
  clock.at(from, () => {
    const connection = new TcpSession(asker, ip, port, text);
    let asked = 0;
    let isUpdated = false;
    clock.repeat(
      () => every,
      () => {
        if (clock.now >= until) return false;
        if (!connection.isIdle || (goesOn !== true && connection.pushes < asked)) return true;
        if (update !== undefined && asked > 0 && !isUpdated) {
          isUpdated = true;
          connection.write([update]);
          return true;
        }
        isUpdated = false;
        asked = connection.pushes + 1;
        connection.write([length()]);
        return true;
      },
    );
  });
}
