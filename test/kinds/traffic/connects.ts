/**
 * Connections that are opened at fixed times and closed at once, as by health checks: each asks whether the service accepts. A SYN that is
 * not answered is sent again after 1, 3 and 7 s.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {portKey} from '../sim/client.js';
import {SECOND} from '../sim/clock.js';
import type {Question} from '../sim/ledger.js';
import {plus} from '../sim/server.js';
import {type Segment, segmentMessage} from '../wire/transport.js';
import type {Asker, Pace} from './asker.js';

const ATTEMPTS = 4;

export function connects(
  {by, ip: source, ttl}: Asker,
  ip: IpAddress,
  service: number,
  {every, from, until}: Pace,
  attempts = ATTEMPTS,
): void {
  const {clock} = by.network;
  const ends = {source, destination: ip};
  let lastPort = 10_000 + by.random.below(10_000);
  const connect = () => {
    if (clock.now >= until) return false;
    const sourcePort = ++lastPort;
    const sequence = by.random.below(2 ** 32);
    const ports = {sourcePort, destinationPort: service};
    let latest: Question | undefined;
    let isOver = false;
    const say = (segment: Segment, asks: boolean) =>
      by.send(ends, ttl, segmentMessage(ends, segment), {type: 'segment', ends, segment}, record => {
        if (asks) latest = by.ledger.ask('service', source, ip, record, `tcp ${service}`);
      });
    by.listen(portKey(ip, source, sourcePort), ({body, record}) => {
      if (body.type !== 'segment' || isOver) return;
      isOver = true;
      const {flags, sequence: theirs} = body.segment;
      if (latest !== undefined)
        by.ledger.answer(latest, flags.includes('R') ? 'refused' : 'answered', record);
      if (flags.includes('R')) return;
      const acknowledgment = plus(theirs, 1);
      say({...ports, sequence: plus(sequence, 1), acknowledgment, flags: 'RA', length: 0}, false);
    });
    const attempt = (left: number, wait: number) => {
      if (isOver || left === 0 || clock.now >= until) return;
      say({...ports, sequence, acknowledgment: 0, flags: 'S', length: 0}, true);
      clock.after(wait, () => attempt(left - 1, 2 * wait));
    };
    attempt(attempts, SECOND);
    return true;
  };
  clock.at(from, () => clock.repeat(() => every, connect));
}
