/**
 * The transaction of a SIP message: Call-ID and CSeq, which a response repeats (RFC 3261 §8.2.6.2), in one number.
 *
 * @module
 */

import {NEITHER} from './identifier.js';

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const COLON = 0x3a;
const SPACE = 0x20;
const TAB = 0x09;

/** Names of the two headers, in lower case; `i` is the compact form of Call-ID (RFC 3261 §20.8). */
const NAMES: ReadonlySet<string> = new Set(['call-id', 'i', 'cseq']);

/** An ACK is never answered (RFC 3261 §17.1.1.3), and a keep-alive contains only line ends (RFC 5626 §3.5.1). */
const ACK = 'ACK ';
const RESPONSE = 'SIP/';

/** With a blank before the colon. */
const LONGEST_NAME = 8;

/** The transaction of both headers; undefined if either was cut off. */
export function sipTransaction(data: Uint8Array, isAnswer: boolean): number | undefined {
  const start = textAt(data, 0, RESPONSE.length);
  if (start.length < RESPONSE.length) return NEITHER;
  return start === ACK || (start === RESPONSE) !== isAnswer ? NEITHER : transactionIn(data);
}

function transactionIn(data: Uint8Array): number | undefined {
  let found = 0;
  let hash = 0;
  for (let start = 0; start < data.length && found < 2; ) {
    const end = data.indexOf(LINE_FEED, start);
    if (end < 0) return undefined;
    const value = valueStart(data, start, end);
    if (value !== undefined) {
      found++;
      // Their order does not matter.
      hash = (hash + hashOf(data, value, end)) % 2 ** 32;
    }
    start = end + 1;
  }
  return found < 2 ? undefined : hash;
}

/** Where the value of a header that matters begins. */
function valueStart(data: Uint8Array, start: number, end: number): number | undefined {
  const colon = data.indexOf(COLON, start);
  if (colon < 0 || colon > end) return undefined;
  const name = textAt(data, start, Math.min(colon, start + LONGEST_NAME));
  return NAMES.has(name.trimEnd().toLowerCase()) ? colon + 1 : undefined;
}

function textAt(data: Uint8Array, start: number, end: number): string {
  let text = '';
  for (const octet of data.subarray(start, end)) text += String.fromCharCode(octet);
  return text;
}

/** FNV-1a of the value, without the blanks at both ends. */
function hashOf(data: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  let pending = 0;
  for (let index = start; index < end; index++) {
    const octet = data[index] as number;
    if (octet === SPACE || octet === TAB || octet === CARRIAGE_RETURN) {
      pending++;
      continue;
    }
    if (index - pending > start && pending > 0) hash = Math.imul(hash ^ SPACE, 0x01000193);
    pending = 0;
    hash = Math.imul(hash ^ octet, 0x01000193);
  }
  return hash >>> 0;
}
