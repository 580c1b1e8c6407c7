/**
 * Asking who holds an address, and waiting for all answers, not only the first.
 *
 * A host that asks has one cache, which keeps the first answer; two owners of one address therefore go unnoticed until the
 * clients disagree. So the question is put several times and every answer counted. Two MACs need not be two hosts: `hosts.ts`
 * tells them apart where possible.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {type IpAddress, type Ipv6Address, isOfIpv6, type MacAddress} from '@vip/arp';
import type {CapturedFrame, LinkStatistics} from '@vip/arp/link';
import {DEFAULTS} from '../defaults.js';
import {type ListeningLink, whileListening} from '../while-listening.js';
import {CrossedEchoes} from './crossed-echoes.js';
import {EchoNumbers} from './echo-numbers.js';
import {type HostInquiry, hostsOf} from './hosts.js';
import {whoQuestion} from './question.js';
import {type Answerer, Tally, unusedAddress} from './tally.js';

/** The part of a link that is needed; a `FrameLink` is one. */
export interface AskingLink extends ListeningLink {
  readonly mac: MacAddress;
  send(frame: Uint8Array): void;
  statistics(): Pick<LinkStatistics, 'dropped'>;
}

export interface AskOptions {
  readonly ip: IpAddress;
  /** Our own address, of the same family, to which the answers go. Without one, the question is a probe, which a proxy does not answer. */
  readonly sender?: IpAddress | undefined;
  /** For IPv6: a global address of ours on this link, which tells one host with several MACs from several hosts. */
  readonly globalSender?: Ipv6Address | undefined;
  /** How often to ask; 3 times by default. */
  readonly rounds?: number | undefined;
  /** How long to wait for answers after each question. Milliseconds; 300 by default. */
  readonly waitMs?: number | undefined;
  readonly signal?: AbortSignal;
}

/** The result of asking. */
export interface Answers {
  /** The one that most often answers first comes first; at most `MAX_ANSWERERS`. */
  readonly answerers: readonly Answerer[];
  /** Maximum number of hosts behind them. */
  readonly hosts: number;
  /** Whether it is certain that no two of these are the same host. */
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
      for (const asked of round === 0 ? [unusedAddress(ip), ip] : [ip]) {
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

/** Undefined without an address of ours to which the hosts would reply. */
function inquiryInto(
  {ip, sender, globalSender}: AskOptions,
  mac: MacAddress,
  waitMs: number,
): HostInquiry | undefined {
  if (isOfIpv6(ip)) return globalSender && new CrossedEchoes({from: globalSender, to: ip, mac, waitMs});
  if (sender === undefined || isOfIpv6(sender)) return undefined;
  return new EchoNumbers({from: sender, to: ip, mac, waitMs});
}

/** The filter for its capture, as in pcap-filter(7). */
export function whoFilter(ip: IpAddress): string {
  return isOfIpv6(ip) ? 'icmp6' : 'arp or icmp';
}
