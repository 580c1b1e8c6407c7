/**
 * A prediction for a virtual router in one event.
 *
 * @module
 */

import {type Election, marginOf, type Standing} from '../calculations/election.js';
import type {DurationRange} from '../calculations/timing.js';
import type {Router} from '../cluster.js';

export type PredictedEvent =
  | 'start'
  | 'crash'
  | 'stop'
  | 'interface-down'
  | 'check-fails'
  | 'return'
  | 'freeze';

export interface Prediction {
  readonly router: Router;
  readonly event: PredictedEvent;
  /** The name of the failing check. */
  readonly check?: string;
  /** The affected nodes. */
  readonly on: readonly string[];
  /** The node that has the address then; undefined if none does. */
  readonly owner: string | undefined;
  /** Whether the owner is unchanged. */
  readonly moves: boolean;
  /** The standing of each node then. */
  readonly standings: Readonly<Record<string, Standing>>;
  /** The owner's lead. */
  readonly margin?: number;
  /** From the event (for a crash, from the last advertisement before it) until the new owner announces. */
  readonly after?: DurationRange;
  /** Every node named in `on` holds the address. */
  readonly twoOwners?: boolean;
  /** The node that has the address does not answer. */
  readonly unanswered?: boolean;
  /** The return is not announced: the address is dark until the neighbours' entries expire. */
  readonly silent?: boolean;
  /** The prediction as a sentence. */
  readonly text: string;
}

/** The standing of each node, by name. */
export function standingsOf({candidates}: Election): Record<string, Standing> {
  return Object.fromEntries(candidates.map(({member, standing}) => [member.node.name, standing]));
}

/** The outcome of an event. */
export interface EventOutcome {
  readonly event: PredictedEvent;
  readonly on: readonly string[];
  readonly election: Election;
  readonly moves: boolean;
  readonly text: string;
  readonly check?: string;
  readonly after?: DurationRange;
  readonly silent?: boolean;
}

export function prediction(router: Router, outcome: EventOutcome): Prediction {
  const {event, on, election, moves, text, check, after, silent} = outcome;
  const owner = election.owner?.node.name;
  const made: Making = {router, event, on, owner, moves, standings: standingsOf(election), text};
  const margin = marginOf(election);
  if (check !== undefined) made.check = check;
  if (margin !== undefined) made.margin = margin;
  if (after !== undefined) made.after = after;
  if (silent !== undefined) made.silent = silent;
  return made;
}

type Making = {-readonly [Field in keyof Prediction]: Prediction[Field]};
