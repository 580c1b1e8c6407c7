/**
 * Finding out which MAC neighbours hold for a VIP.
 *
 * @module
 */

import type {IpAddress, MacAddress, VlanTag} from '@vip/arp';
import {orTagged} from '../capture/filter.js';
import {conclude, type NeighbourBelief} from './belief.js';
import {ClueCollector, type NeighbourOfVip, type WitnessLink} from './clue-collector.js';
import {echoQuestion, whereabouts} from './question.js';

/** The part of a link that is needed; `FrameLink` has it. */
export interface InquiryLink extends WitnessLink {
  send(frame: Uint8Array): void;
}

export interface InquiryOptions {
  readonly vips: readonly IpAddress[];
  /** The MAC that was announced, which is also the source of the questions. */
  readonly mac: MacAddress;
  readonly tags: readonly VlanTag[];
  /** The identifier of our echo requests, 0 to 65535. */
  readonly identifier: number;
  /** Another address of ours, to which a neighbour replies whatever it holds for the VIP. */
  readonly controlFor: (neighbour: IpAddress) => IpAddress | undefined;
  /** Nanoseconds on the clock of the frames. */
  readonly now: () => bigint;
  readonly signal?: AbortSignal;
}

export interface NeighbourInquiry {
  /** The machines that asked for a VIP, answered it or sent to it; after listening for at least this many milliseconds in all. */
  seen(listeningMs: number): Promise<NeighbourOfVip[]>;
  ask(pairs: readonly NeighbourOfVip[]): Promise<NeighbourBelief[]>;
}

/** Number of tries: the first packet to a station that must resolve an address itself may be lost. */
const TRIES = 4;
/** How long to wait for the answers to each try. Milliseconds. */
const TRY_MS = 250;

/** What must be captured: questions and answers, and traffic of others to the VIPs, but not all of our own. */
export function inquiryFilter(vips: readonly IpAddress[], mac: MacAddress): string {
  const misled = vips.map(vip => `dst host ${vip}`).join(' or ');
  return orTagged(`(arp or icmp or icmp6 or ((${misled}) and not ether dst ${mac}))`);
}

/** Begins to listen. From now on, it owns the link's captured frames. */
export function openInquiry(link: InquiryLink, options: InquiryOptions): NeighbourInquiry {
  return new LinkInquiry(link, options);
}

class LinkInquiry implements NeighbourInquiry {
  readonly #witness: ClueCollector;
  readonly #beganAt = performance.now();
  #lastSequence = 0;

  constructor(
    readonly link: InquiryLink,
    readonly options: InquiryOptions,
  ) {
    const {vips, tags, identifier, controlFor} = options;
    const isOnLink = (ip: IpAddress) => controlFor(ip) !== undefined;
    this.#witness = new ClueCollector(link, {vips, tags, identifier, isOnLink});
  }

  async seen(listeningMs: number): Promise<NeighbourOfVip[]> {
    const rest = this.#beganAt + listeningMs - performance.now();
    if (rest > 0) await this.#witness.until(() => false, rest, this.options.signal);
    return this.#witness.seen();
  }

  async ask(pairs: readonly NeighbourOfVip[]): Promise<NeighbourBelief[]> {
    await this.#locate([...new Set(pairs.map(({neighbour}) => neighbour))]);
    const {mac, now} = this.options;
    const since = now();
    const cases = pairs.map(pair => new Case(pair, this.#witness, since));
    await this.#repeat(
      () => cases.filter(({isOpen}) => isOpen),
      one => this.#question(one),
    );
    return cases.map(one => conclude(one.findings(mac)));
  }

  async #locate(neighbours: readonly IpAddress[]): Promise<void> {
    const {mac, tags} = this.options;
    await this.#repeat(
      () => neighbours.filter(neighbour => this.#witness.macOf(neighbour) === undefined),
      neighbour => this.link.send(whereabouts(neighbour, mac, tags)),
    );
  }

  /** Asks about each one that is still open, until none is left. */
  async #repeat<T>(open: () => readonly T[], ask: (one: T) => void): Promise<void> {
    for (let tried = 0; tried < TRIES && open().length > 0; tried++) {
      for (const one of open()) ask(one);
      await this.#witness.until(() => open().length === 0, TRY_MS, this.options.signal);
    }
  }

  /** Asks both at once, lest the machine be up for one question and down for the other. */
  #question({pair: {neighbour, vip}, questions, controls}: Case): void {
    const {mac, tags, identifier, controlFor} = this.options;
    const destination = this.#witness.macOf(neighbour);
    if (destination === undefined) return;
    const control = controlFor(neighbour);
    for (const [from, sequences] of [[vip, questions] as const, [control, controls] as const]) {
      if (from === undefined) continue;
      this.#lastSequence = (this.#lastSequence + 1) & 0xffff;
      sequences.push(this.#lastSequence);
      const between = {source: mac, destination, tags};
      const sequence = this.#lastSequence;
      this.link.send(echoQuestion({...between, from, to: neighbour, identifier, sequence}));
    }
  }
}

/** A pair and the questions put about it. */
class Case {
  /** Numbers of the echo requests from the VIP, and of those from another address. */
  readonly questions: number[] = [];
  readonly controls: number[] = [];

  constructor(
    readonly pair: NeighbourOfVip,
    readonly witness: ClueCollector,
    readonly since: bigint,
  ) {}

  get isOpen(): boolean {
    return (
      this.witness.macOf(this.pair.neighbour) !== undefined && this.#answer(this.questions) === undefined
    );
  }

  findings(announced: MacAddress) {
    const {pair, witness, since} = this;
    return {
      pair,
      announced,
      neighbourMac: witness.macOf(pair.neighbour),
      delivery: this.#answer(this.questions) ?? witness.sentSince(pair, since),
      answersControl: this.#answer(this.controls) !== undefined,
      hasAsked: witness.hasAskedSince(pair, since),
    };
  }

  #answer(sequences: readonly number[]) {
    for (const sequence of sequences) {
      const answer = this.witness.answerTo(sequence);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }
}
