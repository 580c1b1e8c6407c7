/**
 * Settings after `vrrp N` as parsed by vrrpd 8.4 (`vrrp_vty.c`): words may be abbreviated, and rejected lines have no effect.
 *
 * @module
 */

import {addressOf, familyOf} from '../keepalived/model/address.js';

const NUMBERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  version: [2, 3],
  priority: [1, 254],
  'advertisement-interval': [10, 40_950],
};

/** Includes settings of later releases. */
const SETTINGS = [
  ...Object.keys(NUMBERS),
  'ip',
  'ipv6',
  'preempt',
  'shutdown',
  'checksum-with-ipv4-pseudoheader',
] as const;

export interface Setting {
  /** The full name; undefined if unknown. */
  readonly name: string | undefined;
  /** The problem with the line; undefined if it is valid. */
  readonly problem: string | undefined;
}

/** @param words the words after the router's number */
export function settingOf(words: readonly string[]): Setting {
  const [given = '', value] = words;
  const name = nameOf(given);
  if (name === undefined) return {name, problem: `expected a setting of vrrp, got ${given}`};
  return {name, problem: problemOf(name, value)};
}

/** The only setting with this prefix, or exactly this name. */
function nameOf(given: string): string | undefined {
  const fitting = SETTINGS.filter(name => name.startsWith(given));
  return fitting.find(name => name === given) ?? (fitting.length === 1 ? fitting[0] : undefined);
}

function problemOf(name: string, value: string | undefined): string | undefined {
  const limits = NUMBERS[name];
  if (limits !== undefined) {
    const [least, most] = limits;
    const isRight =
      value !== undefined && /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
    return isRight ? undefined : `${name}: expected ${least} to ${most}, got ${value ?? 'nothing'}`;
  }
  if (name !== 'ip' && name !== 'ipv6') return undefined;
  const ip = addressOf(value ?? '');
  const family = name === 'ip' ? 4 : 6;
  return ip !== undefined && familyOf(ip) === family
    ? undefined
    : `${name}: expected an IPv${family} address alone, got ${value ?? 'nothing'}`;
}
