/**
 * Finding out which MAC neighbours hold for a VIP.
 *
 * @module
 */

import type {IpAddress, MacAddress, VlanTag} from '@vip/arp';
import {orTagged} from '../capture/filter.js';
import {type Belief, conclude} from './belief.js';
import {echoQuestion, whereabouts} from './question.js';
import {type Pair, Witness, type WitnessLink} from './witness.js';

/** What is needed of a link; `FrameLink` has it. */
export interface InquiryLink extends WitnessLink {
  send(frame: Uint8Array): void;
}

export interface InquiryOptions {
  readonly vips: readonly IpAddress[];
  /** The MAC that was announced, from which is asked as well. */
  readonly mac: MacAddress;
  readonly tags: readonly VlanTag[];
  /** Of our echo requests, 0 to 65535. */
  readonly identifier: number;
  /** Another address of ours, which a neighbour answers whatever it holds for the VIP. */
  readonly controlFor: (neighbour: IpAddress) => IpAddress | undefined;
  /** Nanoseconds on the clock of the frames. */
  readonly now: () => bigint;
  readonly signal?: AbortSignal;
}

export interface Inquiry {
  /** The machines that asked for a VIP, answered it or sent to it; after listening for at least this many milliseconds in all. */
  seen(listeningMs: number): Promise<Pair[]>;
  ask(pairs: readonly Pair[]): Promise<Belief[]>;
}

/** How often is asked: the first packet to a station that must resolve somebody itself may be the one that is lost. */
const TRIES = 4;
/** Milliseconds that are waited for the answers of each try. */
const TRY_MS = 250;

/** What has to be captured: questions and answers, and what others send to the VIPs, but not all of our own traffic. */
export function inquiryFilter(vips: readonly IpAddress[], mac: MacAddress): string {
  const misled = vips.map(vip => `dst host ${vip}`).join(' or ');
  return orTagged(`(arp or icmp or icmp6 or ((${misled}) and not ether dst ${mac}))`);
}

/** Begins to listen; what the link captures belongs to it from now on. */
export function openInquiry(link: InquiryLink, options: InquiryOptions): Inquiry {
  const {vips, mac, tags, identifier, controlFor, now, signal} = options;
  const isOnLink = (ip: IpAddress) => controlFor(ip) !== undefined;
  const witness = new Witness(link, {vips, tags, identifier, isOnLink});
  const beganAt = performance.now();
  let lastSequence = 0;

  async function locate(neighbours: readonly IpAddress[]): Promise<void> {
    const lost = () => neighbours.filter(neighbour => witness.macOf(neighbour) === undefined);
    for (let tried = 0; tried < TRIES && lost().length > 0; tried++) {
      for (const neighbour of lost()) link.send(whereabouts(neighbour, mac, tags));
      await witness.until(() => lost().length === 0, TRY_MS, signal);
    }
  }

  async function question(pairs: readonly Pair[]): Promise<Belief[]> {
    const since = now();
    const cases = pairs.map(pair => new Case(pair, witness, since));
    const open = () => cases.filter(({isOpen}) => isOpen);
    for (let tried = 0; tried < TRIES && open().length > 0; tried++) {
      for (const one of open()) send(one);
      await witness.until(() => open().length === 0, TRY_MS, signal);
    }
    return cases.map(one => conclude(one.findings(mac)));
  }

  /** Both at once, lest one is answered by a machine that is up and the other not. */
  function send(one: Case): void {
    const {neighbour, vip} = one.pair;
    const destination = witness.macOf(neighbour);
    if (destination === undefined) return;
    const control = controlFor(neighbour);
    for (const [from, sequences] of [[vip, one.questions] as const, [control, one.controls] as const]) {
      if (from === undefined) continue;
      lastSequence = (lastSequence + 1) & 0xffff;
      sequences.push(lastSequence);
      const between = {source: mac, destination, tags};
      link.send(echoQuestion({...between, from, to: neighbour, identifier, sequence: lastSequence}));
    }
  }

  return {
    async seen(listeningMs) {
      const rest = beganAt + listeningMs - performance.now();
      if (rest > 0) await witness.until(() => false, rest, signal);
      return witness.seen();
    },
    async ask(pairs) {
      await locate([...new Set(pairs.map(({neighbour}) => neighbour))]);
      return question(pairs);
    },
  };
}

/** A pair and the questions put about it. */
class Case {
  /** Numbers of the echo requests from the VIP, and of those from another address. */
  readonly questions: number[] = [];
  readonly controls: number[] = [];

  constructor(
    readonly pair: Pair,
    readonly witness: Witness,
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
