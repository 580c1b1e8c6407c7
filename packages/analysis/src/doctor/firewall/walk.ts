/**
 * A packet's path through a chain, rule by rule, and through chains that it jumps to. Where a rule depends on something unknown
 * from here (another machine's address, a limit, an extension of iptables), both ways are followed.
 *
 * @module
 */

import {asObject} from '../json.js';
import type {SetReader, Truth} from './match.js';
import type {Packet} from './packet.js';
import type {BaseChain, FirewallRule, Ruleset} from './ruleset.js';
import {matchOf, type Verdict, verdictsOf} from './verdicts.js';

/** The possible outcomes of a sequence of rules. */
export interface Outcome {
  readonly isAccepted: boolean;
  readonly isDropped: boolean;
  /** Whether the end of the sequence can be reached. */
  readonly goesOn: boolean;
  /** The first rule that can drop. */
  readonly dropper?: FirewallRule | undefined;
}

/** Maximum depth of jumps between chains; the kernel allows 16. */
const MAX_DEPTH = 16;

/** From the first rule of a chain to its end, before its policy. */
export function walkBaseChain(ruleset: Ruleset, chain: BaseChain, packet: Packet): Outcome {
  return walk(ruleset, chain, chain.name, packet, 0);
}

function walk(
  ruleset: Ruleset,
  {family, table}: Pick<BaseChain, 'family' | 'table'>,
  name: string,
  packet: Packet,
  depth: number,
): Outcome {
  const elementsOf: SetReader = set => ruleset.elementsOf(family, table, set);
  let sum: Outcome = {isAccepted: false, isDropped: false, goesOn: true};
  let canReturn = false;
  if (depth > MAX_DEPTH) return {isAccepted: true, isDropped: true, goesOn: true};
  for (const rule of ruleset.rulesOf(family, table, name)) {
    const step = stepOf(rule, packet, elementsOf, target =>
      walk(ruleset, {family, table}, target, packet, depth + 1),
    );
    canReturn ||= step.canReturn;
    sum = {
      isAccepted: sum.isAccepted || step.isAccepted,
      isDropped: sum.isDropped || step.isDropped,
      goesOn: step.goesOn,
      dropper: sum.dropper ?? step.dropper,
    };
    if (!sum.goesOn) break;
  }
  return {...sum, goesOn: sum.goesOn || canReturn};
}

interface Step extends Outcome {
  /** Whether the chain can be left here without a verdict. */
  readonly canReturn: boolean;
}

const NOTHING: Step = {isAccepted: false, isDropped: false, goesOn: true, canReturn: false};

function stepOf(
  rule: FirewallRule,
  packet: Packet,
  elementsOf: SetReader,
  follow: (chain: string) => Outcome,
): Step {
  let isMatched: Truth = true;
  for (const expression of rule.expressions) {
    const [kind = '', value] = Object.entries(asObject(expression))[0] ?? [];
    const truth = matchOf(kind, value ?? null, packet, elementsOf);
    if (truth === false) return NOTHING;
    if (truth === 'no match') {
      const verdicts = verdictsOf(kind, value ?? null, packet, elementsOf);
      if (verdicts !== undefined) return apply(rule, isMatched, verdicts, follow);
    } else if (truth === undefined) {
      isMatched = undefined;
    }
  }
  return NOTHING;
}

function apply(
  rule: FirewallRule,
  isMatched: true | undefined,
  verdicts: readonly Verdict[],
  follow: (chain: string) => Outcome,
): Step {
  const steps = verdicts.map(verdict => stepTo(rule, verdict, follow));
  const sum = steps.reduce((a, b) => ({
    isAccepted: a.isAccepted || b.isAccepted,
    isDropped: a.isDropped || b.isDropped,
    goesOn: a.goesOn || b.goesOn,
    canReturn: a.canReturn || b.canReturn,
    dropper: a.dropper ?? b.dropper,
  }));
  return isMatched === true ? sum : {...sum, goesOn: true};
}

function stepTo(rule: FirewallRule, verdict: Verdict, follow: (chain: string) => Outcome): Step {
  const [name, target = ''] = verdict ?? [];
  const end = {...NOTHING, goesOn: false};
  switch (name) {
    case 'accept':
      return {...end, isAccepted: true};
    case 'drop':
      return {...end, isDropped: true, dropper: rule};
    case 'return':
      return {...end, canReturn: true};
    case 'jump':
      return {...follow(target), canReturn: false};
    case 'goto': {
      const outcome = follow(target);
      return {...outcome, goesOn: false, canReturn: outcome.goesOn};
    }
    default:
      return NOTHING;
  }
}
