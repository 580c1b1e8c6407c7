/**
 * An event from an untrusted line: a saved run is input, like a capture.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import type {TimelineEvent} from '../events/timeline-event.js';
import {problemWith} from './check.js';
import {EVENT_SHAPES} from './events.js';
import {revive} from './revive.js';

/** How much of an unreadable line is quoted, in characters. */
const MOST_TOLD = 40;

/**
 * The inverse of `encodeEvent`, for a line of unknown origin.
 *
 * @throws VipError `MALFORMED`, with what was expected, if the line is not an event of this version; unknown fields
 *   are ignored
 */
export function readEvent(line: string): TimelineEvent {
  const value = parse(line);
  const kind = kindOf(value);
  if (kind === undefined) refuse(`expected an event of a known kind, got ${cut(JSON.stringify(value))}`);
  const problem = problemWith(value, EVENT_SHAPES[kind], kind) ?? problemWithLength(value);
  if (problem !== undefined) refuse(problem);
  return revive(value, EVENT_SHAPES[kind]) as TimelineEvent;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    refuse(`expected an event, got ${JSON.stringify(cut(line))}`);
  }
}

function kindOf(value: unknown): TimelineEvent['kind'] | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  const {kind} = value;
  return typeof kind === 'string' && Object.hasOwn(EVENT_SHAPES, kind)
    ? (kind as TimelineEvent['kind'])
    : undefined;
}

/** A frame cannot have been shorter on the wire than its captured part. */
function problemWithLength(value: unknown): string | undefined {
  const {kind, octets, length} = value as {kind: string; octets: string; length: number};
  return kind === 'frame' && octets.length / 2 > length
    ? `frame.length: expected ${octets.length / 2} octets or more, as many as it has, got ${length}`
    : undefined;
}

function cut(text: string): string {
  return text.length > MOST_TOLD ? `${text.slice(0, MOST_TOLD)}...` : text;
}

function refuse(problem: string): never {
  throw new VipError('MALFORMED', problem);
}
