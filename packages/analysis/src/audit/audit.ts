/**
 * The whole of it: from configurations to findings and predictions.
 *
 * @module
 */

import {bySeverity, type Finding} from '../findings/finding.js';
import {type AuditNode, type Cluster, clusterOf} from './cluster.js';
import {predict} from './predict.js';
import type {Prediction} from './predictions/prediction.js';
import {predictSplit} from './predictions/start.js';
import {RULES} from './rules/index.js';
import {findWith, isSplit, splitOf} from './rules/rule.js';

export interface Audit {
  readonly cluster: Cluster;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly predictions: readonly Prediction[];
}

/** @param nodes what each of them runs, by name */
export function audit(nodes: readonly AuditNode[]): Audit {
  const cluster = clusterOf(nodes);
  const findings = RULES.flatMap(rule => findWith(rule, cluster));
  // Most clusters have no such fault at all: then none of their routers is asked.
  const splitting = RULES.filter(rule => findings.some(finding => isSplit(rule, finding)));
  return {
    cluster,
    findings: bySeverity(findings),
    predictions: cluster.routers.flatMap(router => {
      const split = splitOf(splitting, nodes, router);
      return split === undefined ? predict(router) : predictSplit(router, split);
    }),
  };
}
