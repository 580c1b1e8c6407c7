/**
 * The authentication of VRRP version 2.
 *
 * @module
 */

import {octetText} from '../../../text/octets.js';
import {grammar} from '../grammar.js';
import type {Place} from '../source.js';
import type {Authentication, Instance} from './instance.js';
import type {Given, Report} from './report.js';
import {Settings} from './settings.js';

const WORDS = grammar({'auth_type auth_pass': 'word'});

/** Octets; the rest of a password is ignored. */
export const PASSWORD_LENGTH = 8;

interface Facts {
  readonly version: 2 | 3;
  readonly strict: boolean;
  readonly family: 4 | 6;
  readonly state: 'MASTER' | 'BACKUP';
  readonly basePriority: number;
}

const NONE = {auth: undefined, authIgnored: undefined} as const;

export function readAuthentication(
  settings: Settings,
  facts: Facts,
  report: Report,
): Pick<Instance, 'auth' | 'authIgnored'> {
  if (!settings.has('authentication')) return NONE;
  const inside = settings.all('authentication').flatMap(statement => statement.inside);
  const own = new Settings(WORDS, inside);
  const password = passwordOf(own, report);
  const type = typeOf(own, report);
  if (type === undefined) return NONE;
  const {place} = type;
  const problem = problemOf(type.value, password?.value, facts);
  if (password !== undefined && problem === undefined) {
    checkAh(type.value, facts, place, report);
    const places = {typePlace: place, passwordPlace: password.place};
    return {auth: {type: type.value, password: password.value, ...places}, authIgnored: undefined};
  }
  // Without a password there is a problem, whatever else.
  report('ignored', place, 'authentication', ['authentication', problem as string]);
  return {auth: undefined, authIgnored: facts.version === 3 ? place : undefined};
}

function passwordOf(own: Settings, report: Report): Given<string> | undefined {
  const given = own.word('auth_pass');
  const octets = octetText(given?.value ?? '');
  if (given !== undefined && octets.length > PASSWORD_LENGTH)
    report('value', given.place, 'auth_pass', [
      'auth_pass',
      `only the first ${PASSWORD_LENGTH} characters count`,
    ]);
  return given === undefined ? undefined : {...given, value: octets.slice(0, PASSWORD_LENGTH)};
}

function typeOf(own: Settings, report: Report): {value: Authentication['type']; place: Place} | undefined {
  let type: {value: Authentication['type']; place: Place} | undefined;
  for (const {words, place} of own.all('auth_type')) {
    const value = words[1];
    if (value === 'AH' || value === 'PASS') type = {value, place};
    else if (value !== undefined)
      report('value', place, value, ['auth_type', `expected PASS or AH, got ${value}`]);
  }
  return type;
}

function problemOf(
  type: string,
  password: string | undefined,
  {version, strict, family}: Facts,
): string | undefined {
  if (strict) return 'not in strict mode';
  if (version === 3) return 'version 3 has none';
  if (password === undefined || password === '') return 'no password is given';
  return family === 6 && type === 'AH' ? 'IPv6 has no AH here' : undefined;
}

function checkAh(type: string, {state, basePriority}: Facts, place: Place, report: Report): void {
  if (type === 'AH' && state === 'MASTER' && basePriority !== 255)
    report('ignored', place, 'AH', ['authentication', 'with AH it starts as BACKUP']);
}
