/**
 * All faults by the names that the user gives them.
 *
 * @module
 */

import {muteRx, muteTx, partition} from './cable.js';
import {kill, stop} from './daemon.js';
import type {FaultKind} from './kind.js';
import {failback, linkDown} from './link.js';
import {freeze, nodeCrash} from './machine.js';
import {rogue} from './rogue.js';
import {switchOver} from './switch-over.js';

export const FAULTS = {
  'link-down': linkDown,
  'node-crash': nodeCrash,
  kill,
  stop,
  freeze,
  partition,
  'mute-rx': muteRx,
  'mute-tx': muteTx,
  failback,
  rogue,
  'switch-over': switchOver,
} as const satisfies Readonly<Record<string, FaultKind>>;

export type FaultName = keyof typeof FAULTS;

export function kindOf(name: FaultName): FaultKind {
  return FAULTS[name];
}
