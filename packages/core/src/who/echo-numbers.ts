/**
 * Whether two MACs are one IPv4 host's, by the numbers of its packets.
 *
 * Each MAC is sent echo requests in turn, and the identifications of the packets that come back are compared. Linux takes
 * them from one counter for everything that it sends from one address to another, whichever interface a request arrived on
 * (`__ip_select_ident()` in net/ipv4/route.c): the numbers of one host's answers continue one another, those of two hosts are unrelated.
 * Nothing can be told about a host that does not answer, or whose numbers are random or always zero.
 *
 * @module
 */

import {randomInt} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import {decodeFrame, type Ipv4Address, LINK_TYPE_ETHERNET, type MacAddress} from '@vip/arp';
import {echoQuestion} from '../verify/question.js';
import {HOPS, type HostInquiry, type Kinship, MAX_ASKED} from './hosts.js';

/** Questions to each MAC. */
const ROUNDS = 5;
/** Linux adds at most one for each tick since the last packet, and the next question follows within a second or so. */
const MAX_STEP = 4096;

/** An answer: the question that it belongs to, and the number of its packet. */
export interface NumberedAnswer {
  readonly question: number;
  /** 0 to 65535. */
  readonly identification: number;
}

/** What the answers of two MACs show, each in the order of its questions. */
export function kinshipOf(one: readonly NumberedAnswer[], other: readonly NumberedAnswer[]): Kinship {
  if (!isCounting(one) || !isCounting(other)) return 'unknown';
  const both = [...one, ...other].sort((a, b) => a.question - b.question);
  return isCounting(both) ? 'one-host' : 'two-hosts';
}

/** Whether each number is a little more than the one before it. */
function isCounting(answers: readonly NumberedAnswer[]): boolean {
  return (
    answers.length >= ROUNDS &&
    answers.every(({identification}, index) => {
      const before = answers[index - 1];
      const step = before === undefined ? 1 : (identification - before.identification) & 0xffff;
      return step >= 1 && step < MAX_STEP;
    })
  );
}

export interface EchoNumbersOptions {
  readonly from: Ipv4Address;
  readonly to: Ipv4Address;
  /** Our MAC. */
  readonly mac: MacAddress;
  /** How long to wait for an answer. Milliseconds. */
  readonly waitMs: number;
}

/** Asks MACs for echoes, one after another, and keeps the numbers of the answers. */
export class EchoNumbers implements HostInquiry {
  readonly #options: EchoNumbersOptions;
  readonly #identifier = randomInt(0x10000);
  readonly #answers = new Map<MacAddress, NumberedAnswer[]>();
  /** The question that is open, and what is to be done with its answer. */
  #question = 0;
  #onAnswer: ((identification: number) => void) | undefined;

  constructor(options: EchoNumbersOptions) {
    this.#options = options;
  }

  kinship(one: MacAddress, other: MacAddress): Kinship {
    return kinshipOf(this.#answers.get(one) ?? [], this.#answers.get(other) ?? []);
  }

  hear(bytes: Uint8Array): void {
    if (this.#onAnswer === undefined) return;
    const frame = decodeFrame(bytes, LINK_TYPE_ETHERNET);
    if (frame.kind !== 'icmp' || !('identification' in frame.ip.header)) return;
    const {message} = frame;
    if (message.type !== 'echo-reply' || message.identifier !== this.#identifier) return;
    if (message.sequence === this.#question) this.#onAnswer(frame.ip.header.identification);
  }

  /** Asks the first of them, each for as long as it answers. @throws the signal's reason */
  async ask(
    macs: readonly MacAddress[],
    send: (frame: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const silent = new Set<MacAddress>();
    for (let round = 0; round < ROUNDS; round++) {
      for (const mac of macs.slice(0, MAX_ASKED)) {
        if (silent.has(mac)) continue;
        const identification = await this.#askOnce(mac, send, signal);
        if (identification === undefined) silent.add(mac);
        else this.#keep(mac, {question: this.#question, identification});
      }
    }
  }

  async #askOnce(
    mac: MacAddress,
    send: (frame: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const {from, to, mac: source, waitMs} = this.#options;
    const sequence = ++this.#question;
    const identifier = this.#identifier;
    const answered = new AbortController();
    let identification: number | undefined;
    this.#onAnswer = number => {
      identification ??= number;
      answered.abort();
    };
    send(echoQuestion({source, destination: mac, tags: [], from, to, identifier, sequence, hops: HOPS}));
    try {
      await sleep(waitMs, undefined, {signal: AbortSignal.any([signal, answered.signal])});
    } catch (error) {
      if (signal.aborted || !answered.signal.aborted) throw error;
    } finally {
      this.#onAnswer = undefined;
    }
    return identification;
  }

  #keep(mac: MacAddress, answer: NumberedAnswer): void {
    const answers = this.#answers.get(mac) ?? [];
    answers.push(answer);
    this.#answers.set(mac, answers);
  }
}
