/**
 * Sessions of a client: sequence numbers, acknowledgments, retransmissions with a timeout that doubles each time (RFC 6298 §5), and
 * a new session after a reset.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import {portKey} from '../sim/client.js';
import {MS, SECOND} from '../sim/clock.js';
import type {Incoming} from '../sim/frame.js';
import type {Question} from '../sim/ledger.js';
import {plus} from '../sim/server.js';
import {type Segment, segmentMessage} from '../wire/transport.js';
import type {Asker} from './asker.js';
import {isCovered, type Pending} from './pending.js';

/** Linux's shortest retransmission timeout, and its first timeout for a SYN. */
const RETRANSMISSION = 200 * MS;
const SYN_RETRANSMISSION = SECOND;
const RECONNECT = 50 * MS;
/** `tcp_invalid_ratelimit`: a segment outside the window is answered no more often than this. */
const OUTSIDE_WINDOW = 500 * MS;

export interface SessionEnd {
  readonly ip: IpAddress;
  readonly mac: MacAddress;
  readonly port: number;
  readonly service: number;
}

export class TcpSession {
  readonly #asker: Asker;
  readonly #ip: IpAddress;
  readonly #service: number;
  #port = 0;
  #sends = 0;
  #expects = 0;
  #pending: Pending[] = [];
  #isOpen = false;
  /** The questions of this connection, one for each transmission. */
  #sent: Question[] = [];
  #timer = 0;
  #dataSegments = 0;
  #probe: Question | undefined;
  #repliedAt = Number.NEGATIVE_INFINITY;
  /** Segments with data that arrived. */
  pushes = 0;
  /** Its machine is gone: it sends nothing any more, whatever arrives. */
  isGone = false;

  /** @param text the first octets of each segment with data */
  constructor(
    asker: Asker,
    ip: IpAddress,
    service: number,
    public text?: string,
  ) {
    this.#asker = asker;
    this.#ip = ip;
    this.#service = service;
    this.#connect();
  }

