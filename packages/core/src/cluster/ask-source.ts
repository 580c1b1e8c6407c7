/**
 * Pings from a machine to a virtual IP. They only ask; questions and answers are read from the capture beside them.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {openAgentProbes} from './agent-source.js';
import {Channel} from './channel.js';
import type {Machine} from './machine.js';
import {dataLengthOf} from './probe-reader.js';
import {isTold, type Source, type SourceOptions} from './source.js';

/** A program with which a machine can ping. */
export type PingProgram = 'vip' | 'ping' | 'fping';

/** The program with which a machine pings. */
export function askerOf({facts, agent}: Pick<Machine, 'facts' | 'agent'>): PingProgram {
  if (agent !== undefined) return 'vip';
  return facts.tools.has('ping') ? 'ping' : 'fping';
}

/** Only the kernel reports refusals: a request to an address that does not resolve is never on the wire. */
const SCRIPTS: Readonly<Record<Exclude<PingProgram, 'vip'>, string>> = {
  ping: `
run ping -n $6 -I "$1" -i "$2" -s "$5" "$4"
`,
  fping: `
run fping -l -B 1 -r 0 -I "$1" -p "$3" -b "$5" "$4"
`,
};

export interface AskSourceOptions extends SourceOptions {
  readonly iface: string;
  readonly vip: IpAddress;
  /** Milliseconds. */
  readonly intervalMs: number;
  readonly asker: PingProgram;
  /** Its number among all streams under way, from 1. */
  readonly number: number;
  /** The agent's program, if vip asks. */
  readonly agent: string | undefined;
  /** Whether its ping can print times, as iputils' can (-D). */
  readonly dates: boolean;
  /** Called when an address could not be asked, with the time there and the number of the request. */
  readonly refused: (at: bigint, refusal: ProbeRefusal) => void;
}

export interface ProbeRefusal {
  readonly sequence: number;
  /** The address that reported it. */
  readonly from: string;
  readonly reason: string;
}

const REFUSED = /^\[(\d{1,11})\.(\d{6})\] From (\S+) icmp_seq=(\d{1,9}) (Destination [A-Za-z :]{1,60})$/;

/** @throws VipError if it does not even begin */
export async function openAsker(options: AskSourceOptions): Promise<Source> {
  const {node, reach, signal, iface, vip, intervalMs, number, asker, agent, dates, refused} = options;
  if (asker === 'vip' && agent !== undefined)
    return openAgentProbes({node, reach, signal, agent, iface, target: vip, intervalMs, number, refused});
  const args = [
    iface,
    String(intervalMs / 1000),
    String(intervalMs),
    vip,
    String(dataLengthOf(number)),
    dates ? '-D' : '',
  ];
  const channel = await Channel.open({
    node,
    reach,
    signal,
    what: asker,
    body: {script: SCRIPTS[asker === 'fping' ? 'fping' : 'ping'], args},
  });
  const source = isTold(channel);
  const reading = (async () => {
    for await (const line of channel.lines()) {
      const [, seconds, micros, from, sequence, reason] = REFUSED.exec(line) ?? [];
      if (seconds === undefined || micros === undefined || from === undefined || reason === undefined)
        continue;
      const at = BigInt(seconds) * 1_000_000_000n + BigInt(micros) * 1000n;
      refused(at, {sequence: Number(sequence), from, reason});
    }
  })();
  reading.catch(() => {});
  return {
    ended: source.ended,
    async stop() {
      await channel.end();
      await reading.catch(() => {});
    },
  };
}
