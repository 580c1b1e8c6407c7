/**
 * A lab: namespaces of our own, and how commands run in them.
 *
 * @module
 */

import {randomBytes} from 'node:crypto';
import {setMaxListeners} from 'node:events';
import {availableParallelism} from 'node:os';
import {VipError} from '@vip/arp';
import {type Listening, listen} from '../host/listening.js';
import {
  CommandError,
  type CommandResult,
  type RunningProcess,
  type RunOptions,
  run,
  start,
} from '../process.js';
import {batchesCommand, batchesFailure, batchFailure, batchText, groupWorks} from './batches.js';
import {type Entrance, enterByHand} from './entrance.js';
import {FirstProcess} from './first-process.js';
import type {LabKind} from './init.js';
import {type LabName, takeLabName} from './lab-name.js';
import {lifeOf} from './link-mark.js';
import {removeLinks} from './parent.js';
import {
  addNodes,
  HOST,
  type IpCommand,
  type LabPlan,
  type NodeWork,
  type Stage,
  type Sysctls,
} from './plan.js';

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
  /** The same for people to type while the lab exists. */
  commandByHand(node: string, argv: readonly string[]): string[];
  /** Runs a command in a node to its end. */
  run(node: string, argv: readonly string[], options?: RunOptions): Promise<CommandResult>;
  /** Starts a process in a node, which ends with the lab at the latest. */
  start(node: string, argv: readonly string[]): RunningProcess;
  /** Runs `ip` commands in a node, in one process. */
  batch(node: string, commands: readonly IpCommand[]): Promise<void>;
  /** Makes the namespaces of a plan: from then on processes can be started in them. */
  addNodes(plan: Pick<LabPlan, 'nodes' | 'defaults'>): Promise<void>;
  /** Builds one stage of a plan whose namespaces are there. */
  build(stage: Stage): Promise<void>;
  /** Takes everything down. Resolves when the last process of the lab has ended. */
  close(): Promise<void>;
}

export interface LabOptions {
  /** The name by which the user's other processes find it; without one, it cannot be found. */
  readonly name?: string | undefined;
  /** Further names, if that one is taken. */
  readonly otherNames?: Iterable<string>;
  /** True if `host` is to be the caller's own network namespace. Requires root. */
  readonly sharedNetwork?: boolean;
  /** If it is aborted, a failure to start is only a consequence of that. */
  readonly signal?: AbortSignal;
}

/**
 * Makes an empty lab.
 *
 * @throws VipError `NOT_POSSIBLE`, `NO_PERMISSION` or `TOOL_MISSING` with the remedy, when the machine cannot
 */
export async function openLab(options: LabOptions = {}): Promise<Lab> {
  const {name, otherNames} = options;
  const labName = name === undefined ? undefined : await takeLabName(name, otherNames);
  try {
    return await makeLab(labName, options);
  } catch (error) {
    labName?.release();
    throw error;
  }
}

async function makeLab(
  name: LabName | undefined,
  {sharedNetwork = false, signal}: LabOptions,
): Promise<NamespaceLab> {
  const id = `vip${randomBytes(5).toString('hex')}`;
  const kind: LabKind = {ownNetwork: !sharedNetwork, ownUser: process.getuid?.() !== 0};
  const life = sharedNetwork ? await listen(lifeOf(id)) : undefined;
  try {
    const first = await FirstProcess.start(kind, id, name?.name ?? '', signal);
    const {pid, entrance} = first;
    name?.publish({id, pid, kind, startedAt: entrance.startedAt});
    return new NamespaceLab(id, first, kind, name, life);
  } catch (error) {
    life?.close();
    throw error;
  }
}

/** Builds all of a plan. */
export async function buildPlan(lab: Lab, plan: LabPlan): Promise<void> {
  await lab.addNodes(plan);
  for (const stage of plan.stages) await lab.build(stage);
}

/**
 * As sysctl(8) does, which a small system has not. Its arguments are `net/ipv4/ip_forward=0`. A kernel without IPv6 has no
 * settings of it.
 */
const SET_ALL = `
cd /proc/sys
for one; do
  case $one in net/ipv6/*) [ -d net/ipv6 ] || continue ;; esac
  printf %s "\${one#*=}" >"\${one%%=*}" || exit
done`;

/** How long that may take. Milliseconds. */
const NODES_GO_MS = 1000;

/** Takes the nodes' names away, and with them what stands in the nodes, though somebody may keep the lab's mounts. */
async function removeNodes({mountWords}: Entrance): Promise<void> {
  await run([...mountWords, 'ip', '-all', 'netns', 'delete'], {timeoutMs: NODES_GO_MS}).catch(() => {});
}

/** The words that put a command into a node, inside the lab. */
function inNode(node: string): string[] {
  return node === HOST ? [] : ['ip', 'netns', 'exec', node];
}

class NamespaceLab implements Lab {
  readonly ended: Promise<void>;
  readonly name: string | undefined;
  readonly pid: number;
  readonly #enter: readonly string[];
  readonly #running = new Set<RunningProcess>();
  /** Aborted when the lab has ended, and everybody in it should have. */
  readonly #over = new AbortController();
  #closed = false;
  #closing: Promise<void> | undefined;

