/** One port of a client, from which it exchanges datagrams with an address. */

import type {IpAddress} from '@vip/arp';
import {portKey} from '../sim/client.js';
import type {Question} from '../sim/ledger.js';
import {type Datagram, datagramMessage} from '../wire/transport.js';
import type {Asker} from './asker.js';

/** What a datagram of a client is: only a question has to be answered. */
export type Meaning = 'asks' | 'needs no answer';

export class Line {
  readonly port: number;
  /** When the address last said something to it. Nanoseconds. */
  heardAt = Number.NEGATIVE_INFINITY;
  #asked: Question[] = [];

  constructor(
    readonly asker: Asker,
    readonly ip: IpAddress,
  ) {
    this.port = 10_000 + 2 * asker.by.random.below(25_000);
  }

  /** Whatever comes answers everything that was asked. */
  hears(take: (datagram: Datagram) => void): void {
    const {by, ip} = this.asker;
    by.listen(portKey(this.ip, ip, this.port), ({body, record}) => {
      if (body.type !== 'datagram') return;
      this.heardAt = by.network.clock.now;
      for (const question of this.#asked) by.ledger.answer(question, 'answered', record);
      this.#asked = [];
      take(body.datagram);
    });
  }

  say(to: number, data: Uint8Array, meaning: Meaning): void {
    const {by, ip: source, ttl} = this.asker;
    const ends = {source, destination: this.ip};
    const datagram: Datagram = {sourcePort: this.port, destinationPort: to, data};
    by.send(ends, ttl, datagramMessage(ends, datagram), {type: 'datagram', ends, datagram}, record => {
      if (meaning === 'asks')
        this.#asked.push(by.ledger.ask('service', source, this.ip, record, `udp ${to}`));
    });
  }
}
