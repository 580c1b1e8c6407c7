/**
 * Events as lines of JSON, and back.
 *
 * @module
 */

import {hexOctets} from '@vip/arp/internal';
import {octetsOfHex} from '../text/octets.js';
import type {TimelineEvent} from './timeline-event.js';

/**
 * Serialises an event as one line of JSON, without a line terminator: nanoseconds are decimal strings, octets
 * hexadecimal digits.
 */
export function encodeEvent(event: TimelineEvent): string {
  // The same as with `jsonReplacer`, but in half the time: thousands of frames arrive per second.
  const at = event.at.toString();
  if (event.kind === 'frame') return JSON.stringify({...event, at, octets: hexOctets(event.octets, '')});
  if (event.kind === 'clock') return JSON.stringify(event, jsonReplacer);
  const {sentAt} = event as {sentAt?: bigint};
  return JSON.stringify(sentAt === undefined ? {...event, at} : {...event, at, sentAt: sentAt.toString()});
}

/**
 * Parses a line that `encodeEvent` wrote. The line is trusted.
 *
 * @throws SyntaxError if the line is not JSON, or has invalid times or octets
 */
export function decodeEvent(line: string): TimelineEvent {
  const event = JSON.parse(line) as Record<string, unknown> | null;
  if (typeof event !== 'object' || event === null) notOurs('event', 'an object', event);
  for (const field of REVIVED) {
    if (event[field] !== undefined) event[field] = jsonReviver(field, event[field]);
  }
  return event as unknown as TimelineEvent;
}

/** The top-level fields whose JSON form differs. No nested field's does. */
const REVIVED = ['at', 'sentAt', 'offsetNs', 'errorNs', 'octets'] as const;

/** The fields that hold nanoseconds. */
const NANOSECONDS: ReadonlySet<string> = new Set(['at', 'sentAt', 'offsetNs', 'errorNs']);

/**
 * For `JSON.stringify`: nanoseconds become decimal strings, because they exceed the range of a JSON number, and octets
 * hexadecimal digits.
 */
export function jsonReplacer(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Uint8Array ? hexOctets(value, '') : value;
}

/** For `JSON.parse`: the inverse of `jsonReplacer`, by the names of the fields that hold times and octets. */
export function jsonReviver(key: string, value: unknown): unknown {
  if (key === 'octets') return octetsOfHex(String(value));
  if (!NANOSECONDS.has(key)) return value;
  return typeof value === 'string' ? BigInt(value) : notOurs(key, 'nanoseconds as a string', value);
}

function notOurs(where: string, expected: string, got: unknown): never {
  throw new SyntaxError(`${where}: expected ${expected}, got ${JSON.stringify(got)}`);
}
