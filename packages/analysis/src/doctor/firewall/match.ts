/**
 * Whether a match expression fits a packet: yes, no, or unknown.
 *
 * @module
 */

import {asList, asObject, asText, type Json} from '../json.js';
import {addressNumber, isInSubnet} from '../network.js';
import {constantOf, type FieldValue, fieldOf, isBitField, type Packet} from './packet.js';

/** Undefined if it depends on something unknown. */
export type Truth = boolean | undefined;

/** The elements of a set, by its name in rules, `@peers`. */
export type SetReader = (name: string) => readonly Json[] | undefined;

/** @param match the value of an expression `match` */
export function fits(match: Json, packet: Packet, elementsOf: SetReader): Truth {
  const {op, left, right} = asObject(match);
  const isNegated = op === '!=';
  const truth = compare(left, asText(op), right, packet, elementsOf);
  if (truth === 'absent') return false; // a rule about a header that the packet lacks does not match, negated or not
  return truth === undefined ? undefined : truth !== isNegated;
}

/** Whether the left value equals the right one or is in it; also for `vmap`. */
export function isElement(key: Json | undefined, right: Json, packet: Packet, elementsOf: SetReader): Truth {
  const truth = compare(key, '==', right, packet, elementsOf);
  return truth === 'absent' ? false : truth;
}

function compare(
  left: Json | undefined,
  op: string,
  right: Json | undefined,
  packet: Packet,
  elementsOf: SetReader,
): Truth | 'absent' {
  const {concat} = asObject(left);
  if (concat !== undefined) return isTuple(asList(concat), right ?? null, packet, elementsOf);
  const masked = asObject(left)['&'];
  const field = fieldName(masked === undefined ? left : asList(masked)[0]);
  if (field === undefined) return undefined;
  const value = fieldOf(packet, field);
  if (value === 'absent') return 'absent';
  if (value === undefined || right === undefined) return undefined;
  if (masked !== undefined) {
    const mask = bitsOf(field, asList(masked)[1]);
    const wanted = bitsOf(field, right);
    if (typeof value !== 'number' || mask === undefined || wanted === undefined) return undefined;
    return (value & mask) === wanted;
  }
  if (isBitField(field) && (op === 'in' || Array.isArray(right))) {
    const bits = bitsOf(field, right);
    return bits === undefined || typeof value !== 'number' ? undefined : (value & bits) !== 0;
  }
  if (op === '<' || op === '>' || op === '<=' || op === '>=') return inOrder(field, value, op, right);
  return isOneOf(field, value, right, elementsOf);
}

/** For a concatenation: every part matches the same tuple on the right. */
function isTuple(
  parts: readonly Json[],
  right: Json,
  packet: Packet,
  elementsOf: SetReader,
): Truth | 'absent' {
  const elements = elementsIn(right, elementsOf);
  if (elements !== undefined) {
    const truths = elements.map(element => isTuple(parts, element, packet, elementsOf));
    if (truths.includes('absent')) return 'absent';
    return anyOf(truths);
  }
  const {concat, elem} = asObject(right);
  if (elem !== undefined) return isTuple(parts, asObject(elem).val ?? null, packet, elementsOf);
  const wanted = asList(concat);
  if (wanted.length !== parts.length) return undefined;
  const truths = parts.map((part, index) => compare(part, '==', wanted[index], packet, elementsOf));
  if (truths.includes('absent')) return 'absent';
  return truths.includes(false) ? false : truths.includes(undefined) ? undefined : true;
}

function anyOf(truths: readonly unknown[]): Truth {
  return truths.includes(true) ? true : truths.includes(undefined) ? undefined : false;
}

/** `ip.daddr`, `meta.iifname`, `ct.state`; undefined for expressions that are not understood (`fib`, raw payload). */
function fieldName(left: Json | undefined): string | undefined {
  const {payload, meta, ct} = asObject(left);
  if (payload !== undefined) {
    const {protocol, field} = asObject(payload);
    return typeof field === 'string' ? `${asText(protocol)}.${field}` : undefined;
  }
  if (meta !== undefined) return `meta.${asText(asObject(meta).key)}`;
  if (ct !== undefined && asObject(ct).dir === undefined) return `ct.${asText(asObject(ct).key)}`;
  return undefined;
}

function bitsOf(field: string, right: Json | undefined): number | undefined {
  const words = Array.isArray(right) ? asList(right) : (asList(asObject(right)['|']) as readonly Json[]);
  const parts = words.length > 0 ? words : [right];
  let bits = 0;
  for (const part of parts) {
    const nested = asList(asObject(part)['|']);
    const bit = nested.length > 0 ? bitsOf(field, part) : scalar(field, part);
    if (typeof bit !== 'number') return undefined;
    bits |= bit;
  }
  return bits;
}

function scalar(field: string, right: Json | undefined): FieldValue | undefined {
  return typeof right === 'string' || typeof right === 'number' ? constantOf(field, right) : undefined;
}

function inOrder(field: string, value: FieldValue, op: string, right: Json): Truth {
  const bound = scalar(field, right);
  if (typeof value !== 'number' || typeof bound !== 'number') return undefined;
  if (op === '<') return value < bound;
  if (op === '>') return value > bound;
  return op === '<=' ? value <= bound : value >= bound;
}

function isOneOf(field: string, value: FieldValue, right: Json, elementsOf: SetReader): Truth {
  const elements = elementsIn(right, elementsOf);
  if (elements !== undefined) {
    return anyOf(elements.map(element => isOneOf(field, value, element, elementsOf)));
  }
  const {prefix, range, elem} = asObject(right);
  if (elem !== undefined) return isOneOf(field, value, asObject(elem).val ?? null, elementsOf);
  if (prefix !== undefined) return isInPrefix(value, prefix);
  if (range !== undefined) return isInRange(field, value, asList(range));
  const wanted = scalar(field, right);
  if (wanted === undefined) return undefined;
  if (typeof wanted === 'string' && wanted.endsWith('*'))
    return String(value).startsWith(wanted.slice(0, -1));
  const number = typeof value === 'string' ? addressNumber(value) : undefined;
  return number !== undefined ? number === addressNumber(String(wanted)) : value === wanted;
}

function elementsIn(right: Json, elementsOf: SetReader): readonly Json[] | undefined {
  if (typeof right === 'string' && right.startsWith('@')) return elementsOf(right.slice(1)) ?? [];
  const {set} = asObject(right);
  return set === undefined ? undefined : asList(set);
}

function isInPrefix(value: FieldValue, prefix: Json): Truth {
  const {addr, len} = asObject(prefix);
  if (typeof value !== 'string' || typeof len !== 'number') return undefined;
  return isInSubnet(value, asText(addr), len);
}

function isInRange(field: string, value: FieldValue, [from, to]: readonly Json[]): Truth {
  const ends = [scalar(field, from), scalar(field, to)].map(end => end && orderOf(end));
  const place = orderOf(value);
  const [least, most] = ends;
  if (place === undefined || typeof least !== 'bigint' || typeof most !== 'bigint') return undefined;
  return least <= place && place <= most;
}

function orderOf(value: FieldValue): bigint | undefined {
  return typeof value === 'number' ? BigInt(value) : addressNumber(value);
}
