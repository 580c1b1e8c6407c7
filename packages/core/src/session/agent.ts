/**
 * The observer of a node in a run: a process of ours inside it, or programs on an existing machine.
 *
 * @module
 */

import type {VipError} from '@vip/arp';
import type {AgentCallName, AgentCalls} from '../agent/protocol.js';
import type {Emit} from '../observe/emit.js';

export interface Agent {
  readonly node: string;
  /** @throws VipError with the reason */
  call<N extends AgentCallName>(name: N, args: AgentCalls[N]['args']): Promise<AgentCalls[N]['answer']>;
  /** Stops it; every event it saw has arrived when this resolves. */
  finish(): Promise<void>;
  /** Settles when it has ended; with the reason if we did not end it. */
  readonly ended: Promise<VipError | undefined>;
}

/** Starts the agent of a node. */
export type StartAgent = (node: string, emit: Emit) => Agent;
