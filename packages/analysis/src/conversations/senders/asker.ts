/**
 * A station that sends to an address: the MACs to which it sends, its questions, and the answers.
 *
 * @module
 */

import {type AddressKey, UNKNOWN_MAC} from '@vip/arp';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {SeenView} from '../../capture/seen-view.js';
import {acknowledges, isFin, isSyn} from '../../sessions/segment.js';
import type {SessionFold} from '../../sessions/session-fold.js';
import {QuestionFold} from '../gaps/question-fold.js';
import {MAX_OUTAGES} from '../gaps/settlement.js';
import {type HalfSeen, udpFlow} from '../half-seen.js';
import type {Protocol} from '../protocol.js';
import {EchoRequests, isEchoReply, isEchoRequest} from '../questions/echo-requests.js';
import {type CutOff, Question, type WhoAsked} from '../questions/question.js';
import {FIRST_ANSWER_NS, type QuestionKind} from '../questions/question-kind.js';
import {QuestionKinds} from '../questions/question-kinds.js';
import {LaterRequests} from '../tcp/later-requests.js';
import {isTerminal} from '../tcp/replies-due.js';
import type {TcpFlow} from '../tcp/tcp-flow.js';
import {flowKey, TcpFlows} from '../tcp/tcp-flows.js';
import {TcpRequest} from '../tcp/tcp-request.js';
import {identifierIn, NEITHER, type ReadIdentifier} from '../udp/identifier.js';
import {isStreamReport} from '../udp/reports.js';
import type {UdpFlow} from '../udp/udp-flow.js';
import {UdpRequests} from '../udp/udp-requests.js';
import {ReturnedRuns} from './returned-runs.js';
import {type RunsOfAddress, SentRuns} from './sent-runs.js';

/** The address asked, as seen by one asker. */
export interface AskedAddress extends RunsOfAddress {
  readonly clock: CaptureClock;
  /** Takes a question, and settles earlier ones if possible. */
  asked(question: Question, ns: number): void;
  /** The first question of its kind that was answered. */
  answeredFirst(question: Question): void;
  /** A question was answered. */
  settle(ns: number): void;
  /** Whether a request by this station was answered: "it is at that MAC". */
  wasTold(station: number): boolean;
  /** Conversations of which only half is seen; undefined while there are none. */
  readonly halfSeen: HalfSeen | undefined;
  /** The client carries on as if it had been answered. */
  answeredElsewhere(asker: AddressKey, flow: number, ns: number, frame: number): void;
  /** A request was sent over a connection, or a greeting is due. */
  requested(request: TcpRequest, ns: number): void;
  /** The ends of a connection take turns. @param kind that of its client */
  takesTurns(connection: TcpFlow, kind: QuestionKind): void;
  /** The asker's questions of this kind are no longer followed. */
  forget(kind: QuestionKind, asker: WhoAsked): void;
}

/** RFC 1350 §4: TFTP answers a request for a file from another port. */
const FILES_PORT = 69;

export class Asker implements WhoAsked {
  readonly runs: SentRuns;
  /** A router forwarded what it sends: that MAC is the router's. */
  isForwarded = false;
  /** Nothing forwarded what it sends: it is its own MAC. */
  isLocal = false;
  /** Whether it initiates conversations, and does not only answer. */
  isActive = false;
  /** Whether it sent more than a SYN from a port: a source that never does may be forged (RFC 4987 §2). */
  hasGoneOn = false;
  cutOff: CutOff | undefined;
  /** Whether it was dropped to make room for another asker. */
  isForgotten = false;
  /** The MAC from which it last sent a packet; NaN before. */
  sendsFrom = Number.NaN;
  /** Frames that the address sent to it at a MAC other than that; created on demand. */
  returned: ReturnedRuns | undefined;
  /** Created on demand: most stations that send to an address do nothing else. */
  #outages: QuestionFold | undefined;
  #kinds: QuestionKinds | undefined;
  #echoes: EchoRequests | undefined;
  #tcp: TcpFlows | undefined;
  #udp: UdpRequests | undefined;
  #neighbour: Question | undefined;
  /** The last question to a service. */
  #latest: Question | undefined;
  /** The last question, until the MAC to which it goes is known. */
  #onItsWay: Question | undefined;

  constructor(
    readonly key: AddressKey,
    /** The first one seen; a station behind a router has the router's. */
    public mac: number,
    readonly address: AskedAddress,
  ) {
    this.runs = new SentRuns(address);
  }

  get clock(): CaptureClock {
    return this.address.clock;
  }

