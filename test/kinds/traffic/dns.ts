/** Queries of a name server (RFC 1035 §4.1), by the clock, each from a port of its own. */

import type {IpAddress} from '@vip/arp';
import {portKey} from '../sim/client.js';
import type {Question} from '../sim/ledger.js';
import {SERVICES} from '../sim/server.js';
import {type Datagram, datagramMessage} from '../wire/transport.js';
import type {Asker, Pace} from './asker.js';

export function dns({by, ip: source, ttl}: Asker, ip: IpAddress, {every, from, until}: Pace): void {
  const {clock, random} = {clock: by.network.clock, random: by.random};
  const ends = {source, destination: ip};
  const turn = () => {
    if (clock.now >= until) return false;
    const sourcePort = 20_000 + random.below(40_000);
    const datagram: Datagram = {
      sourcePort,
      destinationPort: SERVICES.dns,
      data: query(random.below(0x10000)),
    };
    by.send(ends, ttl, datagramMessage(ends, datagram), {type: 'datagram', ends, datagram}, record => {
      const question: Question = by.ledger.ask('service', source, ip, record, `udp ${SERVICES.dns}`);
      by.listen(portKey(ip, source, sourcePort), answer =>
        by.ledger.answer(question, 'answered', answer.record),
      );
    });
    return true;
  };
  clock.at(from, () => clock.repeat(() => every, turn));
}

/** The address of `vip.test`. */
function query(id: number): Uint8Array {
  const name = [3, ...letters('vip'), 4, ...letters('test'), 0];
  return Uint8Array.from([id >> 8, id & 0xff, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...name, 0, 1, 0, 1]);
}

const letters = (text: string) => [...text].map(letter => letter.charCodeAt(0));
