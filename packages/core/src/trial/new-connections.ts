/**
 * Connections that were begun while the address did not answer.
 *
 * @module
 */

import type {Outage} from '@vip/analysis';
import {type ClientSession, SESSION_USES} from '@vip/analysis/internal';
import {type Figures, figuresOf} from './figures.js';

/** Connections that were begun while the address did not answer. */
export interface NewConnections {
  /** How many were begun while the address did not answer. */
  readonly begun: number;
  /** How many of them could not be made. */
  readonly failed: number;
  /** How many had not been made by the end. */
  readonly pending: number;
  /** From the first SYN until they were made. */
  readonly took?: Figures;
  /** From when the address answered again until they were made. */
  readonly beyond?: Figures;
}

/** A connection that was begun in an outage, and when that was over at the earliest and the latest. */
interface Begun {
  readonly session: ClientSession;
  readonly outage: Outage;
}

export function isBegunIn({use, wire}: ClientSession, {firstLost, lastLost}: Outage): boolean {
  const at = wire?.opened?.at;
  return !SESSION_USES[use].isLasting && at !== undefined && at >= firstLost.sentAt && at <= lastLost.sentAt;
}

export function madeAt({wire, openAt}: ClientSession): bigint | undefined {
  return wire?.established?.at ?? openAt;
}

export function newConnections(begun: readonly Begun[]): NewConnections | undefined {
  if (begun.length === 0) return undefined;
  const made = begun.flatMap(({session, outage}) => {
    const at = madeAt(session);
    const opened = session.wire?.opened?.at;
    return at === undefined || opened === undefined ? [] : [{at, opened, outage}];
  });
  const failed = begun.filter(
    ({session}) => madeAt(session) === undefined && session.told !== undefined,
  ).length;
  const took = made.map(({at, opened}) => ({leastNs: at - opened, mostNs: at - opened}));
  const beyond = made.flatMap(({at, outage: {lastLost, firstAfter}}) => {
    const resumed = firstAfter?.sentAt;
    if (resumed === undefined) return [];
    return [{leastNs: at > resumed ? at - resumed : 0n, mostNs: at - lastLost.sentAt}];
  });
  return {
    ...{begun: begun.length, failed, pending: begun.length - made.length - failed},
    ...(took.length === 0 ? {} : {took: figuresOf(took)}),
    ...(beyond.length === 0 ? {} : {beyond: figuresOf(beyond)}),
  };
}
