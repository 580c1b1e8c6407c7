/**
 * Events and the state of a watch from a file, which is input like a capture.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import type {WatchedEvent} from '../watch/event.js';
import {STATE_VERSION, type WatchState} from '../watch/state.js';
import {problemWith} from './check.js';
import {revive} from './revive.js';
import {WATCH_EVENTS} from './watch-events.js';
import {WATCH_STATE} from './watch-state.js';

/** More addresses than any known watch has. */
const MOST_KNOWN = 65_536;

/** @throws VipError `MALFORMED`, in one line, for anything that is not an event of this version */
export function readWatchEvent(line: string): WatchedEvent {
  const value = parsed(line, 'an event of vip watch');
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  if (typeof kind !== 'string' || !Object.hasOwn(WATCH_EVENTS, kind))
    throw new VipError('MALFORMED', `expected an event of vip watch, got ${cut(JSON.stringify(value))}`);
  const shape = WATCH_EVENTS[kind as WatchedEvent['kind']];
  const problem = problemWith(value, shape, kind);
  if (problem !== undefined) throw new VipError('MALFORMED', problem);
  return revive(value, shape) as WatchedEvent;
}

/** @throws VipError `MALFORMED`, in one line, for anything that is not a state of this version */
export function readWatchState(text: string): WatchState {
  const value = parsed(text, 'the state of vip watch');
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > STATE_VERSION)
    throw new VipError(
      'MALFORMED',
      `expected version ${STATE_VERSION} or older, got ${version}, from a newer vip`,
    );
  const problem = problemWith(value, WATCH_STATE, 'watch-state');
  if (problem !== undefined) throw new VipError('MALFORMED', problem);
  const state = revive(value, WATCH_STATE) as WatchState;
  const count = Math.max(state.addresses.length, state.routers.length);
  if (count > MOST_KNOWN)
    throw new VipError('MALFORMED', `watch-state: expected ${MOST_KNOWN} addresses or fewer, got ${count}`);
  return state;
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new VipError('MALFORMED', `expected ${what}, got ${JSON.stringify(cut(text))}`);
  }
}

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
