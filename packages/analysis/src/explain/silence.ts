/**
 * Whether an address fell silent, and at which machine. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import type {AddressRecord} from './address-record.js';

/** One that is not followed may have fallen silent if it was spoken to so long after it spoke. Nanoseconds. */
const UNHEARD_NS = 1_000_000_000;

/** This many unanswered questions in a row make an otherwise unmentioned address stand out. */
const SILENT_QUESTIONS = 5;

/** Whether it stopped answering a station that it had answered. */
export function fellSilent({settlement}: AddressRecord): boolean {
  const holes = settlement?.outages.gaps() ?? [];
  return holes.some(
    ([{lastBefore, firstAfter, lost}]) =>
      (lastBefore !== undefined || firstAfter !== undefined) && lost >= SILENT_QUESTIONS,
  );
}

/** The machine that answered last, without a router between, if it answers no more. */
export function silentAt(record: AddressRecord): MacAddress | undefined {
  const isSilent = record.isFollowed
    ? fellSilent(record) && record.settlement?.outages.isOpen === true
    : record.addressedNs - record.spokeNs >= UNHEARD_NS;
  if (!isSilent) return undefined;
  const last = record.spoken?.facts(record.clock).at(-1);
  return last?.isForwarded === true ? undefined : last?.mac;
}
