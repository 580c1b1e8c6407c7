/**
 * What the rules about several captures examine.
 *
 * @module
 */

import {type AddressKey, type IpAddress, keyOf, numberOfMac} from '@vip/arp';
import type {Mark, Run} from '../../capture/mark.js';
import type {Sender} from '../../conversations/facts.js';
import type {AddressFacts, CaptureFacts} from '../../explain/facts.js';
import {framesSpoken} from '../../explain/words/frame-naming.js';
import {counted, listed} from '../../text/count-text.js';
import type {FrameName} from '../frame-names.js';
import type {Passage} from '../passages/passage-count.js';
import {isLoss, type Witness} from '../passages/witness.js';
import type {Together} from '../together.js';

export interface PlacesGiven {
  readonly together: Together;
  readonly capture: CaptureFacts;
  readonly address: AddressFacts;
  readonly passages: readonly Passage[];
  /** The places that sent what routers forwarded, by its source. */
  readonly senders: ReadonlyMap<AddressKey, number>;
  /** By place. */
  readonly witnesses: readonly Witness[];
  nameOf(frame: number): FrameName;
}

/** The place whose machine has this MAC; -1 for none. */
export function placeOfMac({own}: Together, mac: string | undefined): number {
  return mac === undefined ? -1 : own.findIndex(macs => macs.has(numberOfMac(mac as never)));
}

export function placeOfSender({together}: PlacesGiven, {mac}: Sender): number {
  return placeOfMac(together, mac);
}

export function nameOfPlace({together}: PlacesGiven, place: number): string {
  return together.surveys[place]?.name ?? '';
}

/** Of rows of missing frames, in all that several captures tell. */
const CHANCE = 1e-4;

/** The rows of frames that did not arrive at a place, within a time, that are no loss of the capture alone. */
export function lostWithin(given: PlacesGiven, passage: Passage, from: bigint, to: bigint): Run[] {
  const witness = given.witnesses[passage.to];
  if (witness === undefined) return [];
  // In many frames, a few are missing in a row by chance.
  const chance = CHANCE / (passage.arrived + passage.missing);
  return passage.runs.filter(
    run => run.last.at >= from && run.first.at <= to && isLoss(witness, run, passage, chance),
  );
}

/** Frames over IP from one to another that should have arrived at a place. */
export function passagesOf(
  {passages}: PlacesGiven,
  source: IpAddress,
  destination: IpAddress | undefined,
): Passage[] {
  return passages.filter(
    passage =>
      keyOf(passage.source) === keyOf(source) &&
      (destination === undefined
        ? passage.destination === undefined
        : passage.destination !== undefined && keyOf(passage.destination) === keyOf(destination)),
  );
}

/** `12 frames in a row, frames 3 to 40`: which, and how many. */
export function rowsText(runs: readonly Run[], what: string): string {
  const count = runs.reduce((sum, run) => sum + run.count, 0);
  const [first] = runs;
  const last = runs.at(-1);
  if (first === undefined || last === undefined) return '';
  return `${counted(count, what)} (${framesSpoken(first.first, last.last)})`;
}

/** Where frames were captured first. */
export function sentAt(given: PlacesGiven, marks: readonly Mark[]): string {
  const places = marks.map(({frame}) => nameOfPlace(given, given.nameOf(frame).place));
  return listed([...new Set(places)]);
}
