/**
 * What becomes of a packet in a ruleset. Where a rule depends on something that cannot be known from here (another machine's address,
 * a limit, an extension of iptables), both ways are followed, and the fate may be unknown.
 *
 * @module
 */

import {objectOf} from '../json.js';
import type {SetReader, Truth} from './match.js';
import type {Packet} from './packet.js';
import type {BaseChain, Rule, Ruleset} from './ruleset.js';
import {matchOf, type Verdict, verdictsOf} from './verdicts.js';

export interface PacketFate {
  readonly fate: 'passes' | 'dropped' | 'unknown';
  /** The rule that drops it, or may; absent where the policy of a chain does. */
  readonly rule?: Rule | undefined;
  /** The chain whose policy drops it, or may. */
  readonly chain?: BaseChain | undefined;
}

/** What can come of a stretch of rules. */
interface Outcome {
  readonly isAccepted: boolean;
  readonly isDropped: boolean;
  /** Whether the end of the stretch can be reached. */
  readonly goesOn: boolean;
  /** The first rule that can drop. */
  readonly dropper?: Rule | undefined;
}

const FAMILIES = {
  arp: ['arp'],
  ip: ['ip', 'inet'],
  ip6: ['ip6', 'inet'],
} as const;

/** Maximum depth of jumps between chains; the kernel allows 16. */
const MAX_DEPTH = 16;

/** The fate of a packet at a hook of its own family: `input`, `output`, `forward`. */
export function fateAt(
  ruleset: Ruleset,
  packet: Packet,
  hook: string,
  isAsked: (chain: BaseChain) => boolean = () => true,
): PacketFate {
  const families: readonly string[] = FAMILIES[packet.family];
  return fateIn(
    ruleset,
    packet,
    chain => chain.hook === hook && families.includes(chain.family) && isAsked(chain),
  );
}

/** At `ingress` or `egress` of a device. */
export function fateOnDevice(ruleset: Ruleset, packet: Packet, hook: string, device: string): PacketFate {
  return fateIn(
    ruleset,
    packet,
    chain =>
      chain.hook === hook &&
      (chain.family === 'netdev' || chain.family === 'inet') &&
      (chain.device === undefined || chain.device === device),
  );
}

/**
 * Of a packet to this host: at ingress, before routing, at input. Before routing only a certain drop counts: what may drop there depends
 * on the way back to a sender, as a filter by reverse path does.
 */
export function fateComing(ruleset: Ruleset, packet: Packet, device: string): PacketFate {
  const ingress = fateOnDevice(ruleset, packet, 'ingress', device);
  const input = fateAt(ruleset, packet, 'input');
  return (
    certain(ingress) ??
    certain(fateAt(ruleset, {...packet, state: 'invalid'}, 'prerouting', isBeforeTracking)) ??
    certain(fateAt(ruleset, packet, 'prerouting', chain => !isBeforeTracking(chain))) ??
    (input.fate === 'passes' ? ingress : input)
  );
}

/** Of a packet of this host's: at output, after routing, at egress. */
export function fateLeaving(ruleset: Ruleset, packet: Packet, device: string): PacketFate {
  return (
    certain(fateAt(ruleset, packet, 'postrouting')) ??
    certain(fateOnDevice(ruleset, packet, 'egress', device)) ??
    fateAt(ruleset, packet, 'output')
  );
}

function certain(fate: PacketFate): PacketFate | undefined {
  return fate.fate === 'dropped' ? fate : undefined;
}

/** NF_IP_PRI_CONNTRACK: in chains before it `ct state` is invalid (nft_ct.c, nft_ct_get_eval). */
const CONNTRACK_PRIORITY = -200;

function isBeforeTracking({priority}: BaseChain): boolean {
  return priority <= CONNTRACK_PRIORITY;
}

/** Where a bridge forwards it. */
export function fateInBridge(ruleset: Ruleset, packet: Packet): PacketFate {
  return fateIn(ruleset, packet, chain => chain.hook === 'forward' && chain.family === 'bridge');
}

function fateIn(ruleset: Ruleset, packet: Packet, isAsked: (chain: BaseChain) => boolean): PacketFate {
  let doubt: PacketFate | undefined;
  for (const chain of ruleset.baseChains) {
    if (!isAsked(chain) || chain.type === 'nat') continue;
    const {isAccepted, isDropped, goesOn, dropper} = walk(ruleset, chain, chain.name, packet, 0);
    const byPolicy = goesOn && chain.policy === 'drop';
    if (!isDropped && !byPolicy) continue;
    const where = dropper === undefined ? {chain} : {chain, rule: dropper};
    const isCertain = !isAccepted && (!goesOn || byPolicy) && !isDeviceUnknown(chain);
    if (isCertain) return {fate: 'dropped', ...where};
    doubt ??= {fate: 'unknown', ...where};
  }
  return doubt ?? {fate: 'passes'};
}

function isDeviceUnknown({family, device}: BaseChain): boolean {
  return family === 'netdev' && device === undefined;
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

function stepOf(rule: Rule, packet: Packet, elementsOf: SetReader, follow: (chain: string) => Outcome): Step {
  let isMatched: Truth = true;
  for (const expression of rule.expressions) {
    const [kind = '', value] = Object.entries(objectOf(expression))[0] ?? [];
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
  rule: Rule,
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

function stepTo(rule: Rule, verdict: Verdict, follow: (chain: string) => Outcome): Step {
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