  /** The client's end of the present connection, with the MAC that leads there, and the port of the address. */
  get end(): SessionEnd {
    const {by, ip} = this.#asker;
    return {ip, mac: by.mac, port: this.#port, service: this.#service};
  }

  /** Whether it is connected and everything was acknowledged. */
  get isIdle(): boolean {
    return this.#isOpen && this.#pending.length === 0;
  }

  /** Sends data in segments of these lengths, of which the last has PSH. */
  write(lengths: readonly number[]): void {
    lengths.forEach((length, index) => {
      this.#put(length, index === lengths.length - 1 ? 'PA' : 'A');
    });
  }

  /** Sends a keepalive, which asks whether the other end is still there. */
  keepAlive(): void {
    this.#say({sequence: plus(this.#sends, -1)}, question => {
      this.#probe = question;
    });
  }

  #connect(): void {
    const {by, ip} = this.#asker;
    this.#isOpen = false;
    this.#pending = [];
    // Beyond those of connections that open and close at once.
    do this.#port = 30_000 + by.random.below(30_000);
    while (by.isListening(portKey(this.#ip, ip, this.#port)));
    this.#sends = by.random.below(2 ** 32);
    this.#expects = 0;
    const sent: Question[] = [];
    this.#sent = sent;
    let resets = 0;
    by.listen(portKey(this.#ip, ip, this.#port), ({body, record}) => {
      if (body.type !== 'segment' || this.isGone) return;
      if (isTickle(body.segment)) {
        if (this.#sent === sent) this.#replyOutsideWindow();
        return;
      }
      if (!body.segment.flags.includes('R')) {
        if (this.#sent === sent) this.#advance(body.segment, record);
        return;
      }
      // Each answers one of those that were sent last; those sent before them were lost.
      const refused = sent.at(-++resets);
      if (refused !== undefined) by.ledger.answer(refused, 'refused', record);
      if (this.#sent === sent) this.#reset();
    });
    this.#put(0, 'S');
  }

  /** RFC 9293 §3.10.7.4: says which numbers it expects. */
  #replyOutsideWindow(): void {
    const {now} = this.#asker.by.network.clock;
    if (now - this.#repliedAt < OUTSIDE_WINDOW) return;
    this.#repliedAt = now;
    this.#say({});
  }

  #put(length: number, flags: string): void {
    const pending = {sequence: this.#sends, length, flags, questions: []};
    this.#sends = plus(this.#sends, length + (flags.includes('S') ? 1 : 0));
    this.#pending.push(pending);
    this.#transmit(pending);
    if (this.#pending.length === 1) this.#wait(flags === 'S' ? SYN_RETRANSMISSION : RETRANSMISSION);
  }

  #transmit({sequence, length, flags, questions}: Pending): void {
    const text = length > 0 && this.text !== undefined ? {text: this.text} : {};
    this.#say({sequence, length, flags, ...text}, question => {
      questions.push(question);
      this.#sent.push(question);
    });
  }

  #say(more: Partial<Segment>, asked?: (question: Question) => void): void {
    if (this.isGone) return;
    const {by, ip: source, ttl} = this.#asker;
    const ends = {source, destination: this.#ip};
    const segment: Segment = {
      ...{sourcePort: this.#port, destinationPort: this.#service},
      ...{sequence: this.#sends, acknowledgment: this.#expects, flags: 'A', length: 0},
      ...more,
    };
    by.send(ends, ttl, segmentMessage(ends, segment), {type: 'segment', ends, segment}, record => {
      asked?.(by.ledger.ask('service', source, this.#ip, record, `tcp ${this.#service}`));
    });
  }

  /** Sends the oldest segment again if nothing has arrived meanwhile. */
  #wait(timeout: number): void {
    const timer = ++this.#timer;
    this.#asker.by.network.clock.after(timeout, () => {
      const [oldest] = this.#pending;
      if (timer !== this.#timer || oldest === undefined) return;
      this.#transmit(oldest);
      this.#wait(timeout * 2);
    });
  }

  #advance({flags, sequence, acknowledgment, length, window}: Segment, record: Incoming['record']): void {
    if (window === 0) this.#heardOfNoRoom(record);
    if (this.#probe !== undefined) this.#asker.by.ledger.answer(this.#probe, 'answered', record);
    this.#probe = undefined;
    const isRepair = (this.#pending[0]?.questions.length ?? 0) > 1;
    const covered = this.#pending.filter(one => isCovered(one, acknowledgment));
    this.#pending = this.#pending.filter(one => !isCovered(one, acknowledgment));
    for (const {questions} of covered) {
      const latest = questions.at(-1);
      if (latest !== undefined) this.#asker.by.ledger.answer(latest, 'answered', record);
    }
    if (flags.includes('S')) {
      this.#isOpen = true;
      this.#expects = plus(sequence, 1);
      this.#say({});
    } else if (length > 0) {
      this.#expects = plus(sequence, length);
      this.pushes++;
      this.#acknowledge(flags);
    }
    if (covered.length > 0) this.#goOn(isRepair);
  }

  /** The other end is there, but accepts nothing at present. */
  #heardOfNoRoom(record: Incoming['record']): void {
    for (const {questions} of this.#pending)
      for (const question of questions) this.#asker.by.ledger.answer(question, 'answered', record);
  }

  /** Acknowledges every third data segment, and pushed data at once. */
  #acknowledge(flags: string): void {
    this.#dataSegments++;
    if (flags.includes('P') || this.#dataSegments % 3 === 0) this.#say({});
  }

  #goOn(isRepair: boolean): void {
    this.#timer++;
    if (this.#pending.length === 0) return;
    if (isRepair)
      for (const one of this.#pending.filter(({questions}) => questions.length === 1)) this.#transmit(one);
    this.#wait(RETRANSMISSION);
  }

  #reset(): void {
    for (const {questions} of this.#pending) for (const question of questions) question.isRefusedLater = true;
    this.#sent = [];
    this.#pending = [];
    this.#isOpen = false;
    this.#timer++;
    this.#asker.by.network.clock.after(RECONNECT, () => this.#connect());
  }
}

/** Whether both numbers are 0, as in no segment of a session. */
function isTickle({sequence, acknowledgment, flags}: Segment): boolean {
  return sequence === 0 && acknowledgment === 0 && flags.includes('A') && !flags.includes('R');
}