  get outages(): QuestionFold {
    this.#outages ??= new QuestionFold(MAX_OUTAGES);
    return this.#outages;
  }

  /** Grows with every event that is not a mere repetition. */
  get changes(): number {
    return this.runs.all.length + (this.#outages?.changes ?? 0) + (this.returned?.changes ?? 0);
  }

  /** When it last sent something. Nanoseconds by the clock. */
  get lastNs(): number {
    return Math.max(this.runs.lastNs, this.#neighbour?.sentNs ?? Number.NEGATIVE_INFINITY);
  }

  /** Whether its last question has no answer. */
  get isWaiting(): boolean {
    return (
      this.#neighbour !== undefined || (this.#latest !== undefined && Number.isNaN(this.#latest.answeredNs))
    );
  }

  /** Whether it asked and was never answered. */
  get isInVain(): boolean {
    return this.isWaiting && this.runs.all.every(({answered}) => answered === 0);
  }

  /** Whether the asker did anything but ask one MAC and be answered. */
  get isToldOf(): boolean {
    return this.changes > 1 || this.#tcp?.isAnyOpen === true;
  }

  get isUnanswered(): boolean {
    return this.#outages?.isOpen === true;
  }

  /** Its TCP connections that were open, and that neither end closed. */
  get sessions(): readonly SessionFold[] {
    return this.#tcp?.sessions ?? [];
  }

  /** How many of them are not followed. */
  get sessionsBeyond(): number {
    return this.#tcp?.beyond ?? 0;
  }

  get kinds(): QuestionKinds {
    this.#kinds ??= new QuestionKinds(kind => this.address.forget(kind, this));
    return this.#kinds;
  }

  /**
   * Records a packet sent from this MAC. The asker's own MAC is that of its first packet; another machine may
   * send requests for the address in its name.
   */
  spoke(mac: number): void {
    if (this.sendsFrom === mac) return;
    if (Number.isNaN(this.sendsFrom)) this.mac = mac;
    this.sendsFrom = mac;
  }

  /** A packet from the address to this sender went to a MAC other than the one that it sends from. */
  returnedTo(mac: number, ns: number, frame: number): void {
    if (Number.isNaN(this.sendsFrom) || mac === UNKNOWN_MAC) return;
    this.returned ??= new ReturnedRuns();
    this.returned.returned(mac, ns, frame);
  }

  /** A frame to the address, sent to this MAC. */
  sent(to: number, ns: number, frame: number): void {
    this.runs.sent(this.mac, to, ns, frame);
  }

  /** The question in an IP packet to the address. `sent` was called for it. */
  asks(view: SeenView): void {
    switch (view.transport) {
      case 'icmp':
      case 'icmpv6':
        if (isEchoRequest(view)) this.#asksEcho(view);
        return;
      case 'tcp':
        this.#asksTcp(view);
        return;
      case 'udp':
        this.#asksUdp(view);
    }
  }

  /** The same, seen on its way to a router, which forwards it to the MAC in its own cache. */
  asksThroughRouter(view: SeenView): void {
    const {current} = this.runs;
    this.runs.current = undefined;
    this.#onItsWay = undefined;
    this.asks(view);
    this.runs.current = current;
  }

  /** Records that a packet, for which `sent` was called, was seen again behind the router with this MAC. */
  wasForwarded(mac: number): void {
    this.mac = mac;
    this.sendsFrom = mac;
    if (this.#onItsWay !== undefined) this.#onItsWay.run = this.runs.current;
    this.#onItsWay = undefined;
    if (this.runs.current !== undefined) this.#tcp?.wentOnTo(this.runs.current.mac);
  }

  /** A packet from the address to this sender. Returns whether it answers something. */
  hears(view: SeenView): boolean {
    switch (view.transport) {
      case 'icmp':
      case 'icmpv6':
        return isEchoReply(view) && this.#hearsEcho(view);
      case 'tcp':
        return this.#hearsTcp(view);
      case 'udp':
        return this.#hearsUdp(view);
      default:
        return false;
    }
  }

  /**
   * Whether the asker was seen taking part in the conversation to which a packet from the address belongs.
   */
  takesPart(view: SeenView): boolean {
    const {transport, sourcePort, destinationPort} = view;
    if (transport === 'tcp') return this.#tcp?.get(destinationPort, sourcePort)?.isOfSeen(view) === true;
    return this.#echoes?.wasAsked(view) === true;
  }

  /** The conversation of a datagram from the address that answers an unseen request, if others of this sender were answered. */
  udpAnsweredUnseen(view: SeenView): number | undefined {
    const {sourcePort: port, destinationPort: own} = view;
    if (this.#udp === undefined) return undefined;
    const {answered, readIdentifier: read} = this.kinds.of('udp', port);
    if (answered === 0 || read === undefined) return undefined;
    const id = identifierIn(view.transportOctets, read, true);
    const isOne = id !== NEITHER && !Number.isNaN(id) && !this.#udp.wasAnswered(id);
    return isOne ? udpFlow(own, port) : undefined;
  }

  /**
   * Records a request for the MAC, by broadcast or unicast (neighbour unreachability detection, RFC 4861
   * §7.3).
   */
  asksNeighbour(isUnicast: boolean, ns: number, frame: number): Question {
    const kind = this.kinds.of('neighbour', 0);
    kind.isHeard ||= this.address.wasTold(this.mac) || (isUnicast && this.kinds.isAnswered);
    this.hasGoneOn = true;
    const question = new Question(this, kind, isUnicast ? this.runs.current : undefined, ns, frame);
    this.#neighbour = question;
    this.address.asked(question, ns);
    return question;
  }

  /** Whether the asker is waiting for an answer with the MAC. */
  isAskingNeighbour(ns: number): boolean {
    return this.#neighbour !== undefined && ns - this.#neighbour.sentNs <= FIRST_ANSWER_NS;
  }

  hearsNeighbour(ns: number, frame: number): void {
    this.#neighbour?.answer(ns, frame);
    this.#neighbour = undefined;
    this.address.settle(ns);
  }

  /** An ICMP error refuses this echo request. */
  refusedEcho(echoIdentifier: number, echoSequence: number, ns: number, frame: number): void {
    this.#echoes?.get({echoIdentifier, echoSequence})?.refuse(ns, frame);
  }

  /** An ICMP error refuses questions over this protocol and port. */
  refused(protocol: 'tcp' | 'udp', ownPort: number, port: number, ns: number, frame: number): void {
    if (protocol === 'tcp') this.#tcp?.get(ownPort, port)?.refuse(ns, frame);
    else for (const question of this.#udp?.waiting(ownPort, port) ?? []) question.refuse(ns, frame);
  }

  /** An ICMP error that quotes nothing refuses the last question. Returns its protocol; undefined if nothing waits for an answer. */
  refusedLatest(ns: number, frame: number): Protocol | undefined {
    const latest = this.#latest;
    if (latest?.fate !== 'open' || ns - latest.sentNs > latest.kind.lateNs) return undefined;
    const {protocol} = latest.kind;
    if (protocol === 'tcp') this.#tcp?.latest?.refuse(ns, frame);
    else latest.refuse(ns, frame);
    return protocol;
  }

  #asksEcho(view: SeenView): void {
    this.isActive = true;
    this.hasGoneOn = true;
    this.#echoes ??= new EchoRequests();
    if (this.#echoes.isCopy(view, view.ns)) return;
    this.address.halfSeen?.sawRequest(this.key, view);
    this.#echoes.add(view, this.#question(this.kinds.of('echo', 0), view, 0));
  }

  #hearsEcho(view: SeenView): boolean {
    const question = this.#echoes?.get(view);
    if (question === undefined) return false;
    question.answerLate(view.ns, view.frame);
    question.answer(view.ns, view.frame);
    this.address.settle(view.ns);
    return true;
  }

  #asksTcp(view: SeenView): void {
    const kind = this.kinds.of('tcp', view.destinationPort);
    this.#tcp ??= new TcpFlows(this.clock);
    this.hasGoneOn ||= acknowledges(view);
    const flow = this.#tcp.of(view);
    this.#goesOn(flow, view);
    const end = flow.session.sent(view, view.destinationMac, view.ns, view.frame);
    this.#tcp.took(flow);
    const {request} = flow;
    if (request?.isOpen !== true) this.#asksAgain(flow, kind, view);
    else if (request.sent(view)) this.address.requested(request, view.ns);
    if (end === undefined) return;
    if (flow.isRepeat(end)) {
      kind.isHeard = true;
      this.hasGoneOn = true;
    }
    const question = this.#question(kind, view, end);
    if (isSyn(view)) {
      question.part = 'opening';
      this.isActive ||= !acknowledges(view);
    } else if (isFin(view) && view.payloadLength === 0) question.part = 'closing';
    flow.asked(question);
  }

  /** A further request over a connection that was answered before, or that began before the capture. */
  #asksAgain(flow: TcpFlow, kind: QuestionKind, view: SeenView): void {
    if (flow.later === undefined) {
      if (view.payloadLength === 0 || isTerminal(view.destinationPort)) return;
      flow.later = new LaterRequests();
    }
    const owed = flow.later.sent(view, kind, this.clock);
    if (owed !== undefined) this.address.requested(owed, view.ns);
    if (flow.later.beginsTurns) this.address.takesTurns(flow, kind);
  }

  #goesOn(flow: TcpFlow, view: SeenView): void {
    const {ns, frame, sourcePort, destinationPort} = view;
    const shown = flow.answeredElsewhere(view, ns, frame);
    const {halfSeen} = this.address;
    if (halfSeen === undefined && shown === undefined) return;
    const key = flowKey(sourcePort, destinationPort);
    halfSeen?.saw('questions', this.key, key, ns);
    if (shown !== undefined) this.address.answeredElsewhere(this.key, key, shown.sentNs, shown.frame);
  }

  #hearsTcp(view: SeenView): boolean {
    const flow = this.#tcp?.get(view.destinationPort, view.sourcePort);
    if (flow === undefined) return false;
    this.kinds.of('tcp', view.sourcePort).isHeard = true;
    this.address.halfSeen?.saw('answers', this.key, flowKey(view.destinationPort, view.sourcePort), view.ns);
    const hasAnswered = flow.hears(view, view.sourceMac, view.ns, view.frame);
    this.#tcp?.took(flow);
    const {request} = flow;
    flow.later?.heard(view);
    if (request === undefined) {
      if (isSyn(view)) this.#opens(flow, view);
    } else if (request.isOpen && request.heard(view)) this.address.requested(request, view.ns);
    if (hasAnswered) this.address.settle(view.ns);
    return hasAnswered;
  }

