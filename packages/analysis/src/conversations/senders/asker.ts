/**
 * A station that sends to an address: the MACs to which it sends, its questions, and the answers.
 *
 * @module
 */

import {type AddressKey, UNKNOWN_MAC} from '@vip/arp';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {SeenView} from '../../capture/seen-view.js';
import {QuestionFold} from '../gaps/question-fold.js';
import {MAX_OUTAGES} from '../gaps/settlement.js';
import {asksEcho, hearsEcho} from '../questions/echo-exchange.js';
import {EchoRequests, isEchoReply, isEchoRequest} from '../questions/echo-requests.js';
import {type CutOff, Question} from '../questions/question.js';
import type {QuestionKind} from '../questions/question-kind.js';
import {QuestionKinds} from '../questions/question-kinds.js';
import {asksTcp, hearsTcp} from '../tcp/tcp-exchange.js';
import {TcpFlows} from '../tcp/tcp-flows.js';
import {asksTunnel, hearsTunnel, isTunnelled} from '../udp/tunnel-exchange.js';
import {asksUdp, hearsUdp, udpAnsweredUnseen} from '../udp/udp-exchange.js';
import {UdpRequests} from '../udp/udp-requests.js';
import type {AskedAddress, Asking} from './asking.js';
import {ReturnedRuns} from './returned-runs.js';
import {SentRuns} from './sent-runs.js';

export class Asker implements Asking {
  readonly runs: SentRuns;
  /** A router forwarded what it sends: that MAC is the router's. */
  isForwarded = false;
  /** Nothing forwarded what it sends: it is its own MAC. */
  isLocal = false;
  isActive = false;
  hasGoneOn = false;
  cutOff: CutOff | undefined;
  /** Whether it was dropped to make room for another asker. */
  isForgotten = false;
  /** The MAC from which it last sent a packet; NaN before. */
  sendsFrom = Number.NaN;
  /** Its MAC before it was known that a router forwards what it sends; NaN if it never was. */
  #behindRouter = Number.NaN;
  /** Frames that the address sent to it at a MAC other than that; created on demand. */
  returned: ReturnedRuns | undefined;
  /** Its questions, by protocol. Created on demand, like all of these: most stations that send to an address do nothing else. */
  echoes: EchoRequests | undefined;
  tcp: TcpFlows | undefined;
  udp: UdpRequests | undefined;
  tunnels: UdpRequests | undefined;
  /** When the address last sent it a datagram before it sent any; NaN if it did not. Nanoseconds by the clock. */
  spokenToNs = Number.NaN;
  #outages: QuestionFold | undefined;
  #kinds: QuestionKinds | undefined;
  neighbour: Question | undefined;
  latest: Question | undefined;
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
    return Math.max(this.runs.lastNs, this.neighbour?.sentNs ?? Number.NEGATIVE_INFINITY);
  }

  /** Whether its last question has no answer. */
  get isWaiting(): boolean {
    return (
      this.neighbour !== undefined || (this.latest !== undefined && Number.isNaN(this.latest.answeredNs))
    );
  }

  /** Whether it asked and was never answered. */
  get isInVain(): boolean {
    return this.isWaiting && this.runs.all.every(({answered}) => answered === 0);
  }

  /** Whether the asker did anything but ask one MAC and be answered. */
  get isToldOf(): boolean {
    return this.changes > 1 || this.tcp?.isAnyOpen === true;
  }

  get isUnanswered(): boolean {
    return this.#outages?.isOpen === true;
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
    if (Number.isNaN(this.sendsFrom) || mac === UNKNOWN_MAC || mac === this.#behindRouter) return;
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
        if (!isEchoRequest(view)) return;
        this.echoes ??= new EchoRequests();
        asksEcho(this, this.echoes, view);
        return;
      case 'tcp':
        this.tcp ??= new TcpFlows(this.clock);
        asksTcp(this, this.tcp, view);
        return;
      case 'udp':
        this.udp ??= new UdpRequests(this.spokenToNs);
        asksUdp(this, this.udp, view);
        return;
      default:
        if (!isTunnelled(view)) return;
        this.tunnels ??= new UdpRequests();
        asksTunnel(this, this.tunnels, view);
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

  /** Forgets that it sent to this MAC, if it did last: that was a router's, which forwards what it was sent. */
  leavesRouter(mac: number): void {
    const router = this.runs.current;
    if (router?.mac !== mac) return;
    this.runs.leave(router);
    if (this.latest?.run === router) this.#onItsWay = this.latest;
  }

  /** Records that a packet, for which `sent` was called, was seen again behind the router with this MAC. */
  wasForwarded(mac: number): void {
    if (this.mac !== mac) this.#behindRouter = this.mac;
    this.mac = mac;
    this.sendsFrom = mac;
    if (this.#onItsWay !== undefined) this.#onItsWay.run = this.runs.current;
    this.#onItsWay = undefined;
    if (this.runs.current !== undefined) this.tcp?.wentOnTo(this.runs.current.mac);
  }

  /** A packet from the address to this sender. Returns whether it answers something. */
  hears(view: SeenView): boolean {
    switch (view.transport) {
      case 'icmp':
      case 'icmpv6':
        return this.echoes !== undefined && isEchoReply(view) && hearsEcho(this, this.echoes, view);
      case 'tcp':
        return this.tcp !== undefined && hearsTcp(this, this.tcp, view);
      case 'udp':
        if (this.udp !== undefined) return hearsUdp(this, this.udp, view);
        this.spokenToNs = view.ns;
        return false;
      default:
        return this.tunnels !== undefined && isTunnelled(view) && hearsTunnel(this, this.tunnels, view);
    }
  }

  /**
   * Whether the asker was seen taking part in the conversation to which a packet from the address belongs.
   */
  takesPart(view: SeenView): boolean {
    const {transport, sourcePort, destinationPort} = view;
    if (transport === 'tcp') return this.tcp?.get(destinationPort, sourcePort)?.isOfSeen(view) === true;
    return this.echoes?.wasAsked(view) === true;
  }

  /** The conversation of a datagram from the address that answers an unseen request; see there. */
  udpAnsweredUnseen(view: SeenView): number | undefined {
    return this.udp === undefined ? undefined : udpAnsweredUnseen(this, this.udp, view);
  }

  question(kind: QuestionKind, {ns, frame}: SeenView, end: number): Question {
    const question = new Question(this, kind, this.runs.current, ns, frame, end);
    this.latest = question;
    if (this.runs.current === undefined) this.#onItsWay = question;
    this.address.asked(question, ns);
    return question;
  }
}
