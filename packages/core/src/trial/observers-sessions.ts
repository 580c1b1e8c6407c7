/**
 * The TCP sessions of a trial's observers with its addresses: opened once the observers are served, and awaited once they are served again.
 *
 * @module
 */

import type {Observer, Station, TcpPlan} from '@vip/analysis';
import {SESSION_STEP, SESSION_USES} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {CAPTURE_FILTER} from '../session/agents.js';
import type {Session} from '../session/session.js';
import type {Moment} from './moments.js';
import {readTcpSettings} from './session-settings.js';

/** How long it may take to open sessions with the user's own server, which may still be starting. Milliseconds. */
const OPEN_TIMEOUT_MS = 30_000;

export class ObserversSessions {
  constructor(
    readonly session: Session,
    readonly plan: TcpPlan,
    /** The observers that have sessions, each with its address. */
    readonly observers: readonly Observer[],
  ) {}

  /**
   * The capture filter for each observer, by its node and interface: its own sessions in addition to whatever is captured anyway,
   * without those that it forwards for others.
   */
  get filters(): ReadonlyMap<string, string> {
    const filters = new Map<string, string>();
    for (const {node, iface, vip, address} of this.observers) {
      const place = `${node} ${iface}`;
      const own = `(tcp port ${this.plan.port} and host ${vip} and host ${address.address})`;
      filters.set(place, `${filters.get(place) ?? CAPTURE_FILTER} or ${own}`);
    }
    return filters;
  }

  /** A server at each node that may hold the address, unless the user has one. */
  async serve(holders: readonly Pick<Station, 'node'>[]): Promise<void> {
    const {port, isOwn = false} = this.plan;
    if (isOwn) return;
    const {agents} = this.session;
    await Promise.all(holders.map(({node}) => agents.in(node).call('serve', {port})));
  }

  /**
   * Resolves when all are open, and the kernel's settings for them are known.
   *
   * @throws VipError `NOT_POSSIBLE` when no server answers them
   */
  async open(): Promise<void> {
    const {session, plan} = this;
    const {port, groups, path} = plan;
    let isOpen = false;
    const opened = Promise.all(
      this.observers.map(({node, vip}) =>
        session.agents.in(node).call('converse', {target: vip, port, groups, path}),
      ),
    ).then(() => {
      isOpen = true;
    });
    opened.catch(session.fail);
    if (!(await session.until(() => isOpen, OPEN_TIMEOUT_MS))) throw this.#notServed();
    const nodes = new Set(this.observers.map(({node}) => node));
    await Promise.all([...nodes].map(node => readTcpSettings(session, node, port)));
  }

  /** Waits until every session of before the move has ended and another is open in its place; at most until the deadline. */
  async untilOver(fault: Moment | undefined): Promise<void> {
    const {timeline} = this.session;
    const since = fault?.begunAt ?? 0n;
    await this.session.until(
      () =>
        this.observers.every(({node, vip}) => {
          const all = timeline.select('session', node).filter(({to}) => to === vip);
          return all
            .filter(({use, phase, at}) => SESSION_USES[use].isLasting && phase === 'open' && at < since)
            .every(({session}) => isReplaced(session, all));
        }),
      this.plan.deadlineMs,
    );
  }

  /** Ends the sessions. From here on they end because the run does, and no capture at an observer shows it. */
  async hangUp(): Promise<void> {
    this.session.step(SESSION_STEP.hangUp, 'begun');
    const {agents} = this.session;
    const places = new Map(this.observers.map(({node, iface}) => [`${node} ${iface}`, {node, iface}]));
    await Promise.all(
      [...places.values()].map(({node, iface}) => agents.in(node).call('endCapture', {iface})),
    );
  }

  #notServed(): VipError {
    const last = this.session.timeline.select('session').findLast(({error}) => error !== undefined);
    const where = `port ${this.plan.port}`;
    const why = last?.error === undefined ? '' : `: ${last.error}`;
    return new VipError(
      'NOT_POSSIBLE',
      `trial: expected a server on ${where} within ${OPEN_TIMEOUT_MS / 1000} s, got none${why}`,
    );
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
