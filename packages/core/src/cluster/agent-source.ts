/**
 * Probes by the agent of an installed vip, sent at fixed times: nothing else probes as often, or keeps its rate while nothing is answered.
 * As with ping, they only ask.
 *
 * @module
 */

import {jsonReplacer, jsonReviver, readEvent} from '@vip/analysis/internal';
import {type IpAddress, parseIp, VipError} from '@vip/arp';
import type {AgentReply, AgentRequest} from '../agent/protocol.js';
import {Channel} from './channel.js';
import {NAP_S} from './guard.js';
import {dataLengthOf} from './probe-reader.js';
import {isTold, type Source, type SourceOptions, untilBegun} from './source.js';

/** The name of a machine's agent in its own output. */
const NODE = 'machine';

/** The identifier of the first stream. */
const FIRST_IDENTIFIER = 0x7669;

const LOOPBACK = parseIp('127.0.0.1');

/** The agent lives as long as its input. */
const SCRIPT = `
ask() { { printf '%s\\n' "$2"; while sleep ${NAP_S}; do :; done; } | exec node "$1" ${NODE}; }
run ask "$@"
`;

export interface AgentProbesOptions extends SourceOptions {
  /** The program. */
  readonly agent: string;
  readonly iface: string;
  readonly target: IpAddress;
  /** Milliseconds. */
  readonly intervalMs: number;
  /** Its number among all streams under way, from 1. */
  readonly number: number;
  /** As many as there is time for if absent. */
  readonly count?: number | undefined;
  /** Called when one could not be sent or delivered; the time is by the clock there. */
  readonly refused: (at: bigint, refusal: {sequence: number; from: string; reason: string}) => void;
}

/** Resolves when it is probing. @throws VipError with the machine's name */
export async function openAgentProbes(options: AgentProbesOptions): Promise<Source> {
  const {node, reach, signal, agent, iface, target, intervalMs, number, count, refused} = options;
  const of = {dataLength: dataLengthOf(number), identifier: FIRST_IDENTIFIER + number};
  const args = {stream: 'asked', target, intervalMs, iface, count, refusalsOnly: true, ...of};
  const request: AgentRequest = {call: 1, name: 'probe', args};
  const body = {script: SCRIPT, args: [agent, JSON.stringify(request, jsonReplacer)]};
  const channel = await Channel.open({node, reach, signal, what: 'the agent of vip', body});
  let accept = () => {};
  const begun = new Promise<void>(resolve => {
    accept = resolve;
  });
  const reading = (async () => {
    for await (const line of channel.lines()) {
      const reply = replyIn(line);
      if (reply !== undefined) {
        if ('failure' in reply) throw problem(node, reply.failure.message);
        accept();
        continue;
      }
      const event = eventIn(line);
      if (event?.kind === 'probe-refused') refused(event.at, event);
    }
  })();
  await untilBegun(channel, begun, reading);
  return {
    ...isTold(channel),
    async stop() {
      await channel.end();
      await reading.catch(() => {});
    },
  };
}

/** Whether an agent can run there. */
export async function doesAsk(place: SourceOptions & {readonly agent: string}): Promise<boolean> {
  try {
    const source = await openAgentProbes({
      ...place,
      ...{iface: 'lo', target: LOOPBACK, intervalMs: 1, number: 1, count: 1, refused: () => {}},
    });
    await source.stop();
    return true;
  } catch (error) {
    if (error instanceof VipError) return false;
    throw error;
  }
}

/** The output of a machine is untrusted. */
function replyIn(line: string): AgentReply | undefined {
  if (!line.startsWith('{"reply"')) return undefined;
  try {
    return JSON.parse(line, jsonReviver) as AgentReply;
  } catch {
    return undefined;
  }
}

function eventIn(line: string) {
  try {
    return readEvent(line);
  } catch {
    return undefined;
  }
}

function problem(node: string, what: string): VipError {
  return new VipError('NOT_POSSIBLE', `${node}: the agent of vip: ${what}`);
}
