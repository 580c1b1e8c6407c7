/**
 * The record of one address, updated as frames arrive. Bounded: whatever is sent, an address takes a limited amount of memory, and
 * anything beyond that is only counted.
 *
 * @module
 */

import {type AddressKey, addressOfKey, type MacAddress, UNKNOWN_MAC} from '@vip/arp';
import {placeOf} from '@vip/arp/ownership';
import type {CaptureClock} from '../../../capture/capture-clock.js';
import type {Mark} from '../../../capture/mark.js';
import type {SeenView} from '../../../capture/seen-view.js';
import {largest} from '../../../collections/extremes.js';
import type {Open} from '../../../collections/open.js';
import type {RunCause, ServiceName} from '../../../conversations/facts.js';
import type {AskedStretch} from '../../../conversations/gaps/asked-times.js';
import {Settlement} from '../../../conversations/gaps/settlement.js';
import {flowAnswered, HalfSeen} from '../../../conversations/half-seen.js';
import {isAskingNeighbour} from '../../../conversations/questions/neighbour-exchange.js';
import type {Question, WhoAsked} from '../../../conversations/questions/question.js';
import type {QuestionKind} from '../../../conversations/questions/question-kind.js';
import {Asker} from '../../../conversations/senders/asker.js';
import type {AskedAddress} from '../../../conversations/senders/asking.js';
import {Unfollowed} from '../../../conversations/senders/unfollowed.js';
import {Requests} from '../../../conversations/tcp/requests.js';
import type {TcpFlow} from '../../../conversations/tcp/tcp-flow.js';
import type {TcpRequest} from '../../../conversations/tcp/tcp-request.js';
import type {Tickles} from '../../../sessions/tickles.js';
import type {ClaimRun} from '../../claim-facts.js';
import type {AnswerRun, Interest, Refusal} from '../../facts.js';
import type {NetworkName} from '../../frames/networks.js';
import {AskerTable} from './asker-table.js';
import type {Capacity} from './capacity.js';
import {causeOfMove} from './cause-of-move.js';
import {ControlFacts} from './control-facts.js';
import {type Spoken, SpokenRuns} from './spoken-runs.js';
import {ToldStations} from './told-stations.js';

const MAX_REFUSALS = 32;

/** An answer later than this does not count, whoever asked. Nanoseconds. */
const LONG_NS = 5_000_000_000;

export class AddressRecord implements AskedAddress {
  epoch = 0;
  /** Whether the record is among those to be examined next. */
  isTouched = false;
  /** The MAC that claimed it last. */
  claimedFrom: MacAddress | undefined;
  /** The same as a number; `UNKNOWN_MAC` before. */
  claimedFromNumber = UNKNOWN_MAC;
  /** Whether its questions were followed only from the middle on. */
  isFollowedLate = false;
  /** Whether it answered a station that had asked. */
  isAnsweredOpenly = false;
  /** If it is not followed: when it last sent, and when something was last sent to it. Nanoseconds by the clock. */
  spokeNs = Number.NaN;
  addressedNs = Number.NaN;
  readonly senders: AskerTable;
  /** Frames from senders for which there was no room. */
  beyondSenders = 0;
  /** Runs of frames from it. These and the following are created on demand. */
  spoken: SpokenRuns | undefined;
  settlement: Settlement | undefined;
  requests: Requests | undefined;
  halfSeen: HalfSeen | undefined;
  refusals: Map<string, Open<Refusal>> | undefined;
  tickles: Tickles | undefined;
  #control: ControlFacts | undefined;
  #told: ToldStations | undefined;
  #unfollowed: Unfollowed | undefined;
  #name: string | undefined;

  constructor(
    readonly key: AddressKey,
    readonly network: NetworkName,
    readonly firstAt: bigint,
    readonly firstFrame: number,
    readonly capacity: Capacity,
    readonly clock: CaptureClock,
    /** Whether the questions to it are followed. */
    public isFollowed = true,
    /** Whether it is there only because packets for it are sent to the owner of another address. */
    readonly isBeyondGateway = false,
  ) {
    this.senders = new AskerTable(capacity, asker => this.settlement?.leave(asker, asker.kinds.values()));
  }

  /** From now on, the questions to it are followed. */
  followFromHere(): void {
    this.isFollowed = true;
    this.isFollowedLate = true;
  }

  /** `10.3.2.200 eth0 VLAN 10` */
  get name(): string {
    this.#name ??= placeOf({ip: addressOfKey(this.key), network: this.network.text});
    return this.#name;
  }

  /** Whether any protocol mentioned it; otherwise it only has traffic. */
  get isSpokenOf(): boolean {
    return this.#control !== undefined;
  }

  get control(): ControlFacts {
    this.#control ??= new ControlFacts(this.capacity);
    return this.#control;
  }

