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
import type {CapturedFrame} from '@vip/arp/link';
import {DEFAULTS} from './defaults.js';

/** What is needed of a link; `FrameLink` has it. */
export interface AskingLink {
  readonly mac: MacAddress;
  send(frame: Uint8Array): void;
  frames(): AsyncIterable<CapturedFrame>;
  close(): Promise<void>;
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

/** Who answers for the address, the one that is first most often in front. Closes the link. */
export async function askWho(link: AskingLink, options: AskOptions): Promise<Answerer[]> {
  const {rounds: times = DEFAULTS.askRounds, waitMs = DEFAULTS.askWaitMs} = options;
  const heard: {at: bigint; packet: ArpPacket; own: boolean}[] = [];
  const listening = (async () => {
    for await (const {at, bytes, own} of link.frames()) {
      const {packet} = readFrame(bytes);
      if (packet !== undefined) heard.push({at, packet, own});
    }
  })();
  try {
    for (let round = 0; round < times; round++) {
      for (const ip of round === 0 ? [NOBODYS_IP, options.ip] : [options.ip]) {
        link.send(broadcastFrame(question(ip, link.mac, options.sender)));
      }
      await sleep(waitMs, undefined, {signal: options.signal});
    }
  } finally {
    await link.close();
  }
  await listening;
  const questions = heard.filter(({own, packet}) => own && packet.targetIp === options.ip).map(({at}) => at);
  const answers = heard.filter(({own, packet}) => !own && packet.operation === 'reply');
  const proxies = new Set(
    answers.filter(({packet}) => packet.senderIp === NOBODYS_IP).map(({packet}) => packet.senderMac),
  );
  const given = answers
    .filter(({packet}) => packet.senderIp === options.ip)
    .map(({at, packet}) => ({at, mac: packet.senderMac}));
  return countAnswers(questions, given, proxies);
}

interface Given {
  readonly at: bigint;
  readonly mac: MacAddress;
}

/** Each answer belongs to the last question before it. */
function countAnswers(
  questions: readonly bigint[],
  answers: readonly Given[],
  proxies: ReadonlySet<MacAddress>,
): Answerer[] {
  const macs = [...new Set(answers.map(({mac}) => mac))];
  const rounds = questions.map((asked, index) => {
    const until = questions[index + 1];
    return {asked, answers: answers.filter(({at}) => at >= asked && (until === undefined || at < until))};
  });
  const answerers = macs.map((mac): Answerer => {
    const own = rounds.flatMap(round => {
      const answer = round.answers.find(given => given.mac === mac);
      return answer === undefined
        ? []
        : [{waitedNs: answer.at - round.asked, isFirst: round.answers[0] === answer}];
    });
    const vrid = virtualRouterId(mac);
    return {
      mac,
      answered: own.length,
      first: own.filter(({isFirst}) => isFirst).length,
      quickestNs: shortest(own.map(({waitedNs}) => waitedNs)),
      isProxy: proxies.has(mac),
      ...(vrid === undefined ? {} : {vrid}),
    };
  });
  return answerers.sort((a, b) => b.first - a.first);
}

/** `Math.min` does not take these numbers. */
function shortest(times: readonly bigint[]): bigint {
  return [...times].sort((a, b) => Number(a - b))[0] ?? 0n;
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
