/**
 * The audit: from configurations to findings and predictions.
 *
 * @module
 */

import {bySeverity, type Finding} from '../findings/finding.js';
import {type AuditNode, type ConfiguredCluster, clusterOf, type Router} from './cluster.js';
import {predict} from './predict.js';
import type {Prediction} from './predictions/prediction.js';
import {predictDark, predictSplit} from './predictions/start.js';
import {RULES} from './rules/index.js';
import {effectOn, findWith, rulesWith, subjectOf} from './rules/rule.js';
import {type Capture, hear} from './wire/hear.js';

export interface Audit {
  readonly cluster: ConfiguredCluster;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly predictions: readonly Prediction[];
}

/**
 * @param nodes the configuration of each, by name
 * @param capture the advertisements captured while they run
 */
export function audit(nodes: readonly AuditNode[], capture?: Capture): Audit {
  const cluster = clusterOf(nodes);
  const audited = capture === undefined ? cluster : {...cluster, wire: hear(cluster.routers, capture)};
  const found = RULES.flatMap(rule => findWith(rule, audited));
  const sound = cluster.routers.filter(router => !isMerged(router));
  // Findings about an instance that another was merged into follow from the missing brace.
  const findings =
    sound.length === cluster.routers.length
      ? found
      : RULES.flatMap(rule => findWith(rule, {...audited, routers: sound}));
  // Most clusters have no such fault, and then no router needs to be checked.
  const splitting = rulesWith('splits', RULES, found);
  const darkening = rulesWith('darkens', RULES, found);
  const explained = new Set(
    cluster.routers
      .filter(router => effectOn(splitting, nodes, router) !== undefined)
      .map(({members}) => subjectOf(members)),
  );
  return {
    cluster,
    findings: bySeverity(
      findings.filter(({code, subject}) => !(explained.has(subject) && NEEDING_UNSPLIT.has(code))),
    ),
    predictions: cluster.routers.flatMap(router => {
      const split = effectOn(splitting, nodes, router);
      if (split !== undefined) return predictSplit(router, split);
      const dark = effectOn(darkening, nodes, router);
      return dark === undefined ? predict(router) : predictDark(router, dark);
    }),
  };
}

const NEEDING_UNSPLIT: ReadonlySet<string> = new Set(
  RULES.filter(({needsUnsplit}) => needsUnsplit === true).map(({code}) => code),
);

/** Whether one of its instances was not closed before the next. */
function isMerged({members}: Router): boolean {
  return members.some(({node, instance: {place}}) =>
    node.config.faults.some(
      fault =>
        fault.kind === 'unclosed-block' && fault.place.line === place.line && fault.place.file === place.file,
    ),
  );
}
