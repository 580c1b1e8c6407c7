/**
 * A station that sends to an address: the MACs to which it sends, its questions, and the answers.
 *
 * @module
 */

import type {AddressKey, FrameView} from '@vip/arp';
import {OutageFold} from '../outage-fold.js';
import type {SessionFold} from '../sessions/session-fold.js';
import {EchoRequests, isEchoReply, isEchoRequest} from './echo-requests.js';
import {type CutOff, Question, type WhoAsked} from './question.js';
import {FIRST_ANSWER_NS, type QuestionKind} from './question-kind.js';
import {QuestionKinds} from './question-kinds.js';
import {type RunsOfAddress, SentRuns} from './sent-runs.js';
import {MAX_OUTAGES} from './settlement.js';
import {TcpFlows} from './tcp-flows.js';
import {UdpRequests} from './udp-requests.js';

/** The address asked, as seen by one asker. */
export interface AskedAddress extends RunsOfAddress {
  /** Takes a question, and settles earlier ones if possible. */
  asked(question: Question, at: bigint): void;
  /** A question was answered. */
  settle(at: bigint): void;
  /** Whether a request by this station was answered: "it is at that MAC". */
  wasTold(station: number): boolean;
}

export class Asker implements WhoAsked {
  readonly runs: SentRuns;
  /** A router forwarded what it sends: that MAC is the router's. */
  isForwarded = false;
  cutOff: CutOff | undefined;
  /** Created on demand: most stations that send to an address do nothing else. */
  #outages: OutageFold<Question> | undefined;
  #kinds: QuestionKinds | undefined;
  #echoes: EchoRequests | undefined;
  #tcp: TcpFlows | undefined;
  #udp: UdpRequests | undefined;
  #neighbour: Question | undefined;
  /** The last question, until the MAC to which it goes is known. */
  #onItsWay: Question[] = [];

  constructor(
    readonly key: AddressKey,
    /** The first one seen; a station behind a router has the router's. */
    public mac: number,
    readonly address: AskedAddress,
  ) {
    this.runs = new SentRuns(address);
  }

  get outages(): OutageFold<Question> {
    this.#outages ??= new OutageFold(MAX_OUTAGES);
    return this.#outages;
  }