  /** A frame from the address. */
  spoke(spoken: Spoken, isAnswer: boolean, isForwarded: boolean): void {
    this.spoken ??= new SpokenRuns(this.capacity);
    this.spoken.spoke(spoken, isAnswer, isForwarded, this.epoch);
  }

  /** A question was sent to it. */
  asked(question: Question, ns: number): void {
    this.settlement ??= new Settlement();
    this.settlement.add(question);
    this.settlement.settle(ns);
  }

  /** The first question of its kind that was answered; whether those before it were questions is unknown. */
  answeredFirst(question: Question): void {
    const {kind, fate, answeredNs, sentNs} = question;
    if (fate === 'answered' && answeredNs - sentNs <= kind.lateNs) {
      this.settlement ??= new Settlement();
      this.settlement.takeAnswered(question);
      return;
    }
    kind.answered++;
    kind.settled++;
  }

  /** A request was sent over a connection. */
  requested(request: TcpRequest, ns: number): void {
    this.requests ??= new Requests();
    this.requests.add(request, ns);
  }

  /** The ends of a connection take turns. @param kind that of its client */
  takesTurns(connection: TcpFlow, kind: QuestionKind): void {
    this.requests ??= new Requests();
    this.requests.takesTurns(connection, kind);
  }

  /** The first data after a long wait of a connection whose ends took turns. */
  endsWait(connection: TcpFlow, answer: SeenView): void {
    this.requests?.endsWait(connection, answer);
  }

  /** A question was answered. */
  settle(ns: number): void {
    this.settlement?.settle(ns);
  }

  /** Settles the last questions once they can no longer be answered, although nobody asks again. Returns whether there were any. */
  settleLong(now: number): boolean {
    const waiting = this.#waiting;
    this.requests?.settle(now);
    this.settlement?.settle(now - LONG_NS);
    return this.#waiting < waiting;
  }

