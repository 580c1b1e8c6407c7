/**
 * The interfaces that keepalived creates for an instance: `use_vmac`, with a MAC of its own, and `use_ipvlan`, with an address of its own.
 *
 * @module
 */

import type {Place} from '../source.js';
import {familyOf, hostOf} from './address.js';
import type {Report} from './report.js';
import type {Settings} from './settings.js';

/** IFNAMSIZ without the terminating NUL. */
const LONGEST_NAME = 15;

const MAC = /^[\da-f]{1,2}(?::[\da-f]{1,2}){5}(?::|$)/i;

/** Modes of `use_ipvlan`, which determine how its interfaces reach one another. */
const MODES: ReadonlySet<string> = new Set(['bridge', 'private', 'vepa']);

/** @returns whether the instance stays in FAULT for want of an address to send from */
export function checkMacvlan(settings: Settings, family: 4 | 6, report: Report): boolean {
  if (settings.has('use_vmac')) checkVmac(settings, report);
  const line = settings.last('use_ipvlan');
  if (line === undefined) return false;
  if (hasIpvlanAddress(settings, family, report) || family === 6) return false;
  report('ignored', line.place, 'use_ipvlan', [
    'use_ipvlan',
    'without an address the instance goes to FAULT',
  ]);
  return true;
}

function checkVmac(settings: Settings, report: Report): void {
  const once = new Once('use_vmac', report);
  for (const {words, place} of settings.all('use_vmac'))
    for (const word of words.slice(1)) {
      const isMac = word.includes(':');
      const problem = isMac ? macProblem(word) : nameProblem(word);
      if (problem === undefined) once.take(isMac ? 'MAC' : 'name', word, place);
      else report('value', place, word, ['use_vmac', problem]);
    }
}

function hasIpvlanAddress(settings: Settings, family: 4 | 6, report: Report): boolean {
  const once = new Once('use_ipvlan', report);
  for (const {words, place} of settings.all('use_ipvlan'))
    for (const word of words.slice(1)) {
      if (MODES.has(word)) continue;
      const ip = hostOf(word);
      if (ip === undefined) {
        const problem = word.length > LONGEST_NAME ? nameProblem(word) : undefined;
        if (problem === undefined) once.take('name', word, place);
        else report('value', place, word, ['use_ipvlan', problem]);
      } else if (familyOf(ip) === family) once.take('address', word, place);
      else report('rejected', place, word, ['use_ipvlan', `expected an IPv${family} address, got ${word}`]);
    }
  return once.has('address');
}

/** Arguments, each allowed once. */
class Once {
  readonly #keyword: string;
  readonly #report: Report;
  readonly #taken = new Set<string>();

  constructor(keyword: string, report: Report) {
    this.#keyword = keyword;
    this.#report = report;
  }

  has(what: string): boolean {
    return this.#taken.has(what);
  }

  take(what: 'MAC' | 'address' | 'name', word: string, place: Place): void {
    if (this.#taken.has(what))
      this.#report('rejected', place, word, [this.#keyword, `expected one ${what}, got ${word} too`]);
    else this.#taken.add(what);
  }
}

function nameProblem(word: string): string | undefined {
  const isName = word.length <= LONGEST_NAME && !/[\s/]/.test(word);
  return isName ? undefined : `expected a name of at most ${LONGEST_NAME} characters, got ${word}`;
}

function macProblem(word: string): string | undefined {
  if (!MAC.test(word)) return `expected a MAC, got ${word}`;
  const isGroup = (Number.parseInt(word, 16) & 1) === 1;
  return isGroup ? `expected the MAC of one interface, got ${word}` : undefined;
}
