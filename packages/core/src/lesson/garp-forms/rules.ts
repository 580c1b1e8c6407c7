/**
 * Which claim Linux believes, by its own rules: arp_process(), arp_is_garp() and arp_accept() in net/ipv4/arp.c,
 * neigh_event_ns() and neigh_update() in net/core/neighbour.c. Pure.
 *
 * @module
 */

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
  /** As it was. */
  | '-'
  /** There is still none. */
  | 'none';

/** The rules, in the order in which the kernel comes by them. */
export const GARP_RULES = {
  dropped: 'drop_gratuitous_arp: dropped, since sender IP = target IP',
  probe: 'sender 0.0.0.0: nobody is claimed to be anywhere',
  asked: 'asks for the client itself: the asker is entered, always',
  absent: 'no entry, and arp_accept=0: none is created',
  created: 'no entry, and arp_accept=1: a claim for oneself creates one',
  overheard: 'no entry, and only overheard: none is created',
  permanent: 'PERMANENT: only an administrator changes it',
  noMac: 'the entry has no MAC that could be defended',
  gratuitous: 'gratuitous (arp_is_garp): believed at once',
  locked: 'not gratuitous, and the entry is younger than locktime',
  unlocked: 'not gratuitous, but the entry is older than locktime',
} as const;

export type GarpRule = keyof typeof GARP_RULES;

export interface Prediction {
  readonly cell: CellValue;
  readonly rule: GarpRule;
}

/** What the kernel makes of a frame of this form, and why. */
export function predict(form: GarpForm, entry: EntryState, settings: ClientSettings): Prediction {
  const rule = ruleFor(form, entry, settings);
  return {cell: cellFor(rule, form, entry), rule};
}

function ruleFor(form: GarpForm, {state, ageMs}: EntryState, settings: ClientSettings): GarpRule {
  const {arp_accept, drop_gratuitous_arp, locktime} = settings;
  if (drop_gratuitous_arp !== 0 && form.senderIp === form.targetIp) return 'dropped';
  if (form.senderIp === 'any') return 'probe';
  if (form.operation === 'request' && form.targetIp === 'client') {
    return state === 'PERMANENT' ? 'permanent' : 'asked';
  }
  const gratuitous = isGarp(form);
  if (state === 'NONE') {
    if (arp_accept === 0) return 'absent';
    return gratuitous || form.operation === 'reply' ? 'created' : 'overheard';
  }
  if (state === 'PERMANENT') return 'permanent';
  if (state === 'INCOMPLETE' || state === 'FAILED') return 'noMac';
  if (gratuitous) return 'gratuitous';
  return ageMs !== undefined && ageMs <= locktime * 10 ? 'locked' : 'unlocked';
}

/** A reply must name its sender as the target, too. */
function isGarp({operation, senderIp, targetIp, targetMac}: GarpForm): boolean {
  return senderIp === targetIp && (operation === 'request' || targetMac === 'self');
}

const REFUSALS: ReadonlySet<GarpRule> = new Set([
  'dropped',
  'probe',
  'absent',
  'overheard',
  'permanent',
  'locked',
]);

function cellFor(rule: GarpRule, {operation, to}: GarpForm, {state}: EntryState): CellValue {
  if (REFUSALS.has(rule)) return state === 'NONE' ? 'none' : '-';
  // "Broadcast replies and request packets do not assert neighbour reachability."
  if (operation === 'reply' && to === 'client') return 'R';
  return state === 'INCOMPLETE' ? 'S>D' : 'S';
}
