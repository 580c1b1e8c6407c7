/**
 * Findings about packets that a firewall drops.
 *
 * @module
 */

import type {Severity} from '../../findings/finding.js';
import type {Symptom} from '../check.js';
import type {PacketFate} from './evaluate.js';
import {deleteRule, formatRule} from './ruleset.js';

export interface PacketQuestion {
  /** `ARP for 10.0.0.1 at input`. */
  readonly what: string;
  readonly severity: Severity;
  readonly consequence: string;
  /** The statement that accepts it, to be placed before the rule or chain that drops it: `ip protocol vrrp accept`. */
  readonly accept: string;
}

/** Empty if the packet is accepted; a note if that is unknown. */
export function symptomsOf({fate, rule, chain}: PacketFate, question: PacketQuestion): Symptom[] {
  if (fate === 'passes') return [];
  const where =
    rule === undefined
      ? `the policy of table ${chain?.family} ${chain?.table}, chain ${chain?.name}`
      : formatRule(rule);
  if (fate === 'unknown') {
    return [
      {
        severity: 'note',
        evidence: `${question.what}: ${where} may drop it, depending on something not known here`,
        consequence: `if so, ${question.consequence}`,
        mend: [],
        lasting: 'check the rule, or probe on the wire (--probe)',
      },
    ];
  }
  const insert =
    chain === undefined
      ? []
      : [`nft insert rule ${chain.family} ${chain.table} ${chain.name} ${question.accept}`];
  return [
    {
      severity: question.severity,
      evidence: `${question.what} is dropped by ${where}`,
      consequence: question.consequence,
      mend: rule === undefined ? insert : isOnly(rule.expressions) ? insert : [deleteRule(rule)],
      lasting: `accept it in the firewall's own configuration (/etc/nftables.conf): ${question.accept}`,
    },
  ];
}

/** A rule that drops more than this packet is kept, with an exception before it. */
function isOnly(expressions: readonly unknown[]): boolean {
  return !expressions.some(
    expression => typeof expression === 'object' && expression !== null && 'match' in expression,
  );
}