  get #waiting(): number {
    return (this.settlement?.waiting ?? 0) + (this.requests?.waiting ?? 0);
  }

  /** The capture ended: settles open questions. */
  finish(ns: number): void {
    this.settlement?.finish(ns, this.clock);
    this.requests?.finish(ns);
  }

  /** A question to it was refused. */
  refused(refusal: Refusal): void {
    this.refusals ??= new Map();
    const key = `${refusal.by} ${refusal.to} ${refusal.reason}`;
    const known = this.refusals.get(key);
    if (known !== undefined) {
      known.count++;
      known.last = refusal.last;
    } else if (this.refusals.size < MAX_REFUSALS) this.refusals.set(key, {...refusal});
    if (refusal.isService && refusal.by === addressOfKey(this.key)) this.control.interests.add('refused');
  }

  /** A client carries on as if it had been answered, although no answer is seen here. */
  answeredElsewhere(asker: AddressKey, flow: number, ns: number, frame: number): void {
    this.halfSeen ??= new HalfSeen();
    this.halfSeen.goesOn(asker, flow, ns, frame);
  }

  /** Whether there was no room for some askers, so that nothing is known of their questions. */
  get isCrowded(): boolean {
    return this.beyondSenders > 0 || this.senders.forgotten > 0;
  }

  /** Packets from it that answered an asker that is not followed. */
  get answersToOthers(): number {
    return this.#unfollowed?.answers ?? 0;
  }

  /** A packet from it to an asker that is not followed. */
  spokeToAnother(view: SeenView): void {
    this.#unfollowed ??= new Unfollowed(this.clock);
    const question = this.#unfollowed.answered(view);
    if (question !== undefined) this.asked(question, view.ns);
  }

  /** A packet from it that answers no question seen from its recipient. */
  spokeUnasked(view: SeenView, asker: Asker | undefined): void {
    const flow = view.transport === 'udp' ? asker?.udpAnsweredUnseen(view) : flowAnswered(view);
    if (flow === undefined) return;
    this.halfSeen ??= new HalfSeen();
    this.halfSeen.speaks(flow, view);
  }

  /** A sender to it, at the MAC `to`; undefined if there are too many. */
  sender(key: AddressKey, mac: number, to: number, ns: number): Asker | undefined {
    return this.senders.get(key) ?? this.#admit(key, mac, to, ns, false);
  }

  /** A station that asks for its MAC, as a sender. */
  resolver(key: AddressKey, mac: number, ns: number): Asker | undefined {
    return this.senders.get(key) ?? this.#admit(key, mac, UNKNOWN_MAC, ns, true);
  }

  #admit(key: AddressKey, mac: number, to: number, ns: number, isResolving: boolean): Asker | undefined {
    const owner = this.claimedFromNumber;
    const isAstray = to !== owner && owner !== UNKNOWN_MAC && to !== UNKNOWN_MAC;
    if (!this.senders.makesRoom(ns, isAstray, isResolving)) {
      this.beyondSenders++;
      if (this.settlement !== undefined) this.settlement.isCrowded = true;
      return undefined;
    }
    const made = new Asker(key, mac, this);
    this.senders.add(made);
    return made;
  }

  /** This station's request was answered: the address is at `mac`. Stations behind it depend on the answer. */
  told(station: number, mac: number, mark: Mark, asker: Asker | undefined): void {
    this.#told ??= new ToldStations(this.capacity);
    if (!this.#told.takesRoom(station)) return;
    const wasAsked =
      this.control.whoHas.isAsking(station, mark.at) ||
      (asker !== undefined && isAskingNeighbour(asker, this.clock.nsOf(mark.at)));
    const isSecond =
      typeof this.key === 'number' && this.control.whoHas.isAnsweredElsewhere(station, mac, mark.at);
    this.#told.told(station, {mac, mark, wasAsked, isSecond});
  }

  /** Whether a request by this station was answered. */
  wasTold(station: number): boolean {
    return this.#told?.lastOf(station) !== undefined;
  }

  takeRun(): boolean {
    return this.capacity.takeRun();
  }

  /** The first claim for the new MAC since the station last sent to another one; the station may be a router with several senders behind it. */
  causeOf(station: number, to: number): RunCause | undefined {
    const behind = [...this.senders.values()].filter(({mac}) => mac === station);
    const sinceNs = largest(behind.map(({runs}) => runs.lastNsElsewhere(to)));
    const since = this.clock.at(sinceNs);
    const isRouter = behind.some(({key}) => this.#control?.whoHas.isAskedForOthers(station, key));
    // The addresses of a router itself are not known, except that nobody else asks from them.
    const isOfStation = (ip: AddressKey) =>
      this.senders.get(ip)?.mac === station || (isRouter && this.senders.get(ip) === undefined);
    const sayings = this.#control?.claimants.sayings(to, isOfStation) ?? [];
    return causeOfMove(to, since, sayings, this.#told?.lastOf(station));
  }

  forget(kind: QuestionKind, asker: WhoAsked): void {
    this.settlement?.forget(kind, asker);
  }

  /** Ends the current runs. */
  cut(): void {
    this.epoch++;
  }

  /** Grows with every event that is not a mere repetition. */
  get changes(): number {
    let changes = this.epoch + this.senders.changes + (this.spoken?.count ?? 0) + (this.refusals?.size ?? 0);
    changes += (this.#control?.changes ?? 0) + (this.requests?.changes ?? 0);
    if (this.settlement !== undefined)
      changes += this.settlement.outages.changes + this.settlement.services.changes;
    return changes;
  }

  /** Whether the latest questions of all askers, of one asker or of one service went unanswered. */
  get isUnanswered(): boolean {
    if (this.requests?.isDark === true) return true;
    if (this.settlement?.outages.isOpen === true || (this.settlement?.services.dark ?? 0) > 0) return true;
    for (const {isUnanswered} of this.senders.values()) if (isUnanswered) return true;
    return false;
  }

  /** Whether there may be news without a further frame: a question or a request waits that time alone may settle. */
  get isUndecided(): boolean {
    return this.#waiting > 0 || this.requests?.mayWait === true;
  }

  /** Whether the address answered anything other than requests for its MAC. */
  get isServing(): boolean {
    return this.settlement?.services.isAny === true;
  }

  /** The latest stretch of questions without a long pause. */
  get lastAsked(): AskedStretch | undefined {
    return this.settlement?.asked.latest;
  }

  /** The same of each of its services. */
  get servicesAsked(): readonly (AskedStretch & ServiceName)[] {
    return this.settlement?.services.asked() ?? [];
  }

  /** Runs of claims to it, and of frames from it. */
  heard(): (ClaimRun | AnswerRun)[] {
    return [...this.claimRuns, ...(this.spoken?.facts(this.clock) ?? [])];
  }

  get claimRuns(): readonly ClaimRun[] {
    return this.#control?.claimants.runs ?? [];
  }

  /** The MACs that claimed it. */
  get claimants(): readonly MacAddress[] {
    return this.#control?.claimants.macs ?? [];
  }

  /** @param macs each with its network, as in `carpMacs` of the control frames */
  isAtAnyOf(macs: ReadonlySet<string>): boolean {
    if (macs.size === 0) return false;
    return this.heard().some(({mac}) => macs.has(`${mac} ${this.network.text}`));
  }

  get proxies(): ReadonlySet<MacAddress> {
    return this.#control?.proxies ?? NO_MACS;
  }

  get interests(): ReadonlySet<Interest> {
    return this.#control?.interests ?? NONE;
  }
}

const NONE: ReadonlySet<Interest> = new Set();
const NO_MACS: ReadonlySet<MacAddress> = new Set();
