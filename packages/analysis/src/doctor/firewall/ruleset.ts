/**
 * The ruleset of nftables as `nft --json list ruleset` prints it (libnftables-json(5)).
 *
 * @module
 */

import {asList, asNumber, asObject, asText, type Json} from '../json.js';

export interface FirewallRule {
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  readonly handle: number;
  /** Matches and statements, in order. */
  readonly expressions: readonly Json[];
}

/** A chain that the kernel calls. */
export interface BaseChain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly hook: string;
  readonly priority: number;
  readonly policy: 'accept' | 'drop';
  /** Of chains of the netdev family; undefined if nft did not print it, as in version 1.0.6. */
  readonly device: string | undefined;
}

export interface Ruleset {
  /** The chains that can decide a frame's fate, by priority. */
  readonly baseChains: readonly BaseChain[];
  rulesOf(family: string, table: string, chain: string): readonly FirewallRule[];
  /** The elements of a named set or map; undefined if there is no such set. */
  elementsOf(family: string, table: string, name: string): readonly Json[] | undefined;
}

/** Reads the output of nft; anything not understood is left out. */
export function readRuleset(printed: Json): Ruleset {
  const objects = asList(asObject(printed).nftables).map(asObject);
  const rules = new Map<string, FirewallRule[]>();
  const sets = new Map<string, readonly Json[]>();
  const baseChains: BaseChain[] = [];
  for (const object of objects) {
    if (object.rule !== undefined) {
      const rule = ruleOf(object.rule);
      const key = keyOf(rule.family, rule.table, rule.chain);
      const known = rules.get(key);
      if (known === undefined) rules.set(key, [rule]);
      else known.push(rule);
    }
    const chain = chainOf(object.chain);
    if (chain !== undefined) baseChains.push(chain);
    const set = asObject(object.set ?? object.map);
    if (set.name !== undefined)
      sets.set(keyOf(asText(set.family), asText(set.table), asText(set.name)), asList(set.elem));
  }
  return {
    baseChains: baseChains.sort((a, b) => a.priority - b.priority),
    rulesOf: (family, table, chain) => rules.get(keyOf(family, table, chain)) ?? [],
    elementsOf: (family, table, name) => sets.get(keyOf(family, table, name)),
  };
}

/** `table inet filter, chain input, handle 9`. */
export function formatRule({family, table, chain, handle}: FirewallRule): string {
  return `table ${family} ${table}, chain ${chain}, handle ${handle}`;
}

/** The command that deletes a rule. */
export function deleteRule({family, table, chain, handle}: FirewallRule): string {
  return `nft delete rule ${family} ${table} ${chain} handle ${handle}`;
}

function keyOf(family: string, table: string, name: string): string {
  return `${family} ${table} ${name}`;
}

function ruleOf(printed: Json): FirewallRule {
  const {family, table, chain, handle, expr} = asObject(printed);
  return {
    family: asText(family),
    table: asText(table),
    chain: asText(chain),
    handle: asNumber(handle) ?? 0,
    expressions: asList(expr),
  };
}

/** Undefined for a chain that is only jumped to. */
function chainOf(printed: Json | undefined): BaseChain | undefined {
  const {family, table, name, type, hook, prio, policy, dev} = asObject(printed);
  if (hook === undefined) return undefined;
  return {
    family: asText(family),
    table: asText(table),
    name: asText(name),
    type: asText(type),
    hook: asText(hook),
    priority: asNumber(prio) ?? 0,
    policy: policy === 'drop' ? 'drop' : 'accept',
    device: typeof dev === 'string' ? dev : undefined,
  };
}
