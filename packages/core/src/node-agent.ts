/**
 * Our end of an agent: calls as functions, its events into a timeline.
 *
 * @module
 */

import {fileURLToPath} from 'node:url';
import {decodeEvent, type TimelineEvent} from '@vip/analysis';
import {jsonReplacer, jsonReviver} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {AGENT_EVENTS, type AgentCallName, type AgentCalls, type AgentReply} from './agent/protocol.js';
import {shutDebuggerOptions} from './host/debugger.js';
import {afterOwnTime} from './host/own-time.js';
import {withLeastRights} from './host/privileges.js';
import type {Lab} from './lab/lab.js';
import type {Emit} from './observe/emit.js';
import type {RunningProcess} from './process.js';
import type {Agent} from './session/agent.js';

interface Pending {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** The agent's program: relative to this module, compiled or bundled, it is in a sibling folder. */
const PROGRAM = fileURLToPath(new URL('./agent/main.js', import.meta.url));

/** Node reads all of these when it starts, which takes 31 ms of a processor, and an agent never uses TLS. */
const WITHOUT_CERTIFICATES = {NODE_EXTRA_CA_CERTS: undefined};

/** A call takes milliseconds, or seconds on a very busy machine; earlier events have to be read first. */
const ANSWER_MS = 120_000;

export class NodeAgent implements Agent {
  readonly #pending = new Map<number, Pending>();
  readonly #process: RunningProcess;
  #calls = 0;
  #finished = false;
  #silent: VipError | undefined;
  #ended: VipError | undefined;

  readonly ended: Promise<VipError | undefined>;

  constructor(
    lab: Lab,
    readonly node: string,
    emit: Emit,
  ) {
    const words = [process.execPath, ...shutDebuggerOptions(), PROGRAM, node];
    this.#process = lab.start(node, withLeastRights(words), {env: WITHOUT_CERTIFICATES});
    const reading = this.#read(emit);
    this.ended = this.#untilEnded(reading);
  }

  call<N extends AgentCallName>(name: N, args: AgentCalls[N]['args']): Promise<AgentCalls[N]['answer']> {
    const call = ++this.#calls;
    const answer = new Promise<unknown>((resolve, reject) => {
      if (this.#ended !== undefined) reject(this.#ended);
      else this.#pending.set(call, {resolve, reject});
    });
    this.#process.writeLine(JSON.stringify({call, name, args}, jsonReplacer));
    const isAnswered = afterOwnTime(ANSWER_MS, () => this.#giveUp(name));
    return answer.finally(isAnswered) as Promise<AgentCalls[N]['answer']>;
  }

  #giveUp(name: AgentCallName): void {
    this.#silent ??= new VipError(
      'NOT_POSSIBLE',
      `node ${this.node}: expected its observer to answer within ${ANSWER_MS / 1000} s, got nothing (${name})`,
    );
    this.#process.abandon();
  }

  async finish(): Promise<void> {
    this.#finished = true;
    await this.call('finish', null);
    this.#process.endInput();
    await this.ended;
  }

  /** Resolves with the reason why it ended, and never rejects; all pending calls are rejected. */
  async #untilEnded(reading: Promise<void>): Promise<VipError | undefined> {
    const unreadable = await reading.then(
      () => undefined,
      (error: unknown) => {
        this.#process.endInput();
        return asVipError(error);
      },
    );
    const {stderr, exitCode, signal} = await this.#process.ended;
    const how = signal === null ? `exit ${exitCode}` : `killed by ${signal}`;
    const said = stderr.trim().split('\n').at(-1) ?? '';
    const failure = new VipError(
      'NOT_POSSIBLE',
      `node ${this.node}: its observer ended unexpectedly (${said === '' ? how : said})`,
    );
    this.#ended = unreadable ?? this.#silent ?? failure;
    for (const {reject} of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
    return this.#finished ? undefined : this.#ended;
  }

  async #read(emit: Emit): Promise<void> {
    let cut: SyntaxError | undefined;
    for await (const line of this.#process.lines) {
      if (cut !== undefined) throw cut;
      const message = parseLine(line);
      // The last line of a killed agent may be truncated; any earlier bad line is a bug.
      if (message instanceof SyntaxError) cut = message;
      else if ('reply' in message) this.#settle(message);
      else emit(this.#ofItsOwn(message));
    }
  }

  /**
   * An agent decodes untrusted data, with fewer rights than we have. Even if it is taken over, it can report about nothing
   * but its own node: node names become file names, and only we report what we did ourselves.
   */
  #ofItsOwn(event: TimelineEvent): TimelineEvent {
    if (event.node === this.node && AGENT_EVENTS.has(event.kind)) return event;
    const {node, kind} = event;
    throw new VipError(
      'NOT_POSSIBLE',
      `node ${this.node}: expected its observer to report what it saw there, got ${JSON.stringify({node, kind})}`,
    );
  }

  #settle(reply: AgentReply): void {
    const pending = this.#pending.get(reply.reply);
    this.#pending.delete(reply.reply);
    if ('failure' in reply) pending?.reject(new VipError(reply.failure.code, reply.failure.message));
    else pending?.resolve(reply.answer);
  }
}

function parseLine(line: string): AgentReply | TimelineEvent | SyntaxError {
  try {
    return line.startsWith('{"reply":') ? (JSON.parse(line, jsonReviver) as AgentReply) : decodeEvent(line);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

function asVipError(error: unknown): VipError {
  if (error instanceof VipError) return error;
  return new VipError('NOT_POSSIBLE', `agent: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });
}
