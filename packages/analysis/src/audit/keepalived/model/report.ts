/**
 * The context in which parts of a configuration are read: where faults are reported.
 *
 * @module
 */

import {type ConfigFault, type ConfigFaultKind, type Wording, worded} from '../fault.js';
import type {Place} from '../source.js';

/** `ends`: the daemon exits because of it. */
export type Report = (
  kind: ConfigFaultKind,
  place: Place,
  word: string,
  wording: Wording,
  ends?: boolean,
) => void;

/** A value with the line that gave it. */
export interface Given<T> {
  readonly value: T;
  readonly place: Place;
}

/** Adds faults of a block to a list. */
export function reporter(faults: ConfigFault[], block: string): Report {
  return (kind, place, word, wording, ends = false) =>
    faults.push({kind, place, word, ...worded(wording), block, ...(ends ? {ends} : {})});
}
