/**
 * A station that sends to an address: the MACs to which it sends, its questions, and the answers.
 *
 * @module
 */

import type {AddressKey, FrameView} from '@vip/arp';
import {OutageFold} from '../outage.js';
import type {SessionFold} from '../sessions/session-fold.js';
import {GrowingRun} from './belief-run.js';
import type {RunCause} from './facts.js';
import {forgetOldest} from './forget-oldest.js';
import {type CutOff, Question, type WhoAsked} from './question.js';
import {FIRST_ANSWER_NS, type Protocol, QuestionKind} from './question-kind.js';
import {MAX_OUTAGES} from './settlement.js';
import {flowKey, TcpFlows} from './tcp-flows.js';

const MAX_RUNS = 64;
/** Maximum number of kinds of questions: ports that are asked. */
const MAX_KINDS = 16;
/** Maximum number of requests tracked; the oldest is forgotten. */
const MAX_FLOWS = 256;
/** Maximum number of echo requests waiting for a reply. */
const MAX_ECHOES = 1024;

/** Within this time, a copy of an echo request is a duplicate from a mirror port. Nanoseconds. */
const COPY_NS = 50_000_000n;

/** The address asked, as seen by one asker. */
export interface AskedAddress {
  /** Counts changes in the situation of the address; a run does not extend across one. */
  readonly epoch: number;
  /** Reserves room for one more run, if there is any. */
  takeRun(): boolean;
  /** Takes a question, and settles earlier ones if possible. */
  asked(question: Question, at: bigint): void;
  /** A question was answered. */
  settle(at: bigint): void;
  /** Whether a request by this station was answered: "it is at that MAC". */
  wasTold(station: number): boolean;
  /** Why this station sends to `to` now, after not having done so since then. */
  causeOf(station: number, to: number, since: bigint): RunCause | undefined;
}

export class Asker implements WhoAsked {
  readonly runs: GrowingRun[] = [];
  /** A router forwarded what it sends: that MAC is the router's. */
  isForwarded = false;
  /** Runs that were not kept. */
  beyondRuns = 0;
  cutOff: CutOff | undefined;
  /** Created on demand: most stations that send to an address do nothing else. */
  #outages: OutageFold<Question> | undefined;
  #kinds: Map<number, QuestionKind> | undefined;
  #echoes: Map<number, Question> | undefined;
  #tcp: TcpFlows | undefined;
  #udp: Map<number, Question[]> | undefined;
  #neighbour: Question | undefined;
  /** The last question, until the MAC to which it goes is known. */
  #onItsWay: Question[] = [];
  #run: GrowingRun | undefined;

  constructor(
    readonly key: AddressKey,
    /** The first one seen; a station behind a router has the router's. */
    public mac: number,
    readonly address: AskedAddress,
  ) {}

  get outages(): OutageFold<Question> {
    this.#outages ??= new OutageFold(MAX_OUTAGES);
    return this.#outages;
  }

