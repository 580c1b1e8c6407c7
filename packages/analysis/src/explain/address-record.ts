/**
 * What is kept of one address while frames come in. Bounded: whatever is sent, an address takes so much and no more, and
 * what goes beyond is counted.
 *
 * @module
 */

import {type AddressKey, addressOf, keyOf, type MacAddress, numberOfMac, UNKNOWN_MAC} from '@vip/arp';
import type {Claim, ClaimKind, OwnershipChange} from '@vip/arp/ownership';
import {Asker} from '../conversations/asker.js';
import type {Question as Asked} from '../conversations/question.js';
import {Settlement} from '../conversations/settlement.js';
import type {Open} from '../open.js';
import {SET_GAP_NS} from './announcement-sets.js';
import {senderFacts} from './asker-facts.js';
import {darkStretches} from './dark-stretches.js';
import type {
  AddressFacts,
  Announcement,
  AnswerRun,
  ClaimRun,
  DoubleAnswer,
  Interest,
  Mark,
  ProbeSighting,
  Question,
  Refusal,
  Tenure,
} from './facts.js';
import type {NetworkName} from './networks.js';
import type {Room} from './room.js';
import {SpokenRun} from './spoken-run.js';

const MAX_SENDERS = 64;
const MAX_ANSWER_RUNS = 256;
const MAX_ANNOUNCEMENTS = 512;
const MAX_TENURES = 128;
const MAX_CLAIMANTS = 16;
const MAX_CLAIM_RUNS = 256;
const MAX_QUESTIONS = 256;
const MAX_PROBES = 64;
const MAX_DOUBLE_ANSWERS = 64;
const MAX_REFUSALS = 32;
const MAX_INVALID = 32;

/** An answer later than this answers another question. Nanoseconds. */
const ANSWER_NS = 1_000_000_000n;

/** Sets of a tenure that are told apart by what became of them. */
const MAX_SETS_APART = 4;

interface GrowingClaimant {
  readonly mac: MacAddress;
  readonly first: Mark;
  last: Mark;
  claims: number;
  readonly kinds: Set<ClaimKind>;
  lastAnnounced?: Mark;
  lastAsked?: Mark;
}

export class AddressRecord {
  /** Counts the changes of its state of affairs; runs do not go on from one to the next. */
  epoch = 0;
  readonly senders = new Map<AddressKey, Asker>();
  #spoken: SpokenRun | undefined;
  #spokenRuns: SpokenRun[] | undefined;
  #settlement: Settlement | undefined;
  #control: ControlFacts | undefined;
  #told: Map<number, {readonly mac: number; readonly mark: Mark}> | undefined;
  #refusals: Map<string, Refusal & {count: number}> | undefined;
  beyondSenders = 0;
  beyondRuns = 0;

  constructor(
    readonly key: AddressKey,
    readonly network: NetworkName,
    readonly firstAt: bigint,
    readonly firstFrame: number,
    readonly room: Room,
  ) {}

  /** Whether anything was said about it, by any protocol; otherwise it only has traffic. */
  get isSpokenOf(): boolean {
    return this.#control !== undefined;
  }

  get control(): ControlFacts {
    this.#control ??= new ControlFacts(this.room);
    return this.#control;
  }

  /** A frame that speaks from the address, and whether it answers a question. */
  spoke(mac: number, at: bigint, frame: number, isAnswer: boolean): void {
    let run = this.#spoken;
    if (run !== undefined && run.mac === mac && run.epoch === this.epoch) run.grow(at, frame);
    else run = this.#newSpoken(mac, at, frame);
    if (isAnswer) run?.wasAnswer(at, frame);
  }

