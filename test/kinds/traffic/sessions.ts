/** Usual traffic over TCP: successive requests, an upload, a download. */

import type {IpAddress} from '@vip/arp';
import {SERVICES} from '../sim/server.js';
import type {Asker, Pace} from './asker.js';
import {TcpSession} from './tcp.js';

export type SessionUse = 'requests' | 'upload' | 'download';

/** Writes again whenever the last write has been acknowledged, like a program that waits for its answers. */
export function session(
  asker: Asker,
  ip: IpAddress,
  use: SessionUse,
  {every, from, until}: Pace,
  port: number = SERVICES[use],
): void {
  const {clock} = asker.by.network;
  const {random} = asker.by;
  clock.at(from, () => {
    const connection = new TcpSession(asker, ip, port);
    clock.repeat(
      () => every,
      () => {
        if (clock.now >= until) return false;
        if (!connection.isIdle) return true;
        if (use === 'upload') connection.write([1000, 1000, 1000, 1000]);
        else connection.write([use === 'download' ? 10 : 100 + random.below(300)]);
        return true;
      },
    );
  });
}
