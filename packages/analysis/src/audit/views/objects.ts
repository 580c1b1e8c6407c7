/**
 * The audit as objects, for `--json`.
 *
 * @module
 */

import type {Finding} from '../../findings/finding.js';
import {type Totals, totalsOf} from '../../findings/totals.js';
import type {DurationRange} from '../calculations/timing.js';
import type {Prediction} from '../predictions/prediction.js';

export interface PredictionObject {
  readonly kind: 'prediction';
  readonly router: string;
  readonly event: Prediction['event'];
  readonly check?: string;
  readonly on: readonly string[];
  /** Absent if no node or more than one has it. */
  readonly owner?: string;
  readonly moves: boolean;
  readonly twoOwners: boolean;
  readonly silent?: boolean;
  readonly margin?: number;
  readonly afterNs?: {readonly least: bigint; readonly most: bigint};
  /** FAULT, or the priority. */
  readonly standings: readonly {readonly node: string; readonly priority: number | 'FAULT'}[];
  readonly text: string;
}

export function predictionObject(prediction: Prediction): PredictionObject {
  const {router, event, check, on, owner, moves, silent, margin, after, standings, text} = prediction;
  return {
    kind: 'prediction',
    router: router.name,
    event,
    ...(check === undefined ? {} : {check}),
    on,
    ...(owner === undefined ? {} : {owner}),
    moves,
    twoOwners: prediction.twoOwners === true,
    ...(silent === undefined ? {} : {silent}),
    ...(margin === undefined ? {} : {margin}),
    ...(after === undefined ? {} : {afterNs: nanoseconds(after)}),
    standings: Object.entries(standings).map(([node, priority]) => ({node, priority})),
    text,
  };
}

function nanoseconds({least, most}: DurationRange): {least: bigint; most: bigint} {
  const exact = (ms: number) => BigInt(Math.round(ms * 1e6));
  return {least: exact(least), most: exact(most)};
}

export interface AuditTotals extends Totals {
  readonly kind: 'summary';
  readonly nodes: readonly string[];
}

/** @param nodes names of the nodes */
export function totalsObject(nodes: readonly string[], findings: readonly Finding[]): AuditTotals {
  return {kind: 'summary', nodes, ...totalsOf(findings)};
}
