/**
 * Our end of an agent: calls as functions, its events into a timeline.
 *
 * @module
 */

import {fileURLToPath} from 'node:url';
import {VipError} from '@vip/arp';
import type {AgentCallName, AgentCalls, AgentReply} from './agent/protocol.js';
import {decodeEvent, reviveTimes} from './events.js';
import type {Lab} from './lab/lab.js';
import type {Emit} from './observe/emit.js';
import type {RunningProcess} from './process.js';

interface Pending {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** The agent's program: where this module stands, compiled or bundled, it stands in the folder beside. */
const PROGRAM = fileURLToPath(new URL('./agent/main.js', import.meta.url));

export class NodeAgent {
  readonly #pending = new Map<number, Pending>();
  readonly #process: RunningProcess;
  #calls = 0;
  #finished = false;

  /** Settles when the agent has ended; with the reason when that was not our doing. */
  readonly ended: Promise<VipError | undefined>;

  constructor(
    lab: Lab,
    readonly node: string,
    emit: Emit,
  ) {
    this.#process = lab.start(node, [process.execPath, PROGRAM, node]);
    const reading = this.#read(emit);
    this.ended = Promise.all([this.#process.ended, reading]).then(([{stderr, exitCode, signal}]) => {
      const how = signal === null ? `exit ${exitCode}` : `killed by ${signal}`;
      const failure = new VipError(
        'NOT_POSSIBLE',
        `node ${node}: its observer ended by itself (${how})${stderr === '' ? '' : `: ${lastLine(stderr)}`}`,
      );
      for (const {reject} of this.#pending.values()) reject(failure);
      this.#pending.clear();
      return this.#finished ? undefined : failure;
    });
  }

  /** @throws VipError with the agent's own code and message */
  call<N extends AgentCallName>(name: N, args: AgentCalls[N]['args']): Promise<AgentCalls[N]['answer']> {
    const call = ++this.#calls;
    const answer = new Promise<unknown>((resolve, reject) => this.#pending.set(call, {resolve, reject}));
    this.#process.writeLine(JSON.stringify({call, name, args}));
    return answer as Promise<AgentCalls[N]['answer']>;
  }

  /** Stops the agent; every event it saw has arrived when this comes back. */
  async finish(): Promise<void> {
    this.#finished = true;
    await this.call('finish', null);
    this.#process.endInput();
    await this.ended;
  }

  async #read(emit: Emit): Promise<void> {
    for await (const line of this.#process.lines) {
      if (line.startsWith('{"reply":')) this.#settle(JSON.parse(line, reviveTimes) as AgentReply);
      else emit(decodeEvent(line));
    }
  }

  #settle(reply: AgentReply): void {
    const pending = this.#pending.get(reply.reply);
    this.#pending.delete(reply.reply);
    if ('failure' in reply) pending?.reject(new VipError(reply.failure.code, reply.failure.message));
    else pending?.resolve(reply.answer);
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
