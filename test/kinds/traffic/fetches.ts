/**
 * A connection for each request: the client opens it, sends the request, and closes it after the answer or after waiting long enough.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {portKey} from '../sim/client.js';
import {MS} from '../sim/clock.js';
import type {Captured} from '../sim/frame.js';
import type {Question} from '../sim/ledger.js';
import {plus} from '../sim/server.js';
import {type Segment, segmentMessage} from '../wire/transport.js';
import type {Asker, Pace} from './asker.js';

/** What the capture contains of one connection. */
export interface Fetch {
  syn?: Captured | undefined;
  opened?: Captured | undefined;
  requested?: Captured | undefined;
  acknowledged?: Captured | undefined;
  answered?: Captured | undefined;
  reset?: Captured | undefined;
}

export interface Fetching extends Pace {
  readonly port: number;
  /** Length of the request, and its first octets. */
  readonly length: number;
  readonly text?: string;
  /** How long the client waits. Nanoseconds. */
  readonly patience: number;
}

/** @returns the connections, which are added while the story is played */
export function fetches(asker: Asker, ip: IpAddress, fetching: Fetching): Fetch[] {
  const {every, from, until} = fetching;
  const {clock} = asker.by.network;
  const all: Fetch[] = [];
  let port = 10_000 + asker.by.random.below(20_000);
  clock.at(from, () =>
    clock.repeat(
      () => every,
      () => {
        if (clock.now >= until) return false;
        all.push(fetch(asker, ip, ++port, fetching));
        return true;
      },
    ),
  );
  return all;
}

function fetch({by, ip: source, ttl}: Asker, ip: IpAddress, own: number, fetching: Fetching): Fetch {
  const {port, length, text, patience} = fetching;
  const ends = {source, destination: ip};
  const made: Fetch = {};
  const first = by.random.below(2 ** 32);
  let sends = plus(first, 1);
  let expects = 0;
  let isOver = false;
  const say = (more: Partial<Segment>, asked: (record: Captured | undefined) => void = () => {}) => {
    const segment = {
      ...{sourcePort: own, destinationPort: port, sequence: sends, acknowledgment: expects},
      ...{flags: 'A', length: 0, ...more},
    };
    by.send(ends, ttl, segmentMessage(ends, segment), {type: 'segment', ends, segment}, asked);
  };
  const ask = (record: Captured | undefined) => by.ledger.ask('service', source, ip, record, `tcp ${port}`);
  let waiting: Question | undefined;
  const hangUp = () => {
    if (isOver) return;
    isOver = true;
    say({flags: 'FA'}, record => {
      waiting = ask(record);
    });
  };
  const request = () => {
    say({});
    by.network.clock.after(0.2 * MS, () => {
      if (isOver) return;
      say({flags: 'PA', length, ...(text === undefined ? {} : {text})}, record => {
        made.requested = record;
        waiting = ask(record);
      });
      sends = plus(sends, length);
    });
    by.network.clock.after(patience, hangUp);
  };
  by.listen(portKey(ip, source, own), ({body, record}) => {
    if (body.type !== 'segment') return;
    const {flags, sequence, acknowledgment, length: octets} = body.segment;
    const isReset = flags.includes('R');
    if (isReset) made.reset ??= record;
    if (waiting !== undefined && (isReset || acknowledgment === sends || flags.includes('F')))
      by.ledger.answer(waiting, isReset ? 'refused' : 'answered', record);
    waiting = undefined;
    if (isReset) isOver = true;
    else if (flags.includes('S')) {
      made.opened = record;
      expects = plus(sequence, 1);
      request();
    } else if (octets > 0) {
      made.answered ??= record;
      expects = plus(sequence, octets);
      say({});
      hangUp();
    } else if (flags.includes('F')) {
      expects = plus(sequence, 1);
      sends = plus(sends, 1);
      say({});
    } else made.acknowledged ??= record;
  });
  say({flags: 'S', sequence: first, acknowledgment: 0}, record => {
    made.syn = record;
    waiting = ask(record);
  });
  return made;
}
