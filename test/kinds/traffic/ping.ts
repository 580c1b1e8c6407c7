/** Echo requests, at fixed times. */

import type {IpAddress} from '@vip/arp';
import {echoKey} from '../sim/client.js';
import type {Question} from '../sim/ledger.js';
import {type Echo, echoMessage} from '../wire/transport.js';
import type {Asker, Pace} from './asker.js';

/** @param pause a time in which the program is stopped; it goes on with the next number. Nanoseconds */
export function ping(
  {by, ip: source, ttl}: Asker,
  ip: IpAddress,
  {every, from, until}: Pace,
  pause: {readonly from: number; readonly until: number} = {from: until, until},
): void {
  const {clock} = by.network;
  const identifier = by.random.below(0x10000);
  const ends = {source, destination: ip};
  const data = by.random.octets(by.random.pick([8, 16, 48, 56]));
  const open = new Map<number, Question>();
  let sequence = by.random.below(3) === 0 ? by.random.below(0x10000) : 0;
  by.listen(echoKey(ip, source, identifier), ({body, record}) => {
    if (body.type !== 'echo') return;
    const question = open.get(body.echo.sequence);
    if (question !== undefined) by.ledger.answer(question, 'answered', record);
  });
  const turn = () => {
    if (clock.now >= until) return false;
    if (clock.now >= pause.from && clock.now < pause.until) return true;
    sequence = (sequence + 1) & 0xffff;
    const echo: Echo = {reply: false, identifier, sequence, data};
    const number = sequence;
    by.send(ends, ttl, echoMessage(ends, echo), {type: 'echo', ends, echo}, record => {
      open.set(number, by.ledger.ask('service', source, ip, record, 'ping'));
    });
    return true;
  };
  clock.at(from, () => clock.repeat(() => every, turn));
}