  #newSpoken(mac: number, at: bigint, frame: number): SpokenRun | undefined {
    this.#spokenRuns ??= [];
    if (this.#spokenRuns.length >= MAX_ANSWER_RUNS || !this.room.takeRun()) {
      this.beyondRuns++;
      return undefined;
    }
    this.#spoken = new SpokenRun(mac, this.epoch, at, frame);
    this.#spokenRuns.push(this.#spoken);
    return this.#spoken;
  }

  /** A question was asked of it. */
  asked(question: Asked, at: bigint): void {
    this.#settlement ??= new Settlement();
    this.#settlement.add(question);
    this.#settlement.settle(at);
  }

  /** A question was answered. */
  settle(at: bigint): void {
    this.#settlement?.settle(at);
  }

  /** The capture ended; what is still open is settled. */
  finish(at: bigint): void {
    this.#settlement?.finish(at);
  }

  /** Somebody refuses what was asked of it. */
  refused(refusal: Refusal): void {
    this.#refusals ??= new Map();
    const key = `${refusal.by} ${refusal.to} ${refusal.reason}`;
    const known = this.#refusals.get(key);
    if (known !== undefined) known.count++;
    else if (this.#refusals.size < MAX_REFUSALS) this.#refusals.set(key, {...refusal});
    if (refusal.isService && refusal.by === addressOf(this.key)) this.control.interests.add('refused');
  }

  /** Who sends to it; undefined when there are too many. */
  sender(key: AddressKey, mac: number): Asker | undefined {
    const known = this.senders.get(key);
    if (known !== undefined) return known;
    if (this.senders.size >= MAX_SENDERS || !this.room.takeSender()) {
      this.beyondSenders++;
      return undefined;
    }
    const made = new Asker(key, mac, this);
    this.senders.set(key, made);
    return made;
  }

  /** This station's question was answered: the address is at `mac`. What is behind it hears of it by it. */
  told(station: number, mac: number, mark: Mark): void {
    this.#told ??= new Map();
    const isKnown = this.#told.has(station);
    if (isKnown || (this.#told.size < MAX_SENDERS && this.room.takeNote()))
      this.#told.set(station, {mac, mark});
  }

  /** Whether a question of this station was answered. */
  wasTold(station: number): boolean {
    return this.#told?.has(station) === true;
  }

  toldTo(station: number, mac: number): Mark | undefined {
    const told = this.#told?.get(station);
    return told?.mac === mac ? told.mark : undefined;
  }

  /** Runs that began before end here. */
  cut(): void {
    this.epoch++;
  }

  facts(asked: boolean): AddressFacts {
    const control = this.control;
    const {network} = this;
    const ip = addressOf(this.key);
    const answers = (this.#spokenRuns ?? []).flatMap(run => run.facts());
    const senders = [...this.senders.values()].map(asker => senderFacts(asker, control.isRouter(asker)));
    const counts = senders.flatMap(({runs}) => runs);
    const lasts = [
      ...answers.map(({last}) => last),
      ...senders.flatMap(({runs}) => runs.map(({last}) => last)),
      ...(control.last === undefined ? [] : [control.last]),
    ];
    const first = {at: this.firstAt, frame: this.firstFrame};
    const told = control.facts();
    const contested = isContested(answers, control.claimRuns) ? (['conflict'] as const) : [];
    return {
      ip,
      network: network.text,
      iface: network.iface,
      vlans: network.vlans,
      interests: [
        ...new Set([...(asked ? (['asked-for'] as const) : []), ...control.interests, ...contested]),
      ],
      first,
      last: lasts.reduce((latest, mark) => (mark.frame > latest.frame ? mark : latest), first),
      answers,
      senders,
      ...told,
      dark: darkStretches(this.#settlement?.outages),
      questionsAnswered:
        counts.reduce((total, {answered}) => total + answered, 0) +
        told.questions.filter(({answer}) => answer !== undefined).length,
      questionsUnanswered: counts.reduce((total, {unanswered}) => total + unanswered, 0),
      refusals: [...(this.#refusals?.values() ?? [])],
      beyond: {...control.beyond, senders: this.beyondSenders, runs: this.beyondRuns},
    };
  }

  get proxies(): ReadonlySet<MacAddress> {
    return this.#control?.proxies ?? NO_MACS;
  }

  get interests(): ReadonlySet<Interest> {
    return this.#control?.interests ?? NONE;
  }
}

/** Somebody else claims it than speaks from it. */
function isContested(answers: readonly AnswerRun[], claims: readonly ClaimRun[]): boolean {
  const [first] = answers;
  const claimed = claims[0];
  if (first === undefined || claimed === undefined || claimed.first.at < first.first.at) return false;
  return !claims.some(({mac}) => answers.some(run => run.mac === mac));
}

const NONE: ReadonlySet<Interest> = new Set();
const NO_MACS: ReadonlySet<MacAddress> = new Set();

/** What was said about the address, by ARP, neighbour discovery and VRRP. */
export class ControlFacts {
  readonly interests = new Set<Interest>();
  readonly beyond = {announcements: 0, tenures: 0, questions: 0, probes: 0};
  readonly #tenures: Tenure[] = [];
  readonly #announcements: Announcement[] = [];
  readonly #claimants = new Map<MacAddress, GrowingClaimant>();
  readonly #questions: Open<Question>[] = [];
  readonly #probes: ProbeSighting[] = [];
  readonly proxies = new Set<MacAddress>();
  readonly claimRuns: Open<ClaimRun>[] = [];
  readonly #doubleAnswers: DoubleAnswer[] = [];
  readonly #invalid: Announcement[] = [];
  readonly #room: Room;
  #announcedAt = 0n;
  #setsOfTenure = 0;
  last: Mark | undefined;
  isWithoutOverride = false;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Returns whether the state of affairs changed. */
  claimed(claim: Claim, change: OwnershipChange | undefined, mark: Mark): boolean {
    const {mac, what} = claim;
    this.last = mark;
    this.#note(claim, mark);
    if (what === 'answer') this.#answerQuestion(claim, mark);
    if (change?.kind === 'proxy') {
      if (this.proxies.size < MAX_CLAIMANTS) this.proxies.add(change.proxy);
      return false;
    }
    if (change === undefined) {
      if (this.#tenures.length > 0) return false;
      return this.#begin({...mark, mac, how: 'first', by: what});
    }
    this.interests.add(change.kind === 'conflict' ? 'conflict' : 'moved');
    const from = change.kind === 'conflict' ? change.other : change.from;
    const evidence = change.kind === 'conflict' ? {evidence: change.evidence} : {};
    return this.#begin({...mark, mac, how: change.kind, by: what, from, ...evidence});
  }

  /** Returns whether it begins one of the first sets of a tenure: what each set did is told apart. */
  announced(announcement: Announcement): boolean {
    this.interests.add('announced');
    const isNewSet = announcement.at - this.#announcedAt > SET_GAP_NS;
    this.#announcedAt = announcement.at;
    this.#keep(announcement);
    if (!isNewSet || this.#setsOfTenure >= MAX_SETS_APART) return false;
    this.#setsOfTenure++;
    return true;
  }

  #keep(announcement: Announcement): void {
    if (this.#announcements.length < MAX_ANNOUNCEMENTS && this.#room.takeNote())
      this.#announcements.push(announcement);
    else this.beyond.announcements++;
  }

  /** An announcement that nobody can believe. */
  announcedInvalid(announcement: Announcement): void {
    this.interests.add('announced');
    if (this.#invalid.length < MAX_INVALID && this.#room.takeNote()) this.#invalid.push(announcement);
  }

  asked(question: Question): void {
    this.last = question;
    if (this.#questions.length < MAX_QUESTIONS && this.#room.takeNote()) this.#questions.push(question);
    else this.beyond.questions++;
  }

  probed(probe: ProbeSighting): void {
    this.last = probe;
    if (this.#probes.length < MAX_PROBES && this.#room.takeNote()) this.#probes.push(probe);
    else this.beyond.probes++;
  }

  /** Whether anybody claimed it so far. */
  get isOwned(): boolean {
    return this.#tenures.length > 0;
  }

  /** Who claimed it last, that is not one of those that had to be kept out for want of room. */
  get owner(): MacAddress | undefined {
    return this.#tenures.at(-1)?.mac;
  }

  /** Whether the MAC of this asker asks from another address than its own. */
  isRouter({key, mac}: Asker): boolean {
    return this.#questions.some(asked => numberOfMac(asked.mac) === mac && keyOf(asked.ip) !== key);
  }

  /** When anybody last claimed it. */
  get lastClaimAt(): bigint | undefined {
    let latest: bigint | undefined;
    for (const {last} of this.#claimants.values())
      if (latest === undefined || last.at > latest) latest = last.at;
    return latest;
  }

  /** What this MAC last said to everybody, and what it asked. */
  sayings(mac: number): {announced?: Mark | undefined; asked?: Mark | undefined} {
    if (mac === UNKNOWN_MAC) return {};
    for (const claimant of this.#claimants.values()) {
      if (numberOfMac(claimant.mac) === mac)
        return {announced: claimant.lastAnnounced, asked: claimant.lastAsked};
    }
    return {};
  }

  facts(): Pick<
    AddressFacts,
    | 'tenures'
    | 'announcements'
    | 'claimants'
    | 'claimRuns'
    | 'questions'
    | 'probes'
    | 'proxies'
    | 'doubleAnswers'
    | 'invalid'
    | 'isWithoutOverride'
  > {
    return {
      tenures: this.#tenures,
      announcements: this.#announcements,
      claimants: [...this.#claimants.values()].map(({mac, first, last, claims, kinds}) => {
        return {mac, first, last, claims, kinds: [...kinds]};
      }),
      claimRuns: this.claimRuns,
      questions: this.#questions,
      probes: this.#probes,
      proxies: [...this.proxies],
      doubleAnswers: this.#doubleAnswers,
      invalid: this.#invalid,
      isWithoutOverride: this.isWithoutOverride,
    };
  }

  #begin(tenure: Tenure): boolean {
    this.#setsOfTenure = 0;
    if (this.#tenures.length < MAX_TENURES && this.#room.takeNote()) this.#tenures.push(tenure);
    else this.beyond.tenures++;
    return true;
  }

  #note({mac, what}: Claim, mark: Mark): void {
    const run = this.claimRuns.at(-1);
    if (run !== undefined && (run.mac === mac || this.claimRuns.length >= MAX_CLAIM_RUNS)) {
      run.last = mark;
      run.count++;
    } else this.claimRuns.push({mac, first: mark, last: mark, count: 1});
    let claimant = this.#claimants.get(mac);
    if (claimant === undefined) {
      if (this.#claimants.size >= MAX_CLAIMANTS || !this.#room.takeNote()) return;
      claimant = {mac, first: mark, last: mark, claims: 0, kinds: new Set()};
      this.#claimants.set(mac, claimant);
    }
    claimant.claims++;
    claimant.last = mark;
    claimant.kinds.add(what);
    if (what === 'announcement') claimant.lastAnnounced = mark;
    if (what === 'question') claimant.lastAsked = mark;
  }

  /** The question that an answer answers: the asker's last. Another that answers it as well holds the address too. */
  #answerQuestion({mac, asker, at}: Claim, mark: Mark): void {
    const question = this.#questions.findLast(asked => asked.mac === asker);
    if (question === undefined || at - question.at > ANSWER_NS) return;
    const {answer} = question;
    if (answer === undefined) {
      question.answer = {...mark, mac};
      return;
    }
    if (answer.mac === mac) question.again = mark;
    if (answer.mac === mac || this.#doubleAnswers.length >= MAX_DOUBLE_ANSWERS || !this.#room.takeNote())
      return;
    const {frame, ip} = question;
    this.#doubleAnswers.push({
      ...mark,
      question: {at: question.at, frame},
      asker: ip,
      macs: [answer.mac, mac],
    });
  }
}
