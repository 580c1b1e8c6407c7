/**
 * Protocols over UDP without an identifier at a known place: one datagram asks, one or two answer it, and where the answer comes later than its
 * receipt (CoAP, RFC 7252 §5.2.2) or has several parts (SIP on a port of its own, RFC 3261 §17.1.1.3), the client acknowledges it, which is not
 * answered.
 */

import type {IpAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {between, whole} from '../sim/chance.js';
import {MS, SECOND} from '../sim/clock.js';
import type {Holding} from '../sim/holding.js';
import type {Asker, Pace} from './asker.js';
import {Line} from './line.js';

/** The first octet of each datagram. */
const [QUESTION, RECEIPT, ANSWER, ACKNOWLEDGMENT] = [0x40, 0x60, 0x45, 0x61] as const;

export interface Exchanging extends Pace {
  readonly port: number;
  /** Whether the answer is acknowledged. */
  readonly isAcknowledged: boolean;
}

const message = (random: Random, what: number, length: number) => {
  const data = random.octets(length);
  data[0] = what;
  return data;
};

export function exchangeServer(random: Random, isLater: boolean): NonNullable<Holding['responds']> {
  return ({data}, say) => {
    if (data[0] !== QUESTION) return undefined;
    if (!isLater) return message(random, ANSWER, 20 + random.below(60));
    say(message(random, ANSWER, 20 + random.below(60)), between(random, 30, 600) * MS);
    return message(random, RECEIPT, 4);
  };
}

/** Asks at these times, and asks again after a second or two without an answer. */
export function exchanges(asker: Asker, ip: IpAddress, exchanging: Exchanging): void {
  const {every, from, until, port, isAcknowledged} = exchanging;
  const {by} = asker;
  const {clock, random} = {clock: by.network.clock, random: by.random};
  const line = new Line(asker, ip);
  const length = whole(random, 12, 40);
  line.hears(({data}) => {
    if (data[0] === ANSWER && isAcknowledged)
      line.say(port, message(random, ACKNOWLEDGMENT, 4), 'needs no answer');
  });
  const ask = (left: number): void => {
    const at = clock.now;
    line.say(port, message(random, QUESTION, length), 'asks');
    if (left === 0) return;
    clock.after(between(random, 1, 1.5) * SECOND, () => {
      if (line.heardAt < at && clock.now < until) ask(left - 1);
    });
  };
  const turn = () => {
    if (clock.now >= until) return false;
    ask(every > 2 * SECOND ? 2 : 0);
    return true;
  };
  clock.at(from, () => clock.repeat(() => every, turn));
}
