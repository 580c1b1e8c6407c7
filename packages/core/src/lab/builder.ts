/**
 * Building in a lab: the work of a plan, in as few processes as possible.
 *
 * @module
 */

import {availableParallelism} from 'node:os';
import {VipError} from '@vip/arp';
import {CommandError, type CommandResult, type RunOptions} from '../process.js';
import {batchesCommand, batchesFailure, batchFailure, batchText, groupWorks} from './batches.js';
import {
  addNodes,
  HOST,
  type IpCommand,
  type LabPlan,
  type NodeWork,
  type Stage,
  type Sysctls,
} from './plan.js';

/**
 * Does the work of sysctl(8), which a small system lacks. The arguments look like `net/ipv4/ip_forward=0`. A kernel
 * without IPv6 has no settings for it.
 */
const SET_ALL = `
cd /proc/sys
for one; do
  case $one in net/ipv6/*) [ -d net/ipv6 ] || continue ;; esac
  printf %s "\${one#*=}" >"\${one%%=*}" || exit
done`;

/** Runs a command in a node of the lab, to its end. */
type RunInNode = (node: string, argv: readonly string[], options?: RunOptions) => Promise<CommandResult>;

export class LabBuilder {
  /** @param run throws a CommandError for a command that fails */
  constructor(private readonly run: RunInNode) {}

  async batch(node: string, commands: readonly IpCommand[]): Promise<void> {
    const where = node === HOST ? [] : ['-n', node];
    try {
      await this.run(HOST, ['ip', ...where, '-batch', '-'], {input: `${batchText(commands)}\n`});
    } catch (error) {
      throw error instanceof CommandError ? batchFailure(node, commands, error) : error;
    }
  }

  async addNodes({nodes, defaults}: Pick<LabPlan, 'nodes' | 'defaults'>): Promise<void> {
    await this.batch(HOST, addNodes(nodes));
    // One process for all of them: a process per namespace would add half the time of building the whole lab.
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

  async #work({node, sysctls = {}, commands = []}: NodeWork): Promise<void> {
    await this.#set(node, node, [], sysctls);
    if (commands.length > 0) await this.batch(node, commands);
  }

  async #workTogether(group: readonly NodeWork[]): Promise<void> {
    try {
      await this.run(HOST, batchesCommand(group));
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
    // `ip -all netns exec` exits with 0 even if a command failed.
    if (exitCode === 0 && stderr === '') return;
    const reason = stderr.trim().split('\n').at(-1) ?? '';
    throw new VipError('COMMAND_FAILED', `lab: node ${whose}: kernel settings: ${reason}`);
  }
}
