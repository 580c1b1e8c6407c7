/**
 * Asking who holds an address, and waiting for all answers, not only the first.
 *
 * One asker is one cache, and a cache keeps what it heard first; two owners of one address therefore go
 * unnoticed until the clients disagree. So the question is put several times and every answer counted. Two MACs are not yet two
 * hosts: `who-hosts.ts` tells them apart where that can be done.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {
  type IpAddress,
  type Ipv6Address,
  isOfIpv6,
  type MacAddress,
  parseIpv4,
  parseIpv6,
  type VirtualMac,
  virtualMacOf,
} from '@vip/arp';
import type {CapturedFrame, LinkStatistics} from '@vip/arp/link';
import {DEFAULTS} from './defaults.js';
import {type ListeningLink, whileListening} from './while-listening.js';
import {CrossedEchoes} from './who-crossed-echoes.js';
import {EchoNumbers} from './who-echo-numbers.js';
import {type HostInquiry, hostsOf} from './who-hosts.js';
import {type Heard, hear, whoQuestion} from './who-question.js';

/** The part of a link that is needed; a `FrameLink` is one. */
export interface AskingLink extends ListeningLink {
  readonly mac: MacAddress;
  send(frame: Uint8Array): void;
  statistics(): Pick<LinkStatistics, 'dropped'>;
}

export interface AskOptions {
  readonly ip: IpAddress;
  /** Our own address, of the same family, to be answered to. Absent: the question is a probe, to which a proxy does not answer. */
  readonly sender?: IpAddress | undefined;
  /** For IPv6: a global address of ours on this link, which tells one host with several MACs from several hosts. */
  readonly globalSender?: Ipv6Address | undefined;
  /** How often to ask; 3 times by default. */
  readonly rounds?: number | undefined;
  /** How long to wait for answers after each question. Milliseconds; 300 by default. */
  readonly waitMs?: number | undefined;
  readonly signal?: AbortSignal;
}

/** A MAC that answers for an address. */
export interface Answerer {
  readonly mac: MacAddress;
  /** Number of questions it answered, and of those it answered first. */
  readonly answered: number;
  readonly first: number;
  /** From the question on the wire to its quickest answer, in nanoseconds by the kernel's stamps. */
  readonly quickestNs: bigint;
  /** Whether it also answers for an unused address: it is a proxy (Linux: `proxy_arp`). */
  readonly isProxy: boolean;
  /** The virtual router whose MAC it is; absent for the MAC of a machine. */
  readonly virtual?: VirtualMac;
  /** Number of its host, from 1: MACs with the same number belong to one host. If that is unknown, each counts as a host of its own. */
  readonly host: number;
}

/**
 * Addresses that no machine can have: RFC 5737 and RFC 3849 set them aside for documentation. A proxy answers for whatever lies
 * behind another of its interfaces, and with a default route there that is everything.
 */
const NOBODYS_IP = parseIpv4('192.0.2.1');
const NOBODYS_IPV6 = parseIpv6('2001:db8::1');

/** Maximum number of MACs counted: any host can answer from any number of them. */
export const MAX_ANSWERERS = 1024;

/** The result of asking. */
export interface Answers {
  /** The one that is first most often in front; at most `MAX_ANSWERERS`. */
  readonly answerers: readonly Answerer[];
  /** Maximum number of hosts behind them. */
  readonly hosts: number;
  /** Whether no two of these hosts may be the same. */
  readonly isCertain: boolean;
  /** Answers not counted, because they came from further MACs. */
  readonly uncounted: number;
  /** Frames dropped by the kernel: an answer may be among them. */
  readonly dropped: number;
}

/**
 * Asks, and counts the answers as they arrive. Closes the link.
 *
 * @throws VipError if a question could not be sent, or the link failed: then the answer is unknown
 * @throws the signal's reason, or an error with it as its cause
 */
