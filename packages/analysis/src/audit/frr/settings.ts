/**
 * What may stand behind `vrrp N`, as vrrpd 8.4 takes it (`vrrp_vty.c`): a word may be cut short, and a line that is refused is left out.
 *
 * @module
 */

import {addressOf, familyOf} from '../keepalived/model/address.js';

const NUMBERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  version: [2, 3],
  priority: [1, 254],
  'advertisement-interval': [10, 40_950],
};

/** Of later releases as well. */
const SETTINGS = [
  ...Object.keys(NUMBERS),
  'ip',
  'ipv6',
  'preempt',
  'shutdown',
  'checksum-with-ipv4-pseudoheader',
] as const;

export interface Setting {
  /** In full; undefined for one that is not known. */
  readonly name: string | undefined;
  /** What is wrong with the line; undefined when nothing. */
  readonly problem: string | undefined;
}

/** @param words those behind the number of the router */
export function settingOf(words: readonly string[]): Setting {
  const [given = '', value] = words;
  const name = nameOf(given);
  if (name === undefined) return {name, problem: `expected a setting of vrrp, got ${given}`};
  return {name, problem: problemOf(name, value)};
}

/** The only one that begins so, or that is called so. */
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
