/**
 * A machine of a cluster, and the connection to it.
 *
 * @module
 */

import {type IpAddress, VipError} from '@vip/arp';
import {vipVersion} from '../version.js';
import {doesAsk} from './agent-source.js';
import {Channel} from './channel.js';
import {RemoteClock} from './remote-clock.js';
import {surveyMachine} from './survey.js';
import type {MachineFacts} from './survey-text.js';
import {reachTarget, type Target} from './target.js';
import type {Reach, ReachOptions} from './transports/transport.js';

export type MachineRole = 'holder' | 'observer';

export interface MachinePlan {
  readonly target: Target;
  readonly role: MachineRole;
}

export class Machine {
  readonly #reach: Reach;
  #over = new AbortController();
  #opening: Promise<void> | undefined;
  #channel: Channel | undefined;
  #clock: RemoteClock | undefined;
  #facts: MachineFacts | undefined;
  #agent: string | undefined;

  constructor(
    readonly plan: MachinePlan,
    options: ReachOptions,
  ) {
    this.#reach = reachTarget(plan.target, options);
  }

  get node(): string {
    return this.plan.target.name;
  }

  get iface(): string {
    return this.plan.target.iface;
  }

  get reach(): Reach {
    return this.#reach;
  }

  /** Its own report when it was last examined. */
  get facts(): MachineFacts {
    return this.#facts as MachineFacts;
  }

  /** The agent of an installed vip of our version that can run there: it probes in place of ping. */
  get agent(): string | undefined {
    return this.#agent;
  }

  get clock(): RemoteClock {
    return this.#clock as RemoteClock;
  }

  /** Resolves when the connection has ended; with the reason when we did not end it. Of one that is open. */
  get ended(): Promise<VipError | undefined> {
    return (this.#channel as Channel).ended;
  }

  /** Connects, and examines it. @throws VipError with its name */
  async open(vips: readonly IpAddress[]): Promise<void> {
    this.#over = new AbortController();
    this.#opening = this.#open(vips);
    await this.#opening;
  }

  async #open(vips: readonly IpAddress[]): Promise<void> {
    const {node} = this;
    // This is the first channel. The others may share its connection, which lasts as long as it does.
    this.#channel = await Channel.open({
      node,
      reach: this.#reach,
      what: 'its shell',
      body: {script: '', args: []},
      first: true,
      signal: this.#over.signal,
    });
    const {vip, isRoot} = await this.survey(vips);
    // Another version may use another protocol, and raw sockets need root.
    const isOurs = vip?.version === vipVersion() && isRoot;
    this.#agent = isOurs && (await this.#doesAsk(vip.agent)) ? vip.agent : undefined;
    this.#clock = new RemoteClock(node, this.#channel);
  }

  #doesAsk(agent: string): Promise<boolean> {
    const {node} = this;
    return doesAsk({node, reach: this.#reach, signal: this.#over.signal, agent});
  }

  async survey(vips: readonly IpAddress[]): Promise<MachineFacts> {
    const {node, iface} = this;
    const observes = this.plan.role === 'observer';
    this.#facts = await surveyMachine(
      {node, reach: this.#reach, signal: this.#over.signal},
      {iface, vips, observes},
    );
    return this.#facts;
  }

  /** Connects again if the connection has ended. @throws VipError with its name */
  async reopen(vips: readonly IpAddress[]): Promise<void> {
    if (this.#channel?.isOpen === true) return;
    await this.close();
    await this.open(vips);
    await this.clock.begin();
  }

  /** Ends it; one that is being opened as well. */
  async close(): Promise<void> {
    this.#over.abort(new VipError('CLOSED', `${this.node}: the connection was given up`));
    await this.#opening?.catch(() => {}); // reported to whoever opens it
    this.#clock?.end();
    await this.#channel?.end();
    this.#reach.close();
  }
}
