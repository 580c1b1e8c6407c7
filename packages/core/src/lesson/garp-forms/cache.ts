/**
 * The client's whole cache, read at once, and what two readings of an entry say about the frame in between.
 *
 * @module
 */

import type {NeighbourState} from '@vip/analysis';
import type {MacAddress} from '@vip/arp';
import type {LessonSettings} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import type {CellValue} from './rules.js';

/** An entry as it was found. */
export interface Found {
  readonly state: NeighbourState;
  readonly mac?: string;
}

/** One of the rules' values, or in words whatever else was found. */
export type MeasuredValue = CellValue | (string & {});

/** The entries by address. */
export async function readNeighbourCache(
  workshop: Workshop,
  {ext}: LessonSettings,
): Promise<ReadonlyMap<string, Found>> {
  const {stdout} = await workshop.quietly(ext.node, [
    ...['ip', '-4', '-json', 'neigh', 'show', 'dev', ext.iface, 'nud', 'all'],
  ]);
  const entries = JSON.parse(stdout || '[]') as {dst: string; lladdr?: string; state: NeighbourState[]}[];
  return new Map(
    entries.map(({dst, lladdr, state: [state = 'NONE']}) => [
      dst,
      {state, ...(lladdr === undefined ? {} : {mac: lladdr})},
    ]),
  );
}

/**
 * The cell, from what was there before and after; undefined when the entry moved on by its own timer meanwhile
 * or was collected as garbage (more than 128 entries, every 15 s: FAILED ones go), which says nothing about the frame.
 */
export function compare(
  start: Found,
  end: Found,
  mac: {was: MacAddress; now: MacAddress},
): MeasuredValue | undefined {
  if (end.mac === mac.now) {
    const known: Partial<Record<NeighbourState, CellValue>> = {STALE: 'S', REACHABLE: 'R', DELAY: 'S>D'};
    return known[end.state] ?? `new, ${end.state}`;
  }
  if (end.state === start.state && end.mac === start.mac) return start.state === 'NONE' ? 'none' : '-';
  const byTimer = ['DELAY PROBE', 'PROBE FAILED', 'INCOMPLETE FAILED', 'REACHABLE STALE', 'FAILED NONE'];
  if (byTimer.includes(`${start.state} ${end.state}`)) return undefined;
  return `old, ${end.state}`;
}
