/**
 * Distinguishing one host that answers with several MACs from several hosts.
 *
 * Each MAC is sent echo requests in turn, and the identifications of the IPv4 packets that come back are compared. Linux takes
 * them from one counter for all that it sends from one address to another, whichever way a request came in
 * (`__ip_select_ident()` in net/ipv4/route.c): the answers of one host count on from each other, those of two go their own ways.
 * Of who does not answer, numbers at random or not at all nothing is told.
 *
 * Of IPv6 it is not told. Its packets have a number only when they are fragments, and Linux draws that at random since 5.13
 * (`ipv6_select_ident()`). The link-local address of the other MAC is answered for by neither, since it is taken only on the
 * interface that has it (`ndisc_recv_ns()` in net/ipv6/ndisc.c, RT6_LOOKUP_F_IFACE in net/ipv6/route.c). Another global address
 * of the supposed host would be answered for through both, but nobody here knows one. There is no flux either: Linux answers a
 * solicitation only on the interface that has the address, so two MACs mean two hosts, or one that was given the address on two
 * interfaces, whose echo replies leave by the interface that was asked.
 *
 * @module
 */

import {randomInt} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import {decodeFrame, type Ipv4Address, LINK_TYPE_ETHERNET, type MacAddress} from '@vip/arp';
import {echoQuestion} from './verify/question.js';

/** Questions to each MAC. */
const ROUNDS = 5;
/** More MACs than one host has here are not asked. */
const MAX_ASKED = 8;
/** Linux adds at most one for each tick since the last packet, and is asked again within a second or so. */
const MAX_STEP = 4096;
/** Not farther: who only forwards what was sent to it, as a spoofer does, does not pass for whom it forwards to. */
const HOPS = 1;

/** An answer: to which of the questions, and the number that its packet had. */
export interface NumberedAnswer {
  readonly question: number;
  /** 0 to 65535. */
  readonly identification: number;
}

export type Kinship = 'one-host' | 'two-hosts' | 'unknown';

/** What the answers of two MACs tell, each in the order of its questions. */
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

/** Which MACs are one host's. */
export interface Hosts {
  /** Of each MAC, which host it is, from 1. Where it cannot be told, a MAC counts as a host of its own. */
  readonly of: ReadonlyMap<MacAddress, number>;
  /** Whether no two of these hosts may be the same. */
  readonly isCertain: boolean;
}

/** Sorts MACs by what their answers tell. */
export function hostsOf(
  macs: readonly MacAddress[],
  answersOf: (mac: MacAddress) => readonly NumberedAnswer[],
): Hosts {
  const of = new Map<MacAddress, number>();
  /** One MAC of each host. */
  const hosts: MacAddress[] = [];
  let isCertain = true;
  for (const mac of macs) {
    const kinships = hosts.slice(0, MAX_ASKED).map(host => kinshipOf(answersOf(host), answersOf(mac)));
    const same = kinships.indexOf('one-host');
    if (same < 0 && (kinships.includes('unknown') || hosts.length > MAX_ASKED)) isCertain = false;
    if (same < 0) hosts.push(mac);
    of.set(mac, same < 0 ? hosts.length : same + 1);
  }
  return {of, isCertain};
}

export interface EchoOptions {
  readonly from: Ipv4Address;
  readonly to: Ipv4Address;
  /** Ours. */
  readonly mac: MacAddress;
  /** How long an answer is waited for. Milliseconds. */
  readonly waitMs: number;
}

/** Asks MACs for echoes, one after the other, and keeps what numbers the answers have. */
export class EchoInquiry {
  readonly #options: EchoOptions;
  readonly #identifier = randomInt(0x10000);
  readonly #answers = new Map<MacAddress, NumberedAnswer[]>();
  /** The question that is open, and what is to be done with its answer. */
  #question = 0;
  #onAnswer: ((identification: number) => void) | undefined;

  constructor(options: EchoOptions) {
    this.#options = options;
  }

  answersOf(mac: MacAddress): readonly NumberedAnswer[] {
    return this.#answers.get(mac) ?? [];
  }

  hear(bytes: Uint8Array): void {
    if (this.#onAnswer === undefined) return;
    const frame = decodeFrame(bytes, LINK_TYPE_ETHERNET);
    if (frame.kind !== 'icmp' || !('identification' in frame.ip.header)) return;
    const {message} = frame;
    if (message.type !== 'echo-reply' || message.identifier !== this.#identifier) return;
    if (message.sequence === this.#question) this.#onAnswer(frame.ip.header.identification);
  }

  /** The first of them, each as long as it answers. @throws the signal's reason */
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
