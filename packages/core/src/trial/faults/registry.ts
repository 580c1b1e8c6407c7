/**
 * All faults, by name.
 *
 * @module
 */

import * as all from './all.js';
import type {FaultKind} from './fault-kind.js';

export type FaultName = (typeof all)[keyof typeof all]['name'];

/** Every fault by its name, in alphabetical order. */
export const FAULTS = Object.fromEntries(
  Object.values(all)
    .map((kind): [FaultName, FaultKind] => [kind.name, kind])
    .sort(([a], [b]) => (a < b ? -1 : 1)),
) as Readonly<Record<FaultName, FaultKind>>;

/** The kind of a fault as the user wrote it, `freeze:2s`; undefined for one that another version knew. */
export function kindWritten(text: string): FaultKind | undefined {
  const [name = ''] = text.split(':');
  return Object.hasOwn(FAULTS, name) ? FAULTS[name as FaultName] : undefined;
}
