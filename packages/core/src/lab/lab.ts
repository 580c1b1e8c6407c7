/**
 * A lab: namespaces of our own, and how commands run in them.
 *
 * @module
 */

import type {ProcessAttributes} from '../host/process-attributes.js';
import type {CommandResult, RunningProcess, RunOptions} from '../process.js';
import type {Confinement} from './confinement.js';
import type {IpCommand, LabPlan, Stage} from './plan.js';

/** A lab that is open: commands run in its nodes, and all of it is gone when it is closed, or its process ends. */
export interface Lab extends AsyncDisposable {
  /** Unique on this machine; our interfaces in a foreign namespace carry it in their alias. */
  readonly id: string;
  /** The name by which the user's other processes find it. */
  readonly name?: string | undefined;
  /** The lab's first process, as the caller's processes see it. */
  readonly pid: number;
  /** Settles when the lab is gone, however it ended. */
  readonly ended: Promise<void>;
  /** The complete command that runs `argv` in a node, from outside the lab. It is valid as long as this process lives. */
  command(node: string, argv: readonly string[]): string[];
  /** The same, for people to type while the lab exists. */
  commandByHand(node: string, argv: readonly string[]): string[];
  /** Runs a command in a node to its end. */
  run(node: string, argv: readonly string[], options?: RunOptions): Promise<CommandResult>;
  /** Starts a process in a node. It ends with the lab, if not earlier. */
  start(node: string, argv: readonly string[], attributes?: ProcessAttributes): RunningProcess;
  /** Runs `ip` commands in a node, in one process. */
  batch(node: string, commands: readonly IpCommand[]): Promise<void>;
  /** Makes the namespaces of a plan: from then on processes can be started in them. */
  addNodes(plan: Pick<LabPlan, 'nodes' | 'defaults'>): Promise<void>;
  /** Builds one stage of a plan whose namespaces are there. */
  build(stage: Stage): Promise<void>;
  /** Takes everything down. Resolves when the last process of the lab has ended. */
  close(): Promise<void>;
}

/** How a lab is opened. */
export interface LabOptions {
  /** The name by which the user's other processes find it; without one, it cannot be found. */
  readonly name?: string | undefined;
  /** Further names, if that one is taken. */
  readonly otherNames?: Iterable<string>;
  /** What surrounds it, if strangers' programs are to run in it. Needs an ordinary user. */
  readonly confinement?: Confinement | undefined;
  /** Whether `host` is the caller's own network namespace. Requires root. */
  readonly sharedNetwork?: boolean;
  /** Ends the opening; a failure to start is then only a consequence. */
  readonly signal?: AbortSignal;
}

/** Builds a whole plan. */
export async function buildPlan(lab: Lab, plan: LabPlan): Promise<void> {
  await lab.addNodes(plan);
  for (const stage of plan.stages) await lab.build(stage);
}