export async function askWho(link: AskingLink, options: AskOptions): Promise<Answers> {
  const {ip, sender, rounds = DEFAULTS.askRounds, waitMs = DEFAULTS.askWaitMs, signal} = options;
  const tally = new Tally(ip);
  const {mac} = link;
  const hostInquiry = inquiryInto(options, mac, waitMs);
  const ask = async (over: AbortSignal) => {
    for (let round = 0; round < rounds; round++) {
      for (const asked of round === 0 ? [nobodysOf(ip), ip] : [ip]) {
        link.send(whoQuestion(asked, mac, sender));
      }
      await sleep(waitMs, undefined, {signal: over});
    }
    const macs = tally.answerers().map(answerer => answerer.mac);
    if (macs.length > 1) await hostInquiry?.ask(macs, frame => link.send(frame), over);
  };
  const hear = (frames: readonly CapturedFrame[]) => {
    tally.hear(frames);
    for (const {bytes, own} of frames) if (!own) hostInquiry?.hear(bytes);
  };
  await whileListening(link, hear, ask, signal);
  const answerers = tally.answerers();
  const {of, isCertain} = hostsOf(
    answerers.map(answerer => answerer.mac),
    (one, other) => hostInquiry?.kinship(one, other) ?? 'unknown',
  );
  return {
    answerers: answerers.map(answerer => ({...answerer, host: of.get(answerer.mac) ?? 0})),
    hosts: new Set(of.values()).size,
    isCertain,
    uncounted: tally.uncounted,
    dropped: link.statistics().dropped,
  };
}

/** Undefined without an address of ours that the hosts would answer to. */
function inquiryInto(
  {ip, sender, globalSender}: AskOptions,
  mac: MacAddress,
  waitMs: number,
): HostInquiry | undefined {
  if (isOfIpv6(ip)) return globalSender && new CrossedEchoes({from: globalSender, to: ip, mac, waitMs});
  if (sender === undefined || isOfIpv6(sender)) return undefined;
  return new EchoNumbers({from: sender, to: ip, mac, waitMs});
}

/** What has to be captured for it, in the language of pcap-filter(7). */
export function whoFilter(ip: IpAddress): string {
  return isOfIpv6(ip) ? 'icmp6' : 'arp or icmp';
}

/** State of a MAC that answers. */
interface Count {
  answered: number;
  first: number;
  quickestNs: bigint;
  /** The question that it answered last. */
  round: number;
}

/** Counts answers by MAC. Each belongs to the last question before it, and repeated answers count once. */
class Tally {
  readonly #counts = new Map<MacAddress, Count>();
  readonly #proxies = new Set<MacAddress>();
  #round = 0;
  #askedAt = 0n;
  /** Whether the question has been answered. */
  #isAnswered = false;
  uncounted = 0;

  constructor(readonly ip: IpAddress) {}

  hear(frames: readonly CapturedFrame[]): void {
    for (const {at, bytes, own} of frames) {
      const heard = hear(bytes);
      if (heard === undefined) continue;
      if (own) this.#hearOwn(heard, at);
      else this.#hearAnswer(heard, at);
    }
  }

  answerers(): Omit<Answerer, 'host'>[] {
    const answerers = [...this.#counts].map(([mac, {answered, first, quickestNs}]) => {
      const virtual = virtualMacOf(mac);
      const isProxy = this.#proxies.has(mac);
      return {mac, answered, first, quickestNs, isProxy, ...(virtual === undefined ? {} : {virtual})};
    });
    return answerers.sort((a, b) => b.first - a.first);
  }

  #hearOwn({kind, ip}: Heard, at: bigint): void {
    if (kind !== 'question' || ip !== this.ip) return;
    this.#round++;
    this.#askedAt = at;
    this.#isAnswered = false;
  }

  #hearAnswer({kind, ip, mac}: Heard, at: bigint): void {
    if (kind !== 'answer' || mac === undefined) return;
    if (ip === nobodysOf(this.ip) && this.#proxies.size < MAX_ANSWERERS) this.#proxies.add(mac);
    if (ip !== this.ip || this.#round === 0) return;
    const count = this.#countOf(mac);
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

function nobodysOf(ip: IpAddress): IpAddress {
  return isOfIpv6(ip) ? NOBODYS_IPV6 : NOBODYS_IP;
}
