/**
 * The authentication trailer of keepalived 2.4: which advertisements are signed, and which accepted.
 *
 * Follows `vrrp_auth_hmac_*` of keepalived 2.4.3.
 *
 * @module
 */

import {AUTH_HMAC} from '../grammar-2-4.js';
import {readNumber} from '../numbers.js';
import type {Place} from '../source.js';
import type {Statement} from '../statement.js';
import type {Report} from './report.js';
import {Settings} from './settings.js';

export const HMAC_MODES = ['enforce', 'permissive', 'receive-only'] as const;

export interface AuthHmac {
  readonly place: Place;
  /** The key text by ID; for a key in a file, the file's name. */
  readonly keys: ReadonlyMap<number, string>;
  /** The signing key, if it is defined. If undefined, the extension is off. */
  readonly activeKey: number | undefined;
  /** The configured active key, defined or not. */
  readonly activeGiven: number | undefined;
  readonly mode: (typeof HMAC_MODES)[number];
}

/** Octets of a key. */
const LEAST = 32;
const MOST = 64;

/** Undefined without the block. In strict mode unsigned advertisements are never accepted. */
export function readAuthHmac(settings: Settings, strict: boolean, report: Report): AuthHmac | undefined {
  const blocks = settings.all('auth_hmac');
  const place = blocks.at(-1)?.place;
  if (place === undefined) return undefined;
  const own = new Settings(
    AUTH_HMAC,
    blocks.flatMap(({inside}) => inside),
  );
  const keys = keysOf(own, report);
  const activeGiven = own.number('active_key')?.value;
  const activeKey = activeGiven !== undefined && keys.has(activeGiven) ? activeGiven : undefined;
  return {place, keys, activeKey, activeGiven, mode: strict ? 'enforce' : modeOf(own, report)};
}

function keysOf(own: Settings, report: Report): Map<number, string> {
  const keys = new Map<number, string>();
  for (const line of own.all('key')) {
    const [, id = '', key] = line.words;
    const {value} = readNumber(id, 1, 255, false);
    const problem = problemOf(line, value, keys);
    if (problem !== undefined) report('value', line.place, id, ['key', problem]);
    else if (value !== undefined && key !== undefined) keys.set(value, octetsOf(key) ?? key);
  }
  return keys;
}

function problemOf({words}: Statement, id: number | undefined, keys: ReadonlyMap<number, string>) {
  const [, text, key] = words;
  if (key === undefined) return 'expected an id and a value';
  if (id === undefined) return `expected an id of 1 to 255, got ${text}`;
  if (keys.has(id)) return `there is a key ${id} already`;
  if (key.startsWith('file:')) return undefined;
  const length = (octetsOf(key)?.length ?? 0) / 2;
  return length >= LEAST && length <= MOST
    ? undefined
    : `expected a key of ${LEAST} to ${MOST} octets, got ${length}`;
}

/** In hexadecimal, from either notation; undefined for a key in a file or an invalid one. */
function octetsOf(key: string): string | undefined {
  if (key.startsWith('file:')) return undefined;
  // Keys are ASCII. For other characters, only equality of two keys is correct.
  if (!key.startsWith('hex:'))
    return Array.from(key, sign => sign.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  const digits = key.slice(4).toLowerCase();
  return /^(?:[0-9a-f]{2})+$/.test(digits) ? digits : undefined;
}

function modeOf(own: Settings, report: Report): AuthHmac['mode'] {
  let mode: AuthHmac['mode'] = 'enforce';
  for (const {words, place} of own.all('mode')) {
    const given = HMAC_MODES.find(known => known === words[1]);
    if (given !== undefined) mode = given;
    else if (words[1] !== undefined)
      report('value', place, words[1], ['mode', `expected ${HMAC_MODES.join(', ')}, got ${words[1]}`]);
  }
  return mode;
}

/** The extension is on. */
export function isSigning(hmac: AuthHmac | undefined): hmac is AuthHmac & {activeKey: number} {
  return hmac?.activeKey !== undefined;
}

/** Why the receiver rejects the sender's advertisements; undefined if it accepts them. */
export function rejection(
  receiver: AuthHmac | undefined,
  sender: AuthHmac | undefined,
): 'no trailer' | 'a trailer' | 'an unknown key' | 'another key' | undefined {
  const signed = isSigning(sender) && sender.mode !== 'receive-only' ? sender : undefined;
  if (!isSigning(receiver)) return signed === undefined ? undefined : 'a trailer';
  if (signed === undefined) return receiver.mode === 'enforce' ? 'no trailer' : undefined;
  const own = receiver.keys.get(signed.activeKey);
  if (own === undefined) return 'an unknown key';
  const other = signed.keys.get(signed.activeKey) as string;
  // The contents of key files are unknown here.
  if (own.startsWith('file:') || other.startsWith('file:')) return undefined;
  return own === other ? undefined : 'another key';
}