  constructor(
    readonly id: string,
    private readonly first: FirstProcess,
    private readonly kind: LabKind,
    private readonly labName: LabName | undefined,
    /** Says in a network namespace that is not ours that we live. */
    private readonly life: Listening | undefined,
  ) {
    this.name = labName?.name;
    this.pid = first.pid;
    this.#enter = first.entrance.words;
    this.ended = first.ended.then(() => {
      this.#closed = true;
    });
    setMaxListeners(0, this.#over.signal);
  }

  command(node: string, argv: readonly string[]): string[] {
    return [...this.#enter, ...inNode(node), ...argv];
  }

  commandByHand(node: string, argv: readonly string[]): string[] {
    return [...enterByHand(this.kind, this.pid), ...inNode(node), ...argv];
  }

  async run(node: string, argv: readonly string[], options?: RunOptions): Promise<CommandResult> {
    return this.#run(this.command(node, argv), options);
  }

  start(node: string, argv: readonly string[]): RunningProcess {
    this.#checkOpen();
    const running = start(this.command(node, argv));
    this.#running.add(running);
    this.#over.signal.addEventListener('abort', running.abandon);
    const forget = () => {
      this.#running.delete(running);
      this.#over.signal.removeEventListener('abort', running.abandon);
    };
    running.ended.then(forget, forget);
    return running;
  }

  async batch(node: string, commands: readonly IpCommand[]): Promise<void> {
    const where = node === HOST ? [] : ['-n', node];
    try {
      await this.#run([...this.#enter, 'ip', ...where, '-batch', '-'], {input: `${batchText(commands)}\n`});
    } catch (error) {
      throw error instanceof CommandError ? batchFailure(node, commands, error) : error;
    }
  }

  async addNodes({nodes, defaults}: Pick<LabPlan, 'nodes' | 'defaults'>): Promise<void> {
    await this.batch(HOST, addNodes(nodes));
    // One process for all: a namespace each would take half of what the whole lab does.
    await this.#set('all', HOST, ['ip', '-all', 'netns', 'exec'], defaults);
  }

  async build({steps}: Stage): Promise<void> {
    for (const works of steps) {
      const {alone, together} = groupWorks(works, availableParallelism());
      await Promise.all([
        ...alone.map(work => this.#work(work)),
        ...together.map(group => this.#workTogether(group)),
      ]);
    }
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    await this.#closing;
  }

  async #close(): Promise<void> {
    this.#closed = true;
    // nsenter(1) stops when its child is stopped; then it would not hear of its end, and until then the lab is not gone.
    for (const running of this.#running) running.kill('SIGCONT');
    const inOrder = await this.first.end();
    // Hanging processes are not waited for.
    this.#over.abort(new VipError('CLOSED', `lab ${this.id}: already taken down`));
    // What stands in a namespace that outlives the lab, its first process takes away, unless it was killed.
    if (!this.kind.ownNetwork) await this.#takeAway(inOrder);
    this.first.entrance.close();
    this.life?.close();
    this.labName?.release();
  }

  async #takeAway(inOrder: boolean): Promise<void> {
    if (!inOrder) await removeNodes(this.first.entrance);
    await removeLinks(this.id);
  }

  async #run(argv: readonly string[], {signal, ...options}: RunOptions = {}): Promise<CommandResult> {
    this.#checkOpen();
    const over = this.#over.signal;
    return run(argv, {...options, signal: signal === undefined ? over : AbortSignal.any([signal, over])});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #work({node, sysctls = {}, commands = []}: NodeWork): Promise<void> {
    await this.#set(node, node, [], sysctls);
    if (commands.length > 0) await this.batch(node, commands);
  }

  async #workTogether(group: readonly NodeWork[]): Promise<void> {
    try {
      await this.#run([...this.#enter, ...batchesCommand(group)]);
    } catch (error) {
      throw error instanceof CommandError ? batchesFailure(group, error) : error;
    }
  }

  async #set(whose: string, node: string, prefix: readonly string[], sysctls: Sysctls): Promise<void> {
    if (Object.keys(sysctls).length === 0) return;
    const settings = Object.entries(sysctls).map(([path, value]) => `${path}=${value}`);
    const {exitCode, stderr} = await this.run(node, [
      ...prefix,
      'sh',
      '-c',
      SET_ALL,
      'set',
      ...settings,
    ]).catch((error: unknown) => {
      if (error instanceof CommandError) return error.result;
      throw error;
    });
    // `ip -all netns exec` ends with 0 whatever became of the commands.
    if (exitCode === 0 && stderr === '') return;
    const reason = stderr.trim().split('\n').at(-1) ?? '';
    throw new VipError('COMMAND_FAILED', `lab: node ${whose}: kernel settings: ${reason}`);
  }

  #checkOpen(): void {
    if (this.#closed) throw new VipError('CLOSED', `lab ${this.id}: no longer there`);
  }
}