  /** The address accepts the connection, which says nothing about the program behind it. */
  #opens(flow: TcpFlow, {sourcePort, sourceMac, ns, frame}: SeenView): void {
    flow.request = new TcpRequest(this.kinds.of('tcp', sourcePort), this.clock, sourceMac, ns, frame);
  }

  #asksUdp(view: SeenView): void {
    const {sourcePort: own, destinationPort: port} = view;
    this.#udp ??= new UdpRequests();
    this.hasGoneOn = true;
    const kind = this.kinds.of('udp', port);
    const {readIdentifier: read} = kind;
    const id = identifierOf(view, read, false);
    if (id === NEITHER) return;
    this.address.halfSeen?.saw('questions', this.key, udpFlow(own, port), view.ns);
    const flow = this.#udp.flow(own, port);
    const end = read !== undefined ? id : flow.isReaction(view.ns) ? 0 : view.payloadLength;
    if (kind.answered > 0) {
      const isLastWord = this.#isLastWord(flow, kind, end, view);
      const question = this.#question(kind, view, end);
      if (isLastWord) question.part = 'last word';
      this.#udp.add(flow, question);
    } else {
      this.#latest = new Question(this, kind, this.runs.current, view.ns, view.frame, end);
      this.#udp.keepLast(flow, this.#latest);
    }
  }

  /** Whether a datagram needs no answer, as far as can be told. A repetition that crossed the answer has it. */
  #isLastWord(flow: UdpFlow, kind: QuestionKind, end: number, {payloadLength, ns}: SeenView): boolean {
    if (kind.readIdentifier === undefined) return flow.saysLastWord(kind, payloadLength, ns);
    return flow.isReaction(ns) && this.#udp?.wasAnswered(end) === true;
  }

  #hearsUdp(view: SeenView): boolean {
    const {sourcePort: port, destinationPort: own, ns, frame} = view;
    if (this.#udp === undefined) return false;
    const {readIdentifier: read} = this.kinds.of('udp', port);
    const id = identifierOf(view, read, true);
    if (id === NEITHER) return false;
    const question =
      this.#udp.answer(own, port, id, ns, frame) ?? this.#udp.answer(own, FILES_PORT, Number.NaN, ns, frame);
    if (question === undefined) return false;
    if (question.kind.answered === 0) this.address.answeredFirst(question);
    this.address.settle(ns);
    return true;
  }

  #question(kind: QuestionKind, {ns, frame}: SeenView, end: number): Question {
    const question = new Question(this, kind, this.runs.current, ns, frame, end);
    this.#latest = question;
    if (this.runs.current === undefined) this.#onItsWay = question;
    this.address.asked(question, ns);
    return question;
  }
}

/** NaN if the protocol has none, or it was cut off. */
function identifierOf(
  {transportOctets}: SeenView,
  read: ReadIdentifier | undefined,
  isAnswer: boolean,
): number {
  if (read !== undefined) return identifierIn(transportOctets, read, isAnswer);
  return isStreamReport(transportOctets) ? NEITHER : Number.NaN;
}
