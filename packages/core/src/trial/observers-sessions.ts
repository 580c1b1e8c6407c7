/**
 * The TCP sessions of a trial's observers with the address: opened when it is served, and waited for once it is again.
 *
 * @module
 */

import {type Observer, SESSION_STEP, type Station, type TcpPlan, type Topology} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import {CAPTURE_FILTER} from '../session/agents.js';
import type {Session} from '../session/session.js';
import type {Moment} from './moments.js';
import {readSettings} from './session-settings.js';

export class ObserversSessions {
  /** Those that use this address; of a trial of both families the others have no sessions. */
  readonly observers: readonly Observer[];

  constructor(
    readonly session: Session,
    readonly plan: TcpPlan,
    topology: Pick<Topology, 'observers'>,
    readonly vip: IpAddress,
  ) {
    this.observers = topology.observers.filter(observer => observer.vip === vip);
  }

  /**
   * What is captured at each observer, by its node and interface: its own sessions beside all that is captured anyhow, and not
   * what it forwards for others.
   */
  get filters(): ReadonlyMap<string, string> {
    const own = ({address}: Observer) =>
      `${CAPTURE_FILTER} or (tcp port ${this.plan.port} and host ${this.vip} and host ${address.address})`;
    return new Map(this.observers.map(observer => [`${observer.node} ${observer.iface}`, own(observer)]));
  }

  /** A server at each of those that may hold the address. */
  async serve(holders: readonly Pick<Station, 'node'>[]): Promise<void> {
    const {agents} = this.session;
    await Promise.all(holders.map(({node}) => agents.in(node).call('serve', {port: this.plan.port})));
  }

  /** Resolves when all are open, and how the kernel runs them is known. */
  async open(): Promise<void> {
    const {session, plan, vip} = this;
    const {agents} = session;
    const {port, groups} = plan;
    await Promise.all(
      this.observers.map(async ({node}) => {
        await agents.in(node).call('converse', {target: vip, port, groups});
        await readSettings(session, node, port);
      }),
    );
  }

  /** Waits until every session of before the move has ended and another is open in its place; at most until the deadline. */
  async untilOver(fault: Moment | undefined): Promise<void> {
    const {timeline} = this.session;
    const since = fault?.begunAt ?? 0n;
    await this.session.until(
      () =>
        this.observers.every(({node}) => {
          const all = timeline.select('session', node);
          return all
            .filter(({use, phase, at}) => use !== 'connect' && phase === 'open' && at < since)
            .every(({session}) => isReplaced(session, all));
        }),
      this.plan.deadlineMs,
    );
  }

  /** What ends from here on ends because the run does, and no capture at an observer shows it. */
  async hangUp(): Promise<void> {
    this.session.step(SESSION_STEP.hangUp, 'begun');
    const {agents} = this.session;
    await Promise.all(this.observers.map(({node, iface}) => agents.in(node).call('endCapture', {iface})));
  }
}

function isReplaced(
  session: number,
  all: readonly {session: number; after?: number; phase: string}[],
): boolean {
  const next = all.find(({after}) => after === session);
  if (next === undefined) return false;
  return (
    all.some(event => event.session === next.session && event.phase === 'open') ||
    isReplaced(next.session, all)
  );
}
