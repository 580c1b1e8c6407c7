/**
 * The kernel's rules, applied to each form and entry. Pure.
 *
 * @module
 */

import {type ArpRule, arpRule, isBelieved} from '@vip/analysis/internal';
import type {GarpForm} from './forms.js';
import type {ClientSettings, EntryState} from './states.js';

/** What became of the entry. */
export type CellValue =
  /** The new MAC, STALE. */
  | 'S'
  /** The new MAC, REACHABLE. */
  | 'R'
  /** The new MAC, and DELAY at once, because a packet waited for it. */
  | 'S>D'
  /** Unchanged. */
  | '-'
  /** Still no entry. */
  | 'none';

export interface CellPrediction {
  readonly cell: CellValue;
  readonly rule: ArpRule;
}

/** How the kernel handles a frame of this form, and why. */
export function predictCell(
  form: GarpForm,
  {state, ageMs}: EntryState,
  settings: ClientSettings,
): CellPrediction {
  const {operation, senderIp, targetIp, targetMac} = form;
  const target = ({vip: 'claimed', client: 'receiver', other: 'other'} as const)[targetIp];
  const claim = {operation, isProbe: senderIp === 'any', target, namesItself: targetMac === 'self'};
  const isYoung = ageMs !== undefined && ageMs <= settings.locktime * 10;
  const rule = arpRule(claim, {state, isYoung}, settings);
  return {cell: cellFor(rule, form, state), rule};
}

function cellFor(rule: ArpRule, {operation, to}: GarpForm, state: EntryState['state']): CellValue {
  if (!isBelieved(rule)) return state === 'NONE' ? 'none' : '-';
  // "Broadcast replies and request packets do not assert neighbour reachability."
  if (operation === 'reply' && to === 'client') return 'R';
  return state === 'INCOMPLETE' ? 'S>D' : 'S';
}