  /** Grows whenever something happens that is not more of the same. */
  get changes(): number {
    return this.runs.all.length + (this.#outages?.changes ?? 0);
  }

  get isUnanswered(): boolean {
    return this.#outages?.isOpen === true;
  }

  /** Its TCP connections that were open, and that neither end closed. */
  get sessions(): readonly SessionFold[] {
    return this.#tcp?.sessions ?? [];
  }

  get kinds(): QuestionKinds {
    this.#kinds ??= new QuestionKinds();
    return this.#kinds;
  }

  /** A frame to the address, sent to this MAC. */
  sent(to: number, at: bigint, frame: number): void {
    this.runs.sent(this.mac, to, at, frame);
  }

  /** The question in an IP packet to the address. `sent` was called for it. */
  asks(view: FrameView, at: bigint, frame: number): void {
    switch (view.transport) {
      case 'icmp':
      case 'icmpv6':
        if (isEchoRequest(view)) this.#asksEcho(view, at, frame);
        return;
      case 'tcp':
        this.#asksTcp(view, at, frame);
        return;
      case 'udp':
        this.#asksUdp(view, at, frame);
    }
  }

  /** The same, seen on its way to a router, which forwards it to the MAC in its own cache. */
  asksThroughRouter(view: FrameView, at: bigint, frame: number): void {
    const {current} = this.runs;
    this.runs.current = undefined;
    this.#onItsWay = [];
    this.asks(view, at, frame);
    this.runs.current = current;
  }

  /** It was seen again after the router with this MAC; `sent` was called for it. */
  wasForwarded(mac: number): void {
    this.mac = mac;
    for (const question of this.#onItsWay) question.run = this.runs.current;
    this.#onItsWay = [];
    if (this.runs.current !== undefined) this.#tcp?.wentOnTo(this.runs.current.mac);
  }

  /** A packet from the address to this sender. Returns whether it answers something. */
  hears(view: FrameView, at: bigint, frame: number): boolean {
    switch (view.transport) {
      case 'icmp':
      case 'icmpv6':
        return isEchoReply(view) && this.#hearsEcho(view, at, frame);
      case 'tcp':
        return this.#hearsTcp(view, at, frame);
      case 'udp':
        return this.#hearsUdp(view, at, frame);
      default:
        return false;
    }
  }

  /** "Who has it?", broadcast or unicast (neighbour unreachability detection, RFC 4861 §7.3). */
  asksNeighbour(isUnicast: boolean, at: bigint, frame: number): Question {
    const kind = this.kinds.of('neighbour', 0);
    kind.isHeard ||= this.address.wasTold(this.mac) || (isUnicast && this.kinds.isAnswered);
    const question = new Question(this, kind, isUnicast ? this.runs.current : undefined, at, frame);
    this.#neighbour = question;
    this.address.asked(question, at);
    return question;
  }

  /** Whether it waits to be told where the address is. */
  isAskingNeighbour(at: bigint): boolean {
    return this.#neighbour !== undefined && at - this.#neighbour.sentAt <= FIRST_ANSWER_NS;
  }

  hearsNeighbour(at: bigint, frame: number): void {
    this.#neighbour?.answer(at, frame);
    this.#neighbour = undefined;
    this.address.settle(at);
  }

  /** An ICMP error refuses this echo request. */
  refusedEcho(echoIdentifier: number, echoSequence: number, at: bigint, frame: number): void {
    this.#echoes?.get({echoIdentifier, echoSequence})?.refuse(at, frame);
  }

  /** An ICMP error refuses questions over this protocol and port. */
  refused(protocol: 'tcp' | 'udp', ownPort: number, port: number, at: bigint, frame: number): void {
    if (protocol === 'tcp') this.#tcp?.get(ownPort, port)?.refuse(at, frame);
    else for (const question of this.#udp?.waiting(ownPort, port) ?? []) question.refuse(at, frame);
  }

  #asksEcho(view: FrameView, at: bigint, frame: number): void {
    this.#echoes ??= new EchoRequests();
    if (this.#echoes.isCopy(view, at)) return;
    this.#echoes.add(view, this.#question(this.kinds.of('echo', 0), at, frame));
  }

  #hearsEcho(view: FrameView, at: bigint, frame: number): boolean {
    const question = this.#echoes?.get(view);
    if (question === undefined) return false;
    question.answer(at, frame);
    this.address.settle(at);
    return true;
  }

  #asksTcp(view: FrameView, at: bigint, frame: number): void {
    const kind = this.kinds.of('tcp', view.destinationPort);
    this.#tcp ??= new TcpFlows();
    const flow = this.#tcp.of(view);
    const end = flow.session.sent(view, view.destinationMac, at, frame);
    if (end === undefined) return;
    if (flow.isRepeat(end)) kind.isHeard = true;
    flow.asked(this.#question(kind, at, frame, end));
  }

  #hearsTcp(view: FrameView, at: bigint, frame: number): boolean {
    const flow = this.#tcp?.get(view.destinationPort, view.sourcePort);
    if (flow === undefined) return false;
    this.kinds.of('tcp', view.sourcePort).isHeard = true;
    const hasAnswered = flow.hears(view, view.sourceMac, at, frame);
    if (hasAnswered) this.address.settle(at);
    return hasAnswered;
  }

  #asksUdp({sourcePort: own, destinationPort: port}: FrameView, at: bigint, frame: number): void {
    this.#udp ??= new UdpRequests();
    const kind = this.kinds.of('udp', port);
    if (kind.answered > 0) this.#udp.add(own, port, this.#question(kind, at, frame));
    else this.#udp.keepOnly(own, port, new Question(this, kind, this.runs.current, at, frame));
  }

  #hearsUdp({sourcePort: port, destinationPort: own}: FrameView, at: bigint, frame: number): boolean {
    if (this.#udp === undefined || this.#udp.waiting(own, port).length === 0) return false;
    const kind = this.kinds.of('udp', port);
    if (kind.answered === 0) {
      kind.answered = 1;
      kind.settled = 1;
    }
    this.#udp.answerAll(own, port, at, frame);
    this.address.settle(at);
    return true;
  }

  #question(kind: QuestionKind, at: bigint, frame: number, end = 0): Question {
    const question = new Question(this, kind, this.runs.current, at, frame, end);
    if (this.runs.current === undefined) this.#onItsWay = [question];
    this.address.asked(question, at);
    return question;
  }
}
