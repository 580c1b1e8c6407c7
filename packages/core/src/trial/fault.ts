/**
 * The faults of a trial, as the user names them. Pure.
 *
 * @module
 */

import {durationWord} from '@vip/analysis';
import {VipError} from '@vip/arp';

/** What goes wrong, and what that stands for in the world. */
export const FAULTS = {
  'link-down': "the active node's interface goes down",
  'node-crash': 'the machine dies whole: its processes and its interface at once',
  kill: 'the daemon is killed with SIGKILL; the machine lives on, address included',
  stop: 'the daemon is stopped politely (SIGTERM)',
  freeze: 'the whole node stands still, as in a snapshot of a virtual machine, and thaws',
  partition: 'the switch cuts the node off in both directions, and heals',
  'mute-rx': 'the node receives nothing any more, but what it sends arrives',
  'mute-tx': 'nothing that the node sends arrives any more',
  failback: 'the interface goes down and, after the takeover, comes back',
  rogue: 'a third machine claims the address',
  'switch-over': 'nothing fails: the address is moved as planned',
} as const;

export type FaultName = keyof typeof FAULTS;

export interface Fault {
  readonly name: FaultName;
  /** When it heals, in milliseconds after it began; absent where it does not heal by itself. */
  readonly durationMs?: number;
}

/** After these the first daemon goes on, and what it does then shall not be what it had begun at its start. */
export const DAEMON_SURVIVES: ReadonlySet<FaultName> = new Set([
  'freeze',
  'partition',
  'mute-rx',
  'mute-tx',
  'failback',
  'rogue',
]);

/** How long those last that heal, when the user does not say: longer than the patience of any default backup. */
export const DEFAULT_DURATION_MS: Readonly<Partial<Record<FaultName, number>>> = {
  freeze: 6000,
  partition: 6000,
  failback: 6000,
};

/**
 * `freeze`, `freeze:2s`.
 *
 * @param parseDuration text to milliseconds
 * @throws VipError `BAD_ARGUMENT`
 */
export function parseFault(text: string, parseDuration: (text: string) => number): Fault {
  const [name = '', duration] = text.split(':');
  if (!Object.hasOwn(FAULTS, name)) {
    throw new VipError(
      'BAD_ARGUMENT',
      `fault: expected one of ${Object.keys(FAULTS).join(', ')}, got "${text}"`,
    );
  }
  const standard = faultOf(name as FaultName);
  if (duration === undefined) return standard;
  if (standard.durationMs === undefined)
    throw new VipError('BAD_ARGUMENT', `fault: ${name} takes no duration, got "${text}"`);
  return {...standard, durationMs: parseDuration(duration)};
}

/** A fault that lasts as long as it does by itself. */
export function faultOf(name: FaultName): Fault {
  const durationMs = DEFAULT_DURATION_MS[name];
  return durationMs === undefined ? {name} : {name, durationMs};
}

/** The inverse of `parseFault`: `freeze`, or `freeze:2s` where that is not what the fault lasts by itself. */
export function formatFault({name, durationMs}: Fault): string {
  return durationMs === undefined || durationMs === DEFAULT_DURATION_MS[name]
    ? name
    : `${name}:${durationWord(durationMs)}`;
}
