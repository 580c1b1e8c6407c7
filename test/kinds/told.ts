/**
 * What `vip explain` says about a capture, in the same terms as the truth. This is the only file that knows
 * its output.
 */

import {
  createCollector,
  type DarkStretch,
  exitCodeOf,
  formatExplanation,
  judge,
} from '@vip/analysis/internal';
import type {IpAddress, MacAddress} from '@vip/arp';
import type {Made} from './kind.js';

export interface ToldAddress {
  readonly ip: IpAddress;
  /** The VLAN; empty for untagged frames. */
  readonly vlan: string;
  readonly iface: string;
  readonly verdict: string;
  readonly changes: number;
  /** The owners in turn, each with the frame that first showed it. */
  readonly owners?: readonly {readonly mac?: MacAddress | undefined; readonly fromFrame: number}[];
  readonly outages?: readonly ToldOutage[];
  /** The outages of services that were dark while others were served. */
  readonly services?: readonly (ToldOutage & {readonly service: string})[];
  /** The outages of what was sent through it. */
  readonly through?: readonly {
    readonly ip: IpAddress;
    readonly to: IpAddress;
    readonly outages: readonly ToldOutage[];
  }[];
  readonly notes?: readonly string[];
  /** The stretches without questions. */
  readonly unasked?: readonly {readonly fromFrame: number; readonly toFrame: number}[];
}

export interface ToldOutage {
  /** The client that asked; absent for an outage of the address. */
  readonly client?: IpAddress;
  readonly lastAnswered?: number;
  readonly firstUnanswered: number;
  readonly lastUnanswered: number;
  readonly firstAnswered?: number;
  readonly questions: number;
}

export interface Told {
  readonly exit: number;
  readonly addresses: readonly ToldAddress[];
  /** Addresses that are reported together. */
  readonly groups?: readonly (readonly IpAddress[])[];
  /** The lines at the top, to paste into a ticket. */
  readonly answers?: readonly string[];
  /** The whole text, as one line. */
  readonly text: string;
}

export function told({frames, ask, keys}: Pick<Made, 'frames' | 'ask' | 'keys'>): Told {
  const collector = createCollector({ips: ask, keys});
  collector.take(frames.map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame})));
  const capture = collector.facts();
  const explanations = judge(capture);
  const lines = formatExplanation('capture', capture, explanations);
  return {
    exit: exitCodeOf(explanations.map(({finding}) => finding)),
    answers: lines.slice(0, lines.indexOf('')),
    text: lines.join('\n').replace(/\s+/g, ' '),
    addresses: explanations.map(({address, first, handovers, finding, notes, services}) => ({
      ...{ip: address.ip, vlan: address.vlans, iface: address.iface},
      ...{verdict: finding.code, changes: handovers.length},
      owners: [
        ...(first === undefined ? [] : [{mac: first.mac, fromFrame: first.frame}]),
        ...handovers.map(({handover}) => ({mac: handover.to, fromFrame: handover.frame})),
      ],
      outages: [
        ...address.dark.map(toldOutage),
        ...address.senders.flatMap(({ip, dark}) => dark.map(one => ({client: ip, ...toldOutage(one)}))),
      ],
      services: services
        .flatMap(({outage}) => outage.gaps)
        .map(({service: {protocol, port}, dark, missed, isLone}) => ({
          service: protocol === 'echo' ? 'ping' : `${protocol} ${port}`,
          ...toldOutage(dark),
          ...(isLone && missed[0] !== undefined ? {client: missed[0].sender.ip} : {}),
        })),
      through: (address.through ?? []).map(({ip, to, dark}) => ({ip, to, outages: dark.map(toldOutage)})),
      notes: notes.map(({code}) => code),
    })),
  };
}

function toldOutage({
  lastAsked,
  firstUnanswered,
  lastUnanswered,
  nextAsked,
  questions,
}: DarkStretch): ToldOutage {
  return {
    ...(lastAsked === undefined ? {} : {lastAnswered: lastAsked.frame}),
    firstUnanswered: firstUnanswered.frame,
    lastUnanswered: lastUnanswered.frame,
    ...(nextAsked === undefined ? {} : {firstAnswered: nextAsked.frame}),
    questions,
  };
}
