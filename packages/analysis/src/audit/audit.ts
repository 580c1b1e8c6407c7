/**
 * The whole of it: from configurations to findings and predictions.
 *
 * @module
 */

import {bySeverity, type Finding} from '../findings/finding.js';
import {type AuditNode, type Cluster, clusterOf} from './cluster.js';
import {predict} from './predict.js';
import type {Prediction} from './predictions/prediction.js';
import {predictDark, predictSplit} from './predictions/start.js';
import {RULES} from './rules/index.js';
import {effectOn, findWith, rulesWith} from './rules/rule.js';
import {type Capture, hear} from './wire/hear.js';

export interface Audit {
  readonly cluster: Cluster;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly predictions: readonly Prediction[];
}

/**
 * @param nodes the configuration of each, by name
 * @param capture what was advertised meanwhile
 */
export function audit(nodes: readonly AuditNode[], capture?: Capture): Audit {
  const cluster = clusterOf(nodes);
  const audited = capture === undefined ? cluster : {...cluster, wire: hear(cluster.routers, capture)};
  const findings = RULES.flatMap(rule => findWith(rule, audited));
  // Most clusters have no such fault at all: then none of their routers is asked.
  const splitting = rulesWith('splits', RULES, findings);
  const darkening = rulesWith('darkens', RULES, findings);
  return {
    cluster,
    findings: bySeverity(findings),
    predictions: cluster.routers.flatMap(router => {
      const split = effectOn(splitting, nodes, router);
      if (split !== undefined) return predictSplit(router, split);
      const dark = effectOn(darkening, nodes, router);
      return dark === undefined ? predict(router) : predictDark(router, dark);
    }),
  };
}