  get #isAnswered(): boolean {
    for (const {answered} of this.kinds.values()) if (answered > 0) return true;
    return false;
  }

  /** Its TCP connections that were open, and that neither end closed. */
  get sessions(): readonly SessionFold[] {
    return this.#tcp?.sessions ?? [];
  }

  get kinds(): Map<number, QuestionKind> {
    this.#kinds ??= new Map();
    return this.#kinds;
  }

  /** A frame to the address, sent to this MAC. */
  sent(to: number, at: bigint, frame: number): void {
    const run = this.#run;
    if (run !== undefined && run.mac === to && run.epoch === this.address.epoch) run.grow(at, frame);
    else this.#newRun(to, at, frame);
  }

  /** The question in an IP packet to the address. `sent` was called for it. */
  asks(view: FrameView, at: bigint, frame: number): void {
    switch (view.transport) {
      case 'icmp':
      case 'icmpv6':
        if (isEchoRequest(view))
          this.#asksEcho(view.echoIdentifier * 0x1_0000 + view.echoSequence, at, frame);
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
    const run = this.#run;
    this.#run = undefined;
    this.#onItsWay = [];
    this.asks(view, at, frame);
    this.#run = run;
  }

  /** It was seen again after the router with this MAC; `sent` was called for it. */
  wasForwarded(mac: number): void {
    this.mac = mac;
    for (const question of this.#onItsWay) question.run = this.#run;
    this.#onItsWay = [];
    if (this.#run !== undefined) this.#tcp?.wentOnTo(this.#run.mac);
  }

  /** A packet from the address to this sender. Returns whether it answers something. */
  hears(view: FrameView, at: bigint, frame: number): boolean {
    switch (view.transport) {
      case 'icmp':
      case 'icmpv6':
        return (
          isEchoReply(view) && this.#hearsEcho(view.echoIdentifier * 0x1_0000 + view.echoSequence, at, frame)
        );
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
    const kind = this.#kind('neighbour', 0);
    kind.isHeard ||= this.address.wasTold(this.mac) || (isUnicast && this.#isAnswered);
    const question = new Question(this, kind, isUnicast ? this.#run : undefined, at, frame);
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
  refusedEcho(identifier: number, sequence: number, at: bigint, frame: number): void {
    this.#echoes?.get(identifier * 0x1_0000 + sequence)?.refuse(at, frame);
  }

  /** An ICMP error refuses questions over this protocol and port. */
  refused(protocol: 'tcp' | 'udp', ownPort: number, port: number, at: bigint, frame: number): void {
    if (protocol === 'tcp') this.#tcp?.get(ownPort, port)?.refuse(at, frame);
    else for (const question of this.#udp?.get(flowKey(ownPort, port)) ?? []) question.refuse(at, frame);
  }

  #asksEcho(key: number, at: bigint, frame: number): void {
    this.#echoes ??= new Map();
    const known = this.#echoes.get(key);
    if (known !== undefined && at - known.sentAt <= COPY_NS) return;
    forgetOldest(this.#echoes, MAX_ECHOES);
    const question = this.#question(this.#kind('echo', 0), at, frame);
    this.#echoes.delete(key);
    this.#echoes.set(key, question);
  }

  #hearsEcho(key: number, at: bigint, frame: number): boolean {
    const question = this.#echoes?.get(key);
    if (question === undefined) return false;
    question.answer(at, frame);
    this.address.settle(at);
    return true;
  }

  #asksTcp(view: FrameView, at: bigint, frame: number): void {
    const kind = this.#kind('tcp', view.destinationPort);
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
    this.#kind('tcp', view.sourcePort).isHeard = true;
    const hasAnswered = flow.hears(view, view.sourceMac, at, frame);
    if (hasAnswered) this.address.settle(at);
    return hasAnswered;
  }

  #asksUdp(view: FrameView, at: bigint, frame: number): void {
    const key = flowKey(view.sourcePort, view.destinationPort);
    this.#udp ??= new Map();
    let waiting = this.#udp.get(key);
    if (waiting === undefined) {
      forgetOldest(this.#udp, MAX_FLOWS);
      waiting = [];
      this.#udp.set(key, waiting);
    }
    const kind = this.#kind('udp', view.destinationPort);
    // Before the first answer it is unknown whether answers are visible: the last question is enough to recognise one.
    if (kind.answered === 0)
      waiting.splice(0, waiting.length, new Question(this, kind, this.#run, at, frame));
    else {
      if (waiting.length >= MAX_FLOWS) waiting.shift();
      waiting.push(this.#question(kind, at, frame));
    }
  }

  /** Only the program knows which of them it answers: all earlier ones are taken as answered. */
  #hearsUdp(view: FrameView, at: bigint, frame: number): boolean {
    const key = flowKey(view.destinationPort, view.sourcePort);
    const waiting = this.#udp?.get(key);
    if (waiting === undefined || waiting.length === 0) return false;
    const kind = this.#kind('udp', view.sourcePort);
    if (kind.answered === 0) {
      kind.answered = 1;
      kind.settled = 1;
    }
    for (const question of waiting) question.answer(at, frame);
    waiting.length = 0;
    this.address.settle(at);
    return true;
  }

  #question(kind: QuestionKind, at: bigint, frame: number, end = 0): Question {
    const question = new Question(this, kind, this.#run, at, frame, end);
    if (this.#run === undefined) this.#onItsWay = [question];
    this.address.asked(question, at);
    return question;
  }

  #kind(protocol: Protocol, port: number): QuestionKind {
    const key = PROTOCOL_NUMBER[protocol] * 0x1_0000 + port;
    const known = this.kinds.get(key);
    if (known !== undefined) return known;
    // In a port scan, only the first ports are distinguished.
    const isRoom = this.kinds.size < MAX_KINDS;
    const made = new QuestionKind(protocol, isRoom ? port : 0);
    const place = isRoom ? key : PROTOCOL_NUMBER[protocol] * 0x1_0000;
    const shared = this.kinds.get(place);
    if (shared !== undefined) return shared;
    this.kinds.set(place, made);
    return made;
  }

  #newRun(to: number, at: bigint, frame: number): void {
    const former = this.#run;
    if (this.runs.length >= MAX_RUNS || !this.address.takeRun()) {
      this.beyondRuns++;
      return;
    }
    const run = new GrowingRun(to, this.address.epoch, at, frame);
    if (former !== undefined && former.mac !== to)
      run.cause = this.address.causeOf(this.mac, to, former.lastAt);
    this.runs.push(run);
    this.#run = run;
  }
}

const PROTOCOL_NUMBER: Readonly<Record<Protocol, number>> = {echo: 1, neighbour: 2, tcp: 3, udp: 4};

/** ICMP types 8 and 0 (RFC 792), 128 and 129 (RFC 4443). */
function isEchoRequest({transport, icmpType}: FrameView): boolean {
  return icmpType === (transport === 'icmp' ? 8 : 128);
}

function isEchoReply({transport, icmpType}: FrameView): boolean {
  return icmpType === (transport === 'icmp' ? 0 : 129);
}
