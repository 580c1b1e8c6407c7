/**
 * Asking who holds an address, and waiting for all the answers, not the first.
 *
 * One asker is one cache, and a cache keeps what it heard first; two owners of one address therefore go
 * unnoticed until the clients disagree. So the question is put several times and every answer counted.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {
  type ArpPacket,
  arpProbe,
  broadcastFrame,
  type Ipv4Address,
  type MacAddress,
  parseIpv4,
  readFrame,
  ZERO_MAC,
} from '@vip/arp';
import type {CapturedFrame, LinkStatistics} from '@vip/arp/link';
import {DEFAULTS} from './defaults.js';
import {type ListeningLink, whileListening} from './while-listening.js';

/** What is needed of a link; `FrameLink` has it. */
export interface AskingLink extends ListeningLink {
  readonly mac: MacAddress;
  send(frame: Uint8Array): void;
  statistics(): Pick<LinkStatistics, 'dropped'>;
}

export interface AskOptions {
  readonly ip: Ipv4Address;
  /** Our own address, to be answered to. Absent: the question is a probe, to which a proxy does not answer. */
  readonly sender?: Ipv4Address | undefined;
  /** How often it is asked; 3 times by default. */
  readonly rounds?: number | undefined;
  /** How long answers are waited for after each question. Milliseconds; 300 by default. */
  readonly waitMs?: number | undefined;
  readonly signal?: AbortSignal;
}

/** Somebody who answers for an address. */
export interface Answerer {
  readonly mac: MacAddress;
  /** Questions it answered, and of those the ones in which it was the first. */
  readonly answered: number;
  readonly first: number;
  /** From the question on the wire to its quickest answer, in nanoseconds by the kernel's stamps. */
  readonly quickestNs: bigint;
  /** It answers for an address that nobody has, too: it is a proxy (Linux: `proxy_arp`). */
  readonly isProxy: boolean;
  /** The virtual router whose MAC it is (RFC 5798 §7.3), 1 to 255. */
  readonly vrid?: number;
}

/**
 * An address that nobody can have: RFC 5737 sets it aside for documentation. A proxy answers for whatever lies
 * behind another of its interfaces, and with a default route there that is everything.
 */
const NOBODYS_IP = parseIpv4('192.0.2.1');

/** MACs whose answers are counted: anybody can answer from any number of them. */
export const MAX_ANSWERERS = 1024;

/** What asking came to. */
export interface Answers {
  /** The one that is first most often in front; `MAX_ANSWERERS` at the most. */
  readonly answerers: readonly Answerer[];
  /** Answers that were not counted, because they came from still other MACs. */
  readonly uncounted: number;
  /** Frames that the kernel had no room for: an answer may be among them. */
  readonly dropped: number;
}

/**
 * Asks, and counts the answers while they come. Closes the link.
 *
 * @throws VipError when a question could not be sent or nothing more could be heard: then nobody knows
 * @throws the signal's reason, or an error with it as its cause
 */
export async function askWho(link: AskingLink, options: AskOptions): Promise<Answers> {
  const {ip, sender, rounds = DEFAULTS.askRounds, waitMs = DEFAULTS.askWaitMs, signal} = options;
  const tally = new Tally(ip);
  const ask = async (over: AbortSignal) => {
    for (let round = 0; round < rounds; round++) {
      for (const asked of round === 0 ? [NOBODYS_IP, ip] : [ip]) {
        link.send(broadcastFrame(question(asked, link.mac, sender)));
      }
      await sleep(waitMs, undefined, {signal: over});
    }
  };
  await whileListening(link, frames => tally.hear(frames), ask, signal);
  return {answerers: tally.answerers(), uncounted: tally.uncounted, dropped: link.statistics().dropped};
}

/** What is known of a MAC that answers. */
interface Count {
  answered: number;
  first: number;
  quickestNs: bigint;
  /** The question that it answered last. */
  round: number;
}

/** Counts answers by MAC. Each belongs to the last question before it, and is one however often it is given. */
class Tally {
  readonly #counts = new Map<MacAddress, Count>();
  readonly #proxies = new Set<MacAddress>();
  #round = 0;
  #askedAt = 0n;
  /** Whether the question has been answered. */
  #isAnswered = false;
  uncounted = 0;

  constructor(readonly ip: Ipv4Address) {}

  hear(frames: readonly CapturedFrame[]): void {
    for (const {at, bytes, own} of frames) {
      const {packet} = readFrame(bytes);
      if (packet === undefined) continue;
      if (own) this.#hearOwn(packet, at);
      else if (packet.operation === 'reply') this.#hearAnswer(packet, at);
    }
  }

  answerers(): Answerer[] {
    const answerers = [...this.#counts].map(([mac, {answered, first, quickestNs}]): Answerer => {
      const vrid = virtualRouterId(mac);
      const isProxy = this.#proxies.has(mac);
      return {mac, answered, first, quickestNs, isProxy, ...(vrid === undefined ? {} : {vrid})};
    });
    return answerers.sort((a, b) => b.first - a.first);
  }

  #hearOwn({targetIp}: ArpPacket, at: bigint): void {
    if (targetIp !== this.ip) return;
    this.#round++;
    this.#askedAt = at;
    this.#isAnswered = false;
  }

  #hearAnswer({senderIp, senderMac}: ArpPacket, at: bigint): void {
    if (senderIp === NOBODYS_IP && this.#proxies.size < MAX_ANSWERERS) this.#proxies.add(senderMac);
    if (senderIp !== this.ip || this.#round === 0) return;
    const count = this.#countOf(senderMac);
    if (count === undefined) this.uncounted++;
    if (count === undefined || count.round === this.#round) return;
    const waitedNs = at - this.#askedAt;
    if (count.answered === 0 || waitedNs < count.quickestNs) count.quickestNs = waitedNs;
    count.answered++;
    count.round = this.#round;
    if (!this.#isAnswered) count.first++;
    this.#isAnswered = true;
  }

  #countOf(mac: MacAddress): Count | undefined {
    const known = this.#counts.get(mac);
    if (known !== undefined || this.#counts.size >= MAX_ANSWERERS) return known;
    const count: Count = {answered: 0, first: 0, quickestNs: 0n, round: 0};
    this.#counts.set(mac, count);
    return count;
  }
}

/** The number of the virtual router whose MAC this is: 00:00:5e:00:01 and the number (RFC 5798 §7.3). */
export function virtualRouterId(mac: MacAddress): number | undefined {
  const digits = /^00:00:5e:00:01:([0-9a-f]{2})$/.exec(mac)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}

function question(ip: Ipv4Address, mac: MacAddress, sender: Ipv4Address | undefined): ArpPacket {
  if (sender === undefined) return arpProbe(ip, mac);
  return {operation: 'request', senderMac: mac, senderIp: sender, targetMac: ZERO_MAC, targetIp: ip};
}
