/**
 * The effect of a rule's statement on a packet: whether it matches, and its possible verdicts. Pure.
 *
 * @module
 */

import {asList, asObject, asText, type Json} from '../json.js';
import {fits, isElement, type SetReader, type Truth} from './match.js';
import {type Packet, PROTOCOL} from './packet.js';

/** iptables targets without a verdict. */
const HARMLESS_TARGETS = ['LOG', 'NFLOG', 'MARK', 'CONNMARK', 'TCPMSS', 'TRACE', 'CT', 'DSCP', 'CLASSIFY'];

/** Statements that match only some packets, unpredictably. */
const LIMITS = ['limit', 'quota', 'ct count', 'meter', 'connlimit'];

/**
 * The type of a reject implies the packets it is for: nft omits the equivalent match (`meta nfproto ipv6 reject` is printed as a plain
 * ICMPv6 reject).
 */
const REJECTED: Readonly<Record<string, (packet: Packet) => Truth>> = {
  icmp: ({family}) => family === 'ip',
  icmpv6: ({family}) => family === 'ip6',
  'tcp reset': ({protocol}) => protocol === PROTOCOL.tcp,
};

/** Whether a statement matches the packet; `no match` if it is not a condition. */
export function matchOf(
  kind: string,
  value: Json,
  packet: Packet,
  elementsOf: SetReader,
): Truth | 'no match' {
  if (kind === 'match') return fits(value, packet, elementsOf);
  if (kind === 'reject' && REJECTED[asText(asObject(value).type)]?.(packet) === false) return false;
  if (LIMITS.includes(kind)) return undefined;
  if (kind === 'xt' && asText(asObject(value).type) !== 'target') return undefined;
  return 'no match';
}

/** A verdict with the chain it jumps to; `undefined` if it is not a verdict. */
export type Verdict = readonly [name: string, target?: string] | undefined;

/** The possible verdicts of a statement; undefined if it has none. */
export function verdictsOf(
  kind: string,
  value: Json,
  packet: Packet,
  elementsOf: SetReader,
): readonly Verdict[] | undefined {
  switch (kind) {
    case 'accept':
    case 'drop':
    case 'return':
      return [[kind]];
    case 'reject':
      return [['drop']];
    case 'queue':
    case 'synproxy':
    case 'tproxy':
    case 'fwd':
      return [['accept'], ['drop']];
    case 'jump':
    case 'goto':
      return [[kind, asText(asObject(value).target)]];
    case 'xt':
      return targetOf(asText(asObject(value).name));
    case 'vmap':
      return mapped(value, packet, elementsOf);
    default:
      return undefined;
  }
}

function targetOf(name: string): readonly Verdict[] | undefined {
  if (name === 'REJECT' || name === 'DROP') return [['drop']];
  return HARMLESS_TARGETS.includes(name) ? undefined : [['accept'], ['drop'], undefined];
}

function mapped(vmap: Json, packet: Packet, elementsOf: SetReader): readonly Verdict[] {
  const {key, data} = asObject(vmap);
  const elements =
    typeof data === 'string' ? (elementsOf(data.replace(/^@/, '')) ?? []) : asList(asObject(data).set);
  const possible: Verdict[] = [];
  for (const element of elements) {
    const [from = null, to = null] = asList(element);
    const truth = isElement(key, from, packet, elementsOf);
    if (truth === false) continue;
    const [name = '', value] = Object.entries(asObject(to))[0] ?? [];
    const verdict: Verdict = [name, asText(asObject(value).target)];
    if (truth === true) return [verdict];
    possible.push(verdict);
  }
  return [...possible, undefined];
}
