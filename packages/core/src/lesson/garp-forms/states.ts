/**
 * The states that a client's entry can be in when a claim arrives, how each is produced, and the settings that matter. Pure.
 *
 * @module
 */

import type {NeighbourState} from '@vip/analysis';
import type {ArpSettings} from '@vip/analysis/internal';

/** An entry that changed less than a second ago, the default `locktime`, and one that did not. Milliseconds. */
export const YOUNG_MS = 300;
export const OLD_MS = 1500;

export interface EntryState {
  readonly name: string;
  /** Head of a column, at most four characters. */
  readonly label: string;
  readonly state: NeighbourState;
  /** How long ago the entry changed, in milliseconds; absent where it makes no difference. */
  readonly ageMs?: number;
  /**
   * How it is produced: by nothing at all, `ip neigh replace ... nud STATE`, a packet to an address without an
   * entry, or a packet sent by way of a STALE one. (`nud delay` would not do: its timer fires at once, and the entry is PROBE.)
   */
  readonly made: 'not' | 'written' | 'used' | 'written and used';
}

function timed(state: NeighbourState, made: EntryState['made'] = 'written'): EntryState[] {
  const letter = state.slice(0, 1);
  return [
    {name: `${state} young`, label: `${letter}<`, state, ageMs: YOUNG_MS, made},
    {name: `${state} old`, label: `${letter}>`, state, ageMs: OLD_MS, made},
  ];
}

export const ENTRY_STATES: readonly EntryState[] = [
  {name: 'no entry', label: 'none', state: 'NONE', made: 'not'},
  {name: 'INCOMPLETE', label: 'INC', state: 'INCOMPLETE', made: 'used'},
  ...timed('REACHABLE'),
  ...timed('STALE'),
  ...timed('DELAY', 'written and used'),
  ...timed('PROBE'),
  {name: 'FAILED', label: 'FAIL', state: 'FAILED', made: 'written'},
  {name: 'PERMANENT', label: 'PERM', state: 'PERMANENT', made: 'written'},
];

/** The client's settings that decide, in the units of /proc/sys. */
export interface ClientSettings extends ArpSettings {
  /** Hundredths of a second. */
  readonly locktime: number;
}

export const LINUX_DEFAULTS: ClientSettings = {arp_accept: 0, drop_gratuitous_arp: 0, locktime: 100};

/** The settings of each table, besides the defaults. */
export const SETTING_VARIANTS: readonly Partial<ClientSettings>[] = [
  {},
  {arp_accept: 1},
  {drop_gratuitous_arp: 1},
  {locktime: 0},
];

export function variantName(variant: Partial<ClientSettings>): string {
  const settings = Object.entries(variant).map(([name, value]) => `${name}=${value}`);
  return settings.length === 0 ? 'default settings' : settings.join(', ');
}
