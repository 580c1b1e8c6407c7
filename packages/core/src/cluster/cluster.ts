/**
 * An existing cluster: its machines, connected and examined.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {VipError} from '@vip/arp';
import type {Emit} from '../observe/emit.js';
import type {Agent} from '../session/agent.js';
import type {SessionPlace} from '../session/supervision.js';
import {Machine, type MachinePlan} from './machine.js';
import {checkNeeds, type Examined} from './needs.js';
import {RemoteAgent} from './remote-agent.js';
import type {ReachOptions} from './transports/transport.js';

export interface ClusterPlan extends ReachOptions {
  /** The machines between which the addresses move come first. */
  readonly machines: readonly MachinePlan[];
  readonly vips: readonly IpAddress[];
}

export class ClusterPlace implements SessionPlace, AsyncDisposable {
  /** Never resolves: a cluster ends with its connections, each of which reports its own end. */
  readonly ended: Promise<void> = new Promise(() => {});
  #mayBeLost = false;

  private constructor(
    readonly machines: readonly Machine[],
    readonly vips: readonly IpAddress[],
  ) {}

  /**
   * Connects to all machines at once and examines them. Nothing is changed there.
   *
   * @throws VipError that names the machine; no connection is left then
   */
  static async open({machines, vips, sshConfig}: ClusterPlan, signal: AbortSignal): Promise<ClusterPlace> {
    signal.throwIfAborted();
    const cluster = new ClusterPlace(
      machines.map(plan => new Machine(plan, {sshConfig})),
      vips,
    );
    const interrupted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), {once: true});
    });
    interrupted.catch(() => {});
    try {
      await Promise.race([cluster.#connect(), interrupted]);
      return cluster;
    } catch (error) {
      await cluster.disconnect();
      throw error;
    }
  }

  get holders(): readonly Machine[] {
    return this.machines.filter(({plan}) => plan.role === 'holder');
  }

  get observers(): readonly Machine[] {
    return this.machines.filter(({plan}) => plan.role === 'observer');
  }

  get examined(): readonly Examined[] {
    return this.machines.map(({node, iface, facts, plan, agent}) => ({
      ...{node, iface, facts, role: plan.role, hasAgent: agent !== undefined},
    }));
  }

  /** Examines every machine again. @throws VipError */
  async survey(): Promise<void> {
    await Promise.all(this.machines.map(machine => machine.survey(this.vips)));
  }

  /** From now on, machines between which the addresses move may be lost from sight: that can be the effect of the fault. */
  allowLoss(): void {
    this.#mayBeLost = true;
  }

  /** Reconnects machines that were lost. @throws VipError if one cannot be reached */
  async rejoin(): Promise<void> {
    this.#mayBeLost = false;
    await Promise.all(this.machines.map(machine => machine.reopen(this.vips)));
  }

  /** @throws VipError `CLOSED` when there is none of that name */
  machineNamed(name: string): Machine {
    const machine = this.machines.find(({node}) => node === name);
    if (machine === undefined) throw new VipError('CLOSED', `node ${name}: not a machine of the cluster`);
    return machine;
  }

  /** The observer of a machine in a run. */
  readonly startAgent = (node: string, emit: Emit): Agent => {
    const machine = this.machineNamed(node);
    const nextHops = [...machine.facts.gateways.values()];
    const agent = new RemoteAgent(
      {
        machine,
        ips: [...this.vips, ...nextHops],
        numberStream: () => ++this.#streams,
        mayBeLost: () => this.#mayBeLost && machine.plan.role === 'holder',
      },
      emit,
    );
    this.#agents.add(agent);
    return agent;
  };

  readonly #agents = new Set<RemoteAgent>();
  #streams = 0;

  /** Ends what a run started there; the connections remain for the next one. */
  async close(): Promise<void> {
    const agents = [...this.#agents];
    this.#agents.clear();
    this.#streams = 0;
    await Promise.all(agents.map(agent => agent.abandon()));
  }

  /** Ends everything. */
  async disconnect(): Promise<void> {
    await this.close();
    await Promise.all(this.machines.map(machine => machine.close()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disconnect();
  }

  async #connect(): Promise<void> {
    await Promise.all(this.machines.map(machine => machine.open(this.vips)));
    checkNeeds(this.examined);
    await Promise.all(this.machines.map(({clock}) => clock.begin()));
  }
}
