/**
 * Keys of keepalived's `auth_hmac`, in the files that keepalived reads.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {readFileText} from './file-text.js';

/** Octets of a key of `auth_hmac`. */
const KEY_LENGTH = {least: 32, most: 64};

/** Reads a `key` file as keepalived does: a line of `hex:` and digits, or the key itself. Its content is never quoted. */
export function parseKeyFile(file: string, former: readonly Uint8Array[] = []): Uint8Array[] {
  const key = keyOf(readFileText(file).replace(/\r?\n$/, ''));
  if (key !== undefined && key.length >= KEY_LENGTH.least && key.length <= KEY_LENGTH.most)
    return [...former, key];
  const got = key === undefined ? 'something else after hex:' : `${key.length}`;
  throw new VipError(
    'BAD_ARGUMENT',
    `file ${JSON.stringify(file)}: expected a key of ${KEY_LENGTH.least} to ${KEY_LENGTH.most} octets, got ${got}`,
  );
}

/** Undefined if it claims to be hexadecimal but is not. */
function keyOf(text: string): Uint8Array | undefined {
  const digits = /^hex:(.*)$/.exec(text)?.[1];
  if (digits === undefined) return new TextEncoder().encode(text);
  if (!/^([0-9a-f]{2})+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], octet => Number.parseInt(octet, 16));
}
