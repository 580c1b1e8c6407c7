/** Messages to a log server (RFC 5426), which are never answered and so are not questions. */

import type {IpAddress} from '@vip/arp';
import {SERVICES} from '../sim/server.js';
import {type Datagram, datagramMessage} from '../wire/transport.js';
import type {Asker, Pace} from './asker.js';

export function syslog({by, ip: source, ttl}: Asker, ip: IpAddress, {every, from, until}: Pace): void {
  const {clock} = by.network;
  const ends = {source, destination: ip};
  const sourcePort = 30_000 + by.random.below(30_000);
  const data = new TextEncoder().encode('<13>1 - host app - - - it happened');
  const turn = () => {
    if (clock.now >= until) return false;
    const datagram: Datagram = {sourcePort, destinationPort: SERVICES.syslog, data};
    by.send(ends, ttl, datagramMessage(ends, datagram), {type: 'datagram', ends, datagram}, () => {});
    return true;
  };
  clock.at(from, () => clock.repeat(() => every, turn));
}
