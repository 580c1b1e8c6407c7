/**
 * The course of a TCP connection, segment by segment.
 */

import {CaptureClock, type SessionFacts, SessionFold} from '@vip/analysis/internal';
import {numberOfMac, parseMac, TCP_FLAG} from '@vip/arp';
import test from 'ava';

const [SYN, ACK, RST, FIN] = [TCP_FLAG.syn, TCP_FLAG.ack, TCP_FLAG.rst, TCP_FLAG.fin];
const OLD = parseMac('02:00:00:00:00:10');
const NEW = parseMac('02:00:00:00:00:11');

/** A connection described in milliseconds and octets; the client's sequence numbers begin just before they wrap. */
class Told {
  readonly fold = new SessionFold(40_000, 80, new CaptureClock());
  readonly isn = 0xffff_fff0;
  #frame = 0;

  sent(ms: number, tcpFlags: number, offset: number, payloadLength = 0, to = OLD): this {
    const segment = {tcpFlags, sequence: (this.isn + offset) >>> 0, acknowledgment: 0, payloadLength};
    this.fold.sent(segment, numberOfMac(to), ms * 1e6, ++this.#frame);
    return this;
  }

  heard(ms: number, tcpFlags: number, covers: number, payloadLength = 0, from = OLD): this {
    const acknowledgment = (this.isn + covers) >>> 0;
    const segment = {tcpFlags, sequence: 7000, acknowledgment, payloadLength};
    this.fold.heard(segment, numberOfMac(from), ms * 1e6, ++this.#frame);
    return this;
  }

  get facts(): SessionFacts {
    return this.fold.facts();
  }
}

function at(ms: number): bigint {
  return BigInt(ms) * 1_000_000n;
}

function open(): Told {
  return new Told()
    .sent(0, SYN, 0)
    .heard(1, SYN | ACK, 1)
    .sent(2, ACK, 1);
}

test('a session is opened, and everything acknowledged', t => {
  const {facts} = open().sent(10, ACK, 1, 100).heard(11, ACK, 101);
  t.deepEqual(facts.opened, {at: at(0), frame: 1});
  t.deepEqual(facts.established, {at: at(1), frame: 2});
  t.deepEqual(facts.lastAcknowledged, {at: at(11), frame: 5});
  t.is(facts.heardFrom, OLD);
  t.is(facts.unacknowledged, undefined);
  t.is(facts.end, undefined);
  t.is(facts.longestPauseNs, at(8));
});

test('retransmissions are rungs from the first time that the oldest octet was sent, across the wrap of the numbers', t => {
  const {facts} = open()
    .sent(100, ACK, 1, 50)
    .sent(110, ACK, 51, 50)
    .sent(306, ACK, 1, 50)
    .sent(514, ACK, 1, 50, NEW)
    .heard(515, RST, 0, 0, NEW);
  t.deepEqual(facts.unacknowledged?.first, {at: at(100), frame: 4});
  t.deepEqual(facts.unacknowledged?.rungsNs, [at(206), at(414)]);
  t.is(facts.unacknowledged?.to, NEW);
  t.deepEqual(facts.unacknowledged?.firstTo, {at: at(514), frame: 7});
  t.is(facts.unacknowledged?.segmentsTo, 1);
  t.deepEqual(facts.end, {at: at(515), frame: 8, how: 'reset', by: 'address'});
  t.is(facts.heardFrom, OLD, 'a reset is no sign of the session');
});

test('what was acknowledged begins no ladder, and what follows begins its own', t => {
  const {facts} = open()
    .sent(100, ACK, 1, 50)
    .sent(310, ACK, 1, 50)
    .heard(311, ACK, 51)
    .sent(400, ACK, 51, 9);
  t.deepEqual(facts.unacknowledged?.first, {at: at(400), frame: 7});
  t.deepEqual(facts.unacknowledged?.rungsNs, []);
});

test('a retransmitted SYN counts as a retransmission, and establishes nothing', t => {
  const {facts} = new Told().sent(0, SYN, 0).sent(1000, SYN, 0).sent(2000, SYN, 0);
  t.is(facts.syns, 3);
  t.is(facts.established, undefined);
  t.deepEqual(facts.unacknowledged?.rungsNs, [at(1000), at(2000)]);
});

test('a keepalive is a question, and its acknowledgment an answer', t => {
  const asked = open().sent(5000, ACK, 0);
  t.deepEqual(asked.facts.unacknowledged?.first, {at: at(5000), frame: 4});
  t.is(asked.heard(5001, ACK, 1).facts.unacknowledged, undefined);
});

test('the end that closes first ends the session, and later segments change nothing', t => {
  const told = open()
    .sent(50, FIN | ACK, 1)
    .heard(51, RST, 0);
  t.deepEqual(told.facts.end, {at: at(50), frame: 4, how: 'closed', by: 'client'});
  t.false(told.fold.isOfInterest);
  t.true(told.fold.isOver);
});

test('a client that resets is reported as such', t => {
  t.like(open().sent(60, RST, 1).facts.end, {how: 'reset', by: 'client'});
});

test('the longest silence that ended is kept: what was sent again and again until the address was heard', t => {
  const told = open()
    .sent(100, ACK, 1, 50)
    .sent(300, ACK, 1, 50)
    .sent(700, ACK, 1, 50)
    .sent(1500, ACK, 1, 50)
    .heard(1501, ACK, 51)
    .sent(2000, ACK, 51, 50)
    .sent(2200, ACK, 51, 50)
    .sent(2600, ACK, 51, 50)
    .heard(2601, ACK, 101);
  const {longestSilence, unacknowledged} = told.facts;
  t.is(unacknowledged, undefined);
  t.deepEqual(longestSilence, {
    first: {at: at(100), frame: 4},
    last: {at: at(700), frame: 6},
    answered: {at: at(1501), frame: 8},
    unanswered: 3,
  });
  t.true(told.sent(3000, FIN | ACK, 101).heard(3001, FIN | ACK, 102).fold.isOfInterest, 'closed or not');
});

test('a single loss is no silence, nor is what an end without room answers, nor a SYN that is answered late', t => {
  const {facts} = new Told()
    .sent(0, SYN, 0)
    .sent(1000, SYN, 0)
    .sent(3000, SYN, 0)
    .heard(3001, SYN | ACK, 1)
    .sent(3002, ACK, 1, 50)
    .sent(3300, ACK, 1, 50)
    .heard(3301, ACK, 1)
    .sent(3700, ACK, 1, 50)
    .heard(3701, ACK, 1)
    .sent(4500, ACK, 1, 50)
    .heard(4501, ACK, 51);
  t.is(facts.longestSilence, undefined);
});
