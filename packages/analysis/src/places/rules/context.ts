/**
 * The input of the rules about several captures.
 *
 * @module
 */

import {type AddressKey, type IpAddress, keyOf, numberOfMac} from '@vip/arp';
import type {Mark, Run} from '../../capture/mark.js';
import {sum} from '../../collections/sum.js';
import type {Sender} from '../../conversations/facts.js';
import type {CaptureFacts} from '../../explain/capture-facts.js';
import type {AddressFacts} from '../../explain/facts.js';
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
  /** For each source, the place that sent the packets that routers forwarded. */
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

/** The largest acceptable chance that any of the runs reported was merely missed by its capture. */
const CHANCE = 1e-4;

/** Runs of frames in an interval that did not arrive at a place, and were not merely missed by its capture. */
export function lostWithin(given: PlacesGiven, passage: Passage, from: bigint, to: bigint): Run[] {
  const witness = given.witnesses[passage.to];
  if (witness === undefined) return [];
  // Among many frames, a few in a row are missing by chance.
  const chance = CHANCE / (passage.arrived + passage.missing);
  return passage.runs.filter(
    run => run.last.at >= from && run.first.at <= to && isLoss(witness, run, passage, chance),
  );
}

/** IP packets from one address to another that should have arrived at a place. */
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

/** `12 questions (frames 3 to 40)` */
export function rowsText(runs: readonly Run[], what: string): string {
  const count = sum(runs, run => run.count);
  const [first] = runs;
  const last = runs.at(-1);
  if (first === undefined || last === undefined) return '';
  return `${counted(count, what)} (${framesSpoken(first.first, last.last)})`;
}

/** Names of the places that captured these frames first. */
export function sentAt(given: PlacesGiven, marks: readonly Mark[]): string {
  const places = marks.map(({frame}) => nameOfPlace(given, given.nameOf(frame).place));
  return listed([...new Set(places)]);
}
