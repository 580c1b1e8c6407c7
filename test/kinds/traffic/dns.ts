/** Queries to a name server (RFC 1035 §4.1), at fixed times. */

import type {IpAddress} from '@vip/arp';
import {portKey} from '../sim/client.js';
import type {Body, Captured} from '../sim/frame.js';
import type {Question} from '../sim/ledger.js';
import {SERVICES} from '../sim/server.js';
import {type Datagram, datagramMessage} from '../wire/transport.js';
import type {Asker, Pace} from './asker.js';

/** Each query is sent from a port of its own. */
export function dns(asker: Asker, ip: IpAddress, {every, from, until}: Pace): void {
  const {by} = asker;
  const {clock, random} = {clock: by.network.clock, random: by.random};
  const turn = () => {
    if (clock.now >= until) return false;
    const sourcePort = 20_000 + random.below(40_000);
    ask(asker, ip, sourcePort, random.below(0x10000), question =>
      by.listen(portKey(ip, asker.ip, sourcePort), answer =>
        by.ledger.answer(question, 'answered', answer.record),
      ),
    );
    return true;
  };
  clock.at(from, () => clock.repeat(() => every, turn));
}

/** A forwarder: all queries from one port, several at a time, so that only the ID shows which of them is answered. */
export function forwarder(asker: Asker, ip: IpAddress, {every, from, until}: Pace, atOnce: number): void {
  const {by} = asker;
  const {clock, random} = {clock: by.network.clock, random: by.random};
  const sourcePort = 20_000 + random.below(40_000);
  const waiting = new Map<number, Question>();
  by.listen(
    portKey(ip, asker.ip, sourcePort),
    ({body, record}: {body: Body; record: Captured | undefined}) => {
      if (body.type !== 'datagram') return;
      const question = waiting.get(idOf(body.datagram));
      if (question !== undefined) by.ledger.answer(question, 'answered', record);
    },
  );
  let id = random.below(0x10000);
  let count = 1;
  const turn = () => {
    if (clock.now >= until) return false;
    for (let index = 0; index < count; index++) {
      id = (id + 1 + random.below(9)) & 0xffff;
      const own = id;
      ask(asker, ip, sourcePort, own, question => waiting.set(own, question));
    }
    // The first query is alone: queries count only once an answer has been seen, so others sent together with it would not.
    count = atOnce;
    return true;
  };
  clock.at(from, () => clock.repeat(() => every, turn));
}

function ask(
  {by, ip: source, ttl}: Asker,
  ip: IpAddress,
  sourcePort: number,
  id: number,
  asked: (question: Question) => void,
): void {
  const ends = {source, destination: ip};
  const datagram: Datagram = {sourcePort, destinationPort: SERVICES.dns, data: query(id)};
  by.send(ends, ttl, datagramMessage(ends, datagram), {type: 'datagram', ends, datagram}, record =>
    asked(by.ledger.ask('service', source, ip, record, `udp ${SERVICES.dns}`)),
  );
}

const idOf = ({data}: Datagram) => ((data[0] as number) << 8) | (data[1] as number);

/** The query for the address of `vip.test`. */
function query(id: number): Uint8Array {
  const name = [3, ...letters('vip'), 4, ...letters('test'), 0];
  return Uint8Array.from([id >> 8, id & 0xff, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...name, 0, 1, 0, 1]);
}

const letters = (text: string) => [...text].map(letter => letter.charCodeAt(0));
