/**
 * Who speaks to an address: to which MAC its frames go, what it asks, and what it is answered.
 *
 * @module
 */

import type {AddressKey, FrameView} from '@vip/arp';
import {OutageFold} from '../outage.js';
import {GrowingRun} from './belief-run.js';
import type {RunCause} from './facts.js';
import {type CutOff, Question, type WhoAsked} from './question.js';
import {type Protocol, QuestionKind} from './question-kind.js';
import {MAX_OUTAGES} from './settlement.js';
import {TcpFlow} from './tcp-flow.js';

const MAX_RUNS = 64;
/** Kinds of questions that are told apart: ports that are asked. */
const MAX_KINDS = 16;
/** Connections and requests under way that are followed; the oldest is forgotten. */
const MAX_FLOWS = 256;
/** Echo requests that wait for their reply. */
const MAX_ECHOES = 1024;

/** A copy of an echo request, which a mirror port may hand over a little later. Nanoseconds. */
const COPY_NS = 50_000_000n;

/** The address that is asked, as far as it concerns one who asks. */
export interface AskedAddress {
  /** Counts the changes of its state of affairs; runs do not go on from one to the next. */
  readonly epoch: number;
  /** Whether there is room for one more run; then it is taken. */
  takeRun(): boolean;
  /** Takes a question, and settles what can be by then. */
  asked(question: Question, at: bigint): void;
  /** A question was answered. */
  settle(at: bigint): void;
  /** Whether a question of this station was answered: "it is at that MAC". */
  wasTold(station: number): boolean;
  /** Why this station sends to `to` now, and since then did not. */
  causeOf(station: number, to: number, since: bigint): RunCause | undefined;
}

export class Asker implements WhoAsked {
  readonly runs: GrowingRun[] = [];
  /** Runs that were not kept. */
  beyondRuns = 0;
  cutOff: CutOff | undefined;
  /** Made when they are needed: of most who speak to an address nothing but that is seen. */
  #outages: OutageFold<Question> | undefined;
  #kinds: Map<number, QuestionKind> | undefined;
  #echoes: Map<number, Question> | undefined;
  #tcp: Map<number, TcpFlow> | undefined;
  #udp: Map<number, Question[]> | undefined;
  #neighbour: Question | undefined;
  /** What was asked last, until it is known to which MAC it goes. */
  #onItsWay: Question[] = [];
  #run: GrowingRun | undefined;

  constructor(
    readonly key: AddressKey,
    /** As it first was; one that sits behind a router has the router's. */
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

  /** What a packet of IP to the address asks of it. `sent` was called for it. */
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

  /** The same, seen on its way to a router, which sends it on to whatever MAC it believes in. */
  asksThroughRouter(view: FrameView, at: bigint, frame: number): void {
    const run = this.#run;
    this.#run = undefined;
    this.#onItsWay = [];
    this.asks(view, at, frame);
    this.#run = run;
  }

  /** It was seen again behind the router, whose MAC this is; `sent` was called for it. */
  wasForwarded(mac: number): void {
    this.mac = mac;
    for (const question of this.#onItsWay) question.run = this.#run;
    this.#onItsWay = [];
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

  /** "Who has it?", asked by broadcast or of one MAC (neighbour unreachability detection, RFC 4861 §7.3). */
  asksNeighbour(isUnicast: boolean, at: bigint, frame: number): Question {
    const kind = this.#kind('neighbour', 0);
    kind.isHeard ||= this.address.wasTold(this.mac) || (isUnicast && this.#isAnswered);
    const question = new Question(this, kind, isUnicast ? this.#run : undefined, at, frame);
    this.#neighbour = question;
    this.address.asked(question, at);
    return question;
  }

  hearsNeighbour(at: bigint, frame: number): void {
    this.#neighbour?.answer(at, frame);
    this.#neighbour = undefined;
    this.address.settle(at);
  }

  /** Somebody says that this echo request is refused. */
  refusedEcho(identifier: number, sequence: number, at: bigint, frame: number): void {
    this.#echoes?.get(identifier * 0x1_0000 + sequence)?.refuse(at, frame);
  }

  /** Somebody says that what was asked over this protocol and port is refused. */
  refused(protocol: 'tcp' | 'udp', ownPort: number, port: number, at: bigint, frame: number): void {
    const key = flowKey(ownPort, port);
    if (protocol === 'tcp') this.#tcp?.get(key)?.refuse(at, frame);
    else for (const question of this.#udp?.get(key) ?? []) question.refuse(at, frame);
  }

  #asksEcho(key: number, at: bigint, frame: number): void {
    this.#echoes ??= new Map();
    const known = this.#echoes.get(key);
    if (known !== undefined && at - known.sentAt <= COPY_NS) return;
    if (this.#echoes.size >= MAX_ECHOES) forgetOldest(this.#echoes);
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
    const flow = this.#flow(flowKey(view.sourcePort, view.destinationPort));
    const end = flow.asks(view);
    if (end === undefined) return;
    if (flow.isRepeat(end)) kind.isHeard = true;
    flow.asked(this.#question(kind, at, frame, end));
  }

  #hearsTcp(view: FrameView, at: bigint, frame: number): boolean {
    const flow = this.#tcp?.get(flowKey(view.destinationPort, view.sourcePort));
    if (flow === undefined) return false;
    this.#kind('tcp', view.sourcePort).isHeard = true;
    const hasAnswered = flow.hears(view, at, frame);
    if (hasAnswered) this.address.settle(at);
    return hasAnswered;
  }

  #asksUdp(view: FrameView, at: bigint, frame: number): void {
    const key = flowKey(view.sourcePort, view.destinationPort);
    this.#udp ??= new Map();
    let waiting = this.#udp.get(key);
    if (waiting === undefined) {
      if (this.#udp.size >= MAX_FLOWS) forgetOldest(this.#udp);
      waiting = [];
      this.#udp.set(key, waiting);
    }
    const kind = this.#kind('udp', view.destinationPort);
    // Before the first answer it is not known whether there ever is one: the last is enough to know it by.
    if (kind.answered === 0)
      waiting.splice(0, waiting.length, new Question(this, kind, this.#run, at, frame));
    else {
      if (waiting.length >= MAX_FLOWS) waiting.shift();
      waiting.push(this.#question(kind, at, frame));
    }
  }

  /** Which of them it answers only the program knows: all that came before it. */
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
    // Of a scan of ports the first ones are told apart.
    const isRoom = this.kinds.size < MAX_KINDS;
    const made = new QuestionKind(protocol, isRoom ? port : 0);
    const place = isRoom ? key : PROTOCOL_NUMBER[protocol] * 0x1_0000;
    const shared = this.kinds.get(place);
    if (shared !== undefined) return shared;
    this.kinds.set(place, made);
    return made;
  }

  #flow(key: number): TcpFlow {
    this.#tcp ??= new Map();
    const known = this.#tcp.get(key);
    if (known !== undefined) return known;
    if (this.#tcp.size >= MAX_FLOWS) forgetOldest(this.#tcp);
    const made = new TcpFlow();
    this.#tcp.set(key, made);
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

function flowKey(ownPort: number, port: number): number {
  return ownPort * 0x1_0000 + port;
}

function forgetOldest<T>(all: Map<number, T>): void {
  const oldest = all.keys().next();
  if (oldest.done !== true) all.delete(oldest.value);
}
