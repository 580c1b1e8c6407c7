/**
 * Opening a lab: its first process makes the namespaces, commands enter them, and closing takes everything down.
 *
 * @module
 */

import {randomBytes} from 'node:crypto';
import {setMaxListeners} from 'node:events';
import {VipError} from '@vip/arp';
import {type Listening, listen} from '../host/listening.js';
import type {ProcessAttributes} from '../host/process-attributes.js';
import {type CommandResult, type RunningProcess, type RunOptions, run, startProcess} from '../process.js';
import {LabBuilder} from './builder.js';
import {type Entrance, enterByHand} from './entrance.js';
import {FirstProcess} from './first-process.js';
import type {LabKind} from './init.js';
import type {Lab, LabOptions} from './lab.js';
import {type LabName, takeLabName} from './lab-name.js';
import {lifeOf} from './link-mark.js';
import {removeLinks} from './parent.js';
import {HOST, type IpCommand, type LabPlan, type Stage} from './plan.js';

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
  {sharedNetwork = false, confinement, signal}: LabOptions,
): Promise<NamespaceLab> {
  const id = `vip${randomBytes(5).toString('hex')}`;
  const kind: LabKind = {
    ownNetwork: !sharedNetwork,
    ownUser: process.getuid?.() !== 0 || confinement !== undefined,
    confinement,
  };
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

/** Time limit for deleting the nodes, in milliseconds. */
const NODES_GO_MS = 1000;

/** Deletes the nodes by name, and with them their interfaces, even if another process keeps the lab's mounts alive. */
async function removeNodes({mountWords}: Entrance): Promise<void> {
  await run([...mountWords, 'ip', '-all', 'netns', 'delete'], {timeoutMs: NODES_GO_MS}).catch(() => {});
}

/** The words that run a command in a node, from inside the lab. */
function inNode(node: string): string[] {
  return node === HOST ? [] : ['ip', 'netns', 'exec', node];
}

class NamespaceLab implements Lab {
  readonly ended: Promise<void>;
  readonly name: string | undefined;
  readonly pid: number;
  readonly #enter: readonly string[];
  readonly #running = new Set<RunningProcess>();
  /** Aborted when the lab has ended, as every process in it should have. */
  readonly #over = new AbortController();
  readonly #builder = new LabBuilder((node, argv, options) => this.run(node, argv, options));
  #closed = false;
  #closing: Promise<void> | undefined;

  constructor(
    readonly id: string,
    private readonly first: FirstProcess,
    private readonly kind: LabKind,
    private readonly labName: LabName | undefined,
    /** Shows in a network namespace that is not ours that this run is alive. */
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

  async run(
    node: string,
    argv: readonly string[],
    {signal, ...options}: RunOptions = {},
  ): Promise<CommandResult> {
    this.#checkOpen();
    const over = this.#over.signal;
    const either = signal === undefined ? over : AbortSignal.any([signal, over]);
    return run(this.command(node, argv), {...options, signal: either});
  }

  start(node: string, argv: readonly string[], attributes: ProcessAttributes = {}): RunningProcess {
    this.#checkOpen();
    const running = startProcess(this.command(node, argv), attributes);
    this.#running.add(running);
    this.#over.signal.addEventListener('abort', running.abandon);
    const forget = () => {
      this.#running.delete(running);
      this.#over.signal.removeEventListener('abort', running.abandon);
    };
    running.ended.then(forget, forget);
    return running;
  }

  batch(node: string, commands: readonly IpCommand[]): Promise<void> {
    return this.#builder.batch(node, commands);
  }

  addNodes(plan: Pick<LabPlan, 'nodes' | 'defaults'>): Promise<void> {
    return this.#builder.addNodes(plan);
  }

  build(stage: Stage): Promise<void> {
    return this.#builder.build(stage);
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    await this.#closing;
  }

  async #close(): Promise<void> {
    this.#closed = true;
    // nsenter(1) stops when its child is stopped; it would then not notice that the child has ended, and the lab would remain.
    for (const running of this.#running) running.kill('SIGCONT');
    const inOrder = await this.first.end();
    // Hung processes are not waited for.
    this.#over.abort(new VipError('CLOSED', `lab ${this.id}: already taken down`));
    // The first process removes the interfaces in a namespace that outlives the lab, unless it was killed.
    if (!this.kind.ownNetwork) await this.#removeInterfaces(inOrder);
    this.first.entrance.close();
    this.life?.close();
    this.labName?.release();
  }

  async #removeInterfaces(inOrder: boolean): Promise<void> {
    if (!inOrder) await removeNodes(this.first.entrance);
    await removeLinks(this.id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #checkOpen(): void {
    if (this.#closed) throw new VipError('CLOSED', `lab ${this.id}: no longer there`);
  }
}
